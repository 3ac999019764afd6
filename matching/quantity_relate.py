"""The amounts of two claims set against each other: which agree, which differ."""

from collections.abc import Sequence
from dataclasses import replace

from matching.derived_amounts import derived_amounts
from matching.quantity_compare import compare_quantities, distance
from matching.relation import RelatedPair, RelatedPairs, Relating, Relation, relate_values
from matching.slots import AmountRole, Quantity, QuantityKind
from matching.units import SCORE, all_units, is_scale

_OF_SOMEONE = frozenset({"year_of_age", "month_of_age", SCORE})
# Below it, equal numbers without a noun are too often chance.
_TELLING = 10
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
    rest = [[one for one in side if one not in used[n]] for n, side in enumerate((lefts, rights))]
    for pair in _bare_pairs(*rest):
        (agreeing if pair.relating.agrees else differing).append(pair)
    return RelatedPairs(tuple(agreeing), tuple(differing))


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


def _bare_pairs(
    lefts: Sequence[Quantity], rights: Sequence[Quantity]
) -> list[RelatedPair[Quantity]]:
    """Pair amounts without a noun with what the other claim leaves: at most one of each."""
    pairs: list[RelatedPair[Quantity]] = []
    for left in lefts:
        for right in rights:
            relating = _compare_bare(left, right, (lefts, rights))
            taken = any(pair.left is left or pair.right is right for pair in pairs)
            if relating is not None and not taken:
                pairs.append(RelatedPair(left, right, relating))
    return pairs


def _compare_bare(
    left: Quantity, right: Quantity, rest: tuple[Sequence[Quantity], Sequence[Quantity]]
) -> Relating | None:
    """Compare an amount without a noun with one that has it; None where nothing joins them."""
    if (left.unit is None) is (right.unit is None):
        return None
    bare, named = (left, right) if left.unit is None else (right, left)
    if bare.kind is not QuantityKind.COUNT:
        return None
    relating = compare_quantities(
        *(replace(one, unit=named.unit, kind=named.kind) for one in (left, right))
    )
    if is_scale(named.unit):
        # "Measured 6.3" is what "magnitude 6.3" says; whole numbers may count anything.
        marks = bare.value != int(bare.value) and bare.value <= _TELLING
        return relating if marks else None
    if named.kind is not QuantityKind.COUNT:
        return None
    if relating.relation is Relation.SAME and bare.value >= _TELLING:
        return relating
    return relating if _counts_people(bare, named, rest) else None


def _counts_people(
    bare: Quantity, named: Quantity, rest: tuple[Sequence[Quantity], Sequence[Quantity]]
) -> bool:
    """Tell "4,200 took part" beside the one other count of people: "2,400 teachers"."""
    unit = all_units().get(named.unit or "")
    only = all(sum(one.kind is QuantityKind.COUNT for one in side) == 1 for side in rest)
    large = min(bare.value, named.value) >= _TELLING
    return bare.role is AmountRole.ALONE and unit is not None and unit.person and only and large
