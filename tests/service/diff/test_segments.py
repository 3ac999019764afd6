import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import SpanError
from matching.span import Span
from service.diff.segments import Layer, cut_text


@st.composite
def covered_texts(draw: st.DrawFn) -> tuple[str, list[Layer[int]]]:
    """Draw a text with layers that may nest, overlap, repeat and be empty."""
    text = draw(st.text(max_size=40))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    return text, [Layer(Span(*sorted(pair)), i) for i, pair in enumerate(pairs)]


@given(covered_texts())
def test_cuts_join_to_the_text(case: tuple[str, list[Layer[int]]]) -> None:
    """Cutting loses, adds and moves nothing, whatever covers the text."""
    text, layers = case
    cuts = cut_text(text, layers)
    assert text == "".join(cut.text for cut in cuts)
    assert all(cut.text == cut.span.quote(text) and cut.text for cut in cuts)


@given(covered_texts())
def test_every_character_keeps_its_layers(case: tuple[str, list[Layer[int]]]) -> None:
    """Each character lies in a cut with exactly the layers that cover it, in given order."""
    text, layers = case
    for cut in cut_text(text, layers):
        for at in range(cut.span.start, cut.span.end):
            covering = [layer for layer in layers if layer.span.start <= at < layer.span.end]
            assert covering == list(cut.layers)


def test_cuts_stay_within() -> None:
    """A part of a text is cut alone; a layer that reaches out of it is cut off."""
    cuts = cut_text("abcdefgh", [Layer(Span(0, 4), "x")], within=Span(2, 6))
    assert [(cut.text, len(cut.layers)) for cut in cuts] == [("cd", 1), ("ef", 0)]


def test_layer_beyond_the_text_is_refused() -> None:
    """A layer that the text cannot hold is an error, not a shorter layer."""
    with pytest.raises(SpanError):
        cut_text("abc", [Layer(Span(1, 9), "x")])
