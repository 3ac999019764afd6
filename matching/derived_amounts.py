"""Amounts that follow from those a text gives: "from 500 to 519" is 19 more.

They can only agree with what another text says outright, since no text states them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matching.slots import AmountRole, Bound, Quantity, QuantityKind
from matching.span import Span
from matching.units import SCORE

_PERCENT = "%"
# "A third" may be said of 90 in 300.
_SHARE_SLACK = 0.05
_MOST_PARTS = 1000


def derived_amounts(amounts: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return what follows from *amounts*, given in the order of their text.

    The change between two levels, the sum of equal parts, the share that a part is of
    its whole, and the goals or sets of a score.
    """
    found = [made for left, right in pairwise(amounts) for made in _of_two(left, right)]
    found += [made for one in amounts if one.unit == SCORE for made in _of_score(one)]
    return tuple(found)


def _of_two(left: Quantity, right: Quantity) -> Iterator[Quantity]:
    whole = replace(
        right,
        span=Span(left.span.start, right.span.end),
        surface=f"{left.surface} … {right.surface}",
        bound=Bound.EXACT,
        role=AmountRole.PLAIN,
    )
    if (left.role, right.role) == (AmountRole.FROM, AmountRole.TO) and left.unit == right.unit:
        change = abs(right.value - left.value)
        yield replace(whole, value=change, low=change, high=change, role=AmountRole.CHANGE)
    parts = left.kind is QuantityKind.COUNT and left.value == int(left.value) <= _MOST_PARTS
    if parts and right.role is AmountRole.EACH:
        total = left.value * right.value
        yield replace(whole, value=total, low=total, high=total)
    if left.role is AmountRole.PART and right.value:
        share = 100 * left.value / right.value
        low, high = share * (1 - _SHARE_SLACK), share * (1 + _SHARE_SLACK)
        yield replace(
            whole, kind=QuantityKind.PERCENT, unit=_PERCENT, value=share, low=low, high=high
        )


def _of_score(score: Quantity) -> Iterator[Quantity]:
    """Yield the goals of the side that scored more, and the sets that a match took."""
    low, high = score.low or 0.0, score.high or 0.0
    for unit, value in (("goals", high), ("set", low + high)):
        yield replace(score, unit=unit, value=value, low=value, high=value, bound=Bound.EXACT)
