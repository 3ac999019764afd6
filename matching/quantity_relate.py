"""The amounts of two claims set against each other: which agree, which differ."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from matching.derived_amounts import derived_amounts
from matching.quantity_compare import compare_quantities, distance
from matching.relation import RelatedPair, RelatedPairs, Relating, Relation, relate_values
from matching.slots import AmountRole, Quantity, QuantityKind
from matching.units import SCORE, all_units, is_scale

_OF_SOMEONE = frozenset({"year_of_age", "month_of_age", SCORE})
# Below it, equal numbers without a noun are too often chance.
_TELLING = 10
_NOT_JOINED = Relating(Relation.INCOMPARABLE, "nothing joins the amount to the noun")
_R = AmountRole
# Amounts in these pairs of roles tell two things of one, so that they cannot differ.
_APART = frozenset(
    frozenset(pair)
    for pair in (
        (_R.FROM, _R.TO),
        (_R.FROM, _R.CHANGE),
        (_R.FROM, _R.PLAIN),
        (_R.TO, _R.CHANGE),
        (_R.MOMENT, _R.OFFSET),
        (_R.EACH, _R.PLAIN),
        (_R.EACH, _R.TO),
    )
)


def relate_quantities(
    lefts: tuple[Quantity, ...], rights: tuple[Quantity, ...]
) -> RelatedPairs[Quantity]:
    """Pair the amounts of two claims that count the same thing; see `relate_values`.

    Ages and scores differ only where each claim gives one: whose they are is not known.
    What follows from a claim's amounts may agree with the other's, and never differs. An
    amount without a noun is set against what is left over on the other side.
    """
    more = lefts + derived_amounts(lefts), rights + derived_amounts(rights)
    found = relate_values(*more, _compare_in_role, distance)
    given = set(lefts), set(rights)
    agreeing = [p for p in found.agreeing if p.left in given[0] or p.right in given[1]]
    differing = [
        pair
        for pair in found.differing
        if pair.left in given[0] and pair.right in given[1] and _may_differ(pair, lefts, rights)
    ]
    used = {p.left for p in (*agreeing, *differing)}, {p.right for p in (*agreeing, *differing)}
    left_over = tuple(one for one in lefts if one not in used[0])
    right_over = tuple(one for one in rights if one not in used[1])
    compare = partial(_compare_bare, rest=(left_over, right_over))
    bare = relate_values(left_over, right_over, compare, _bare_distance)
    return RelatedPairs((*agreeing, *bare.agreeing), (*differing, *bare.differing))


def _compare_in_role(left: Quantity, right: Quantity) -> Relating:
    relating = compare_quantities(left, right)
    if relating.relation is Relation.DIFFERENT and frozenset((left.role, right.role)) in _APART:
        return Relating(Relation.INCOMPARABLE, "a level and a change, or two levels in turn")
    return relating


def _may_differ(
    pair: RelatedPair[Quantity], lefts: Sequence[Quantity], rights: Sequence[Quantity]
) -> bool:
    unit = pair.left.unit
    return unit not in _OF_SOMEONE or _count(lefts, unit) == _count(rights, pair.right.unit) == 1


def _count(amounts: Sequence[Quantity], unit: str | None) -> int:
    return sum(one.unit == unit for one in amounts)


def _compare_bare(
    left: Quantity, right: Quantity, rest: tuple[Sequence[Quantity], Sequence[Quantity]]
) -> Relating:
    """Compare an amount without a noun with one that has it."""
    if (left.unit is None) is (right.unit is None):
        return _NOT_JOINED
    bare, named = (left, right) if left.unit is None else (right, left)
    if bare.kind is not QuantityKind.COUNT:
        return _NOT_JOINED
    relating = compare_quantities(*_of_one_noun(left, right))
    if is_scale(named.unit):
        # "Measured 6.3" is what "magnitude 6.3" says; whole numbers may count anything.
        marks = bare.value != int(bare.value) and bare.value <= _TELLING
        return relating if marks else _NOT_JOINED
    if named.kind is not QuantityKind.COUNT:
        return _NOT_JOINED
    if relating.relation is Relation.SAME and bare.value >= _TELLING:
        return relating
    return relating if _counts_people(bare, named, rest) else _NOT_JOINED


def _bare_distance(left: Quantity, right: Quantity) -> float:
    return distance(*_of_one_noun(left, right))


def _of_one_noun(left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    """Return both with the noun that one of them has."""
    if left.unit is None:
        return replace(left, unit=right.unit, kind=right.kind), right
    return left, replace(right, unit=left.unit, kind=left.kind)


def _counts_people(
    bare: Quantity, named: Quantity, rest: tuple[Sequence[Quantity], Sequence[Quantity]]
) -> bool:
    """Tell "4,200 took part" beside the one other count of people: "2,400 teachers"."""
    unit = all_units().get(named.unit or "")
    only = all(sum(one.kind is QuantityKind.COUNT for one in side) == 1 for side in rest)
    large = min(bare.value, named.value) >= _TELLING
    return bare.role is AmountRole.ALONE and unit is not None and unit.person and only and large
