"""How two typed values relate, with the reason in words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)


class Relation(StrEnum):
    """What comparing two values finds."""

    SAME = "same"
    COMPATIBLE = "compatible"
    """Not equal as written, but both can be true: "a dozen" and 12."""
    DIFFERENT = "different"
    INCOMPARABLE = "incomparable"
    """They measure different things, or too little is known of one."""


@dataclass(frozen=True, slots=True)
class Relating:
    """A relation and one phrase for a person that says why it holds."""

    relation: Relation
    explanation: str

    @property
    def agrees(self) -> bool:
        """Tell whether both values can be true at once."""
        return self.relation in (Relation.SAME, Relation.COMPATIBLE)


@dataclass(frozen=True, slots=True)
class RelatedPair(Generic[Value_co]):
    """A value of the left, one of the right, and how they relate."""

    left: Value_co
    right: Value_co
    relating: Relating


@dataclass(frozen=True, slots=True)
class RelatedPairs(Generic[Value_co]):
    """The values of two claims that meet: those that agree and those that differ."""

    agreeing: tuple[RelatedPair[Value_co], ...] = ()
    differing: tuple[RelatedPair[Value_co], ...] = ()


def relate_values(
    lefts: tuple[Value, ...],
    rights: tuple[Value, ...],
    compare: Callable[[Value, Value], Relating],
    distance: Callable[[Value, Value], float],
) -> RelatedPairs[Value]:
    """Pair the values of two claims: equal ones first, then compatible, then the rest.

    Each value is used once. A value that nothing on the other side can be compared
    with is left out: an amount given on one side only is no difference. *distance*
    orders the pairs that differ, nearest first.
    """
    candidates = [
        (RelatedPair(left, right, compare(left, right)), i, j)
        for i, left in enumerate(lefts)
        for j, right in enumerate(rights)
    ]
    order = {Relation.SAME: 0, Relation.COMPATIBLE: 1, Relation.DIFFERENT: 2}
    usable = [entry for entry in candidates if entry[0].relating.relation in order]
    usable.sort(
        key=lambda entry: (
            order[entry[0].relating.relation],
            distance(entry[0].left, entry[0].right),
            entry[1] + entry[2],
            abs(entry[1] - entry[2]),
        )
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen: list[RelatedPair[Value]] = []
    for pair, i, j in usable:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            chosen.append(pair)
    return RelatedPairs(
        tuple(pair for pair in chosen if pair.relating.agrees),
        tuple(pair for pair in chosen if not pair.relating.agrees),
    )
