"""Spans: exact quotations and the arithmetic of offsets."""

from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import SpanError
from matching.name_tokens import split_words
from matching.span import Span, cover, indices_inside
from matching.tokens import tokenize
from tests.matching.factories import ODD_TEXTS, QUICK

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(
    lambda ends: Span(min(ends), max(ends))
)


@pytest.mark.parametrize(
    ("text", "span", "quoted"),
    [
        ("abcdefgh", Span(4, 7), "efg"),
        ("a😀b", Span(1, 2), "😀"),
        ("e\u0301a", Span(0, 2), "e\u0301"),
        ("x\r\ny", Span(1, 3), "\r\n"),
        ("🇵🇪!", Span(2, 3), "!"),
        ("", Span(0, 0), ""),
    ],
)
def test_a_span_quotes_code_points(text: str, span: Span, quoted: str) -> None:
    """Offsets count code points, so what looks like one sign may have length two."""
    assert span.quote(text) == quoted


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-3, -1)])
def test_impossible_ends_are_refused(start: int, end: int) -> None:
    """A negative or reversed range is no span."""
    with pytest.raises(SpanError):
        Span(start, end)


def test_a_span_beyond_its_text_quotes_nothing() -> None:
    """A span that ends too late is an error, not a shorter quotation."""
    with pytest.raises(SpanError):
        Span(2, 5).quote("abcd")


@QUICK
@given(SPANS, SPANS)
def test_overlapping_is_symmetric_and_containing_is_not_an_accident(one: Span, two: Span) -> None:
    """Overlap holds both ways; spans that contain each other are equal."""
    assert one.overlaps(two) == two.overlaps(one)
    assert one.contains(one)
    assert (one.contains(two) and two.contains(one)) == (one == two)


@QUICK
@given(SPANS, st.integers(0, 20))
def test_shifting_there_and_back_changes_nothing(span: Span, offset: int) -> None:
    """From a part's text to the whole's and back gives the same span."""
    assert span.shift(offset).shift_to(offset) == span
    assert len(span.shift(offset)) == len(span)


@QUICK
@given(ODD_TEXTS, st.sampled_from(["", '“”"', ".,"]))
def test_stripping_takes_ends_only_and_only_once(text: str, also: str) -> None:
    """A stripped span lies inside, keeps every word, and cannot be stripped further."""
    whole = Span(0, len(text))
    stripped = whole.strip(text, also)
    assert whole.contains(stripped)
    assert stripped.strip(text, also) == stripped
    if not also:
        assert stripped.quote(text) == text.strip()


@QUICK
@given(st.lists(SPANS, min_size=1))
def test_a_cover_is_the_smallest_span_of_all(spans: list[Span]) -> None:
    """A cover contains every span, touches the outermost ends, and ignores their order."""
    covered = cover(spans)
    assert all(covered.contains(span) for span in spans)
    assert covered == cover(reversed(spans))
    assert covered.start in {span.start for span in spans}
    assert covered.end in {span.end for span in spans}


def test_nothing_has_no_cover() -> None:
    """No spans cannot be covered."""
    with pytest.raises(SpanError):
        cover([])


def test_parts_inside_a_span_are_told_and_cut_ones_refused() -> None:
    """A span between parts holds those in it; one that cuts a part holds no row of parts."""
    parts = [Span(0, 3), Span(4, 6), Span(6, 9)]
    starts = [part.start for part in parts]
    assert parts[indices_inside(parts, starts, Span(3, 9)) or slice(0)] == parts[1:]
    assert parts[indices_inside(parts, starts, Span(3, 4)) or slice(0)] == []
    assert indices_inside(parts, starts, Span(1, 9)) is None
    assert indices_inside(parts, starts, Span(4, 8)) is None


@pytest.mark.parametrize("split", [tokenize, split_words])
def test_a_part_of_a_text_is_split_as_the_whole(split: Callable[..., Sequence[Any]]) -> None:
    """Words inside any span that cuts none are the whole text's words there."""
    text = "José J. Paz, de EE.UU., pagó 1.234,5 dólares; «l’État» no."
    whole = [word.span for word in split(text)]
    for first, last in combinations_with_replacement(range(len(text) + 1), 2):
        span = Span(first, last)
        inside = [place for place in whole if span.contains(place)]
        if all(span.contains(place) or not span.overlaps(place) for place in whole):
            assert [word.span for word in split(text, span)] == inside
