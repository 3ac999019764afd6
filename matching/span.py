"""Half-open ranges of Unicode code points in a stored text."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points [start, end) of one stored text; empty when start == end.

    `Span(4, 7).quote("abcdefgh")` is `"efg"`. Offsets count code points, not bytes,
    UTF-16 units or what a reader sees as one character: "é" written as e + U+0301
    has length 2.

    Source: W3C Web Annotation Data Model, TextPositionSelector.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that no text could hold."""
        if not 0 <= self.start <= self.end:
            raise SpanError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def quote(self, text: str) -> str:
        """Return the exact words of *text* in this span; SpanError when it ends too late."""
        if self.end > len(text):
            raise SpanError(f"[{self.start}, {self.end}) ends beyond {len(text)} code points")
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Tell whether *other* lies wholly inside this span; a span contains itself."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, offset: int) -> "Span":
        """Return the span moved by *offset* code points (from a part's text to the whole's)."""
        return Span(self.start + offset, self.end + offset)

    def shift_to(self, origin: int) -> "Span":
        """Return the span counted from *origin* (from the whole's text to a part's)."""
        return Span(self.start - origin, self.end - origin)

    def strip(self, text: str, also: str = "") -> "Span":
        """Return the span without white space, or characters in *also*, at its ends."""
        start, end = self.start, self.end
        while start < end and (text[start].isspace() or text[start] in also):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in also):
            end -= 1
        return Span(start, end)


def cover(spans: Iterable[Span]) -> Span:
    """Return the smallest span that contains all of *spans*; SpanError when there is none."""
    found = list(spans)
    if not found:
        raise SpanError("no spans to cover")
    return Span(min([span.start for span in found]), max([span.end for span in found]))


def indices_inside(parts: Sequence[Span], starts: Sequence[int], span: Span) -> slice | None:
    """Return which of *parts*, apart and in order, lie in *span*; None when it cuts one.

    *starts* holds where each part begins, so that a long row is not walked.
    """
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    cuts_first = first > 0 and parts[first - 1].end > span.start
    cuts_last = last > 0 and parts[last - 1].end > span.end
    return None if cuts_first or cuts_last else slice(first, last)
