"""Things with places in a text, found by place without walking all of them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Generic, TypeVar

from matching.span import Span

T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Things that lie at spans of one text; spans may overlap and repeat.

    A question costs the logarithm of their number, and what lies between the answers.
    """

    def __init__(self, placed: Iterable[tuple[Span, T]]) -> None:
        """Index things by their spans; answers keep the order they are given in here."""
        rows = sorted(
            ((span, number, thing) for number, (span, thing) in enumerate(placed)),
            key=lambda row: row[:2],
        )
        self._rows = rows
        self._starts = [span.start for span, _, _ in rows]
        # The farthest end of all up to each: where it is too early, nothing before reaches.
        self._ends = list(accumulate((span.end for span, _, _ in rows), max))

    def overlapping(self, span: Span) -> list[T]:
        """Return what shares a code point with *span*."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return self._among(first, last, span.overlaps)

    def inside(self, span: Span) -> list[T]:
        """Return what lies wholly in *span*."""
        first, last = bisect_left(self._starts, span.start), bisect_right(self._starts, span.end)
        return self._among(first, last, span.contains)

    def around(self, span: Span) -> list[T]:
        """Return what *span* lies wholly in."""
        first, last = bisect_left(self._ends, span.end), bisect_right(self._starts, span.start)
        return self._among(first, last, lambda each: each.contains(span))

    def _among(self, first: int, last: int, answers: Callable[[Span], bool]) -> list[T]:
        found = [(number, thing) for span, number, thing in self._rows[first:last] if answers(span)]
        return [thing for _, thing in sorted(found, key=itemgetter(0))]


class TakenSpans:
    """Stretches of a text that share no code point; asking for a free one costs a logarithm."""

    def __init__(self) -> None:
        """Begin with a text that is free."""
        self._spans: list[Span] = []

    def is_free(self, span: Span) -> bool:
        """Tell whether nothing that was taken shares a code point with *span*."""
        at = bisect_left(self._spans, span)
        return not any(taken.overlaps(span) for taken in self._spans[max(0, at - 1) : at + 1])

    def add(self, span: Span) -> None:
        """Take *span*, which is free."""
        insort(self._spans, span)
