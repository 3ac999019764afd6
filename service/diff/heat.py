"""The heat strip above a text: where in it the sources differ, at a glance."""

from collections.abc import Sequence

from matching.finding import Side
from service.diff.page import HeatMark
from service.diff.text import Placed

_WHOLE = 1000
# A claim of one word in a long text would be too thin to be seen.
_LEAST = 6


def heat_of(placed: Sequence[Placed], side: Side, length: int) -> tuple[HeatMark, ...]:
    """Return a mark for each claim that does not simply agree, in the order of the text.

    *length* is that of the text in code points; places are in thousandths of it.
    """
    if not length:
        return ()
    marks = [
        HeatMark(
            finding=item.key,
            label=item.label,
            start=claim.span.start * _WHOLE // length,
            extent=max(len(claim.span) * _WHOLE // length, _LEAST),
        )
        for item in placed
        if item.label != "agree"
        for claim in item.claims(side)
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.extent, mark.finding)))
