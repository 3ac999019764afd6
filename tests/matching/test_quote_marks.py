"""Quotation marks are paired as print and keyboards use them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.quote_marks import find_quotations
from matching.span import Span


def inner_words(*paragraphs: str) -> list[tuple[str, bool, bool]]:
    """Return words, closedness and continuation of the quotations in *paragraphs*."""
    text = "\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return [(q.inner.quote(text), q.is_closed, q.continues) for q in find_quotations(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "one" and “two”.', ["one", "two"]),
        ("«uno» y ‘dos’ y 'tres'", ["uno", "dos", "tres"]),
        ("„eins“ und „zwei”", ["eins", "zwei"]),
        ("« un » et «deux»", ["un", "deux"]),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer"]),
        ('«fuera "dentro" fuera»', ['fuera "dentro" fuera']),
        ('"they don\'t," he said', ["they don't,"]),
        ("the workers' rights and don't", []),
        ('6\'2" tall, a 12" pipe', []),
        ("back in the '90s and the ’60s", []),
        ("l'État et l’Europe", []),
        ("“the workers’ strike” ended", ["the workers’ strike"]),
        ("—No iré —dijo Ana—. Nunca.", ["No iré", "Nunca."]),
        ("— Não vou — disse Ana.", ["Não vou"]),
        ("— first item of a list", []),
    ],
)
def test_pairs_marks(text: str, expected: list[str]) -> None:
    """Each style gives its words without marks; apostrophes and inches give none."""
    assert [words for words, _, _ in inner_words(text)] == expected


def test_open_mark_ends_with_its_paragraph() -> None:
    """A mark that never closes is reported as open and does not leak."""
    assert inner_words('Dijo: "Basta ya', "Otro día") == [("Basta ya", False, False)]


def test_odd_mark_ends_with_its_sentence() -> None:
    """An odd straight mark gives way when the same mark opens again."""
    found = inner_words('El "uno se fue. Luego "dos" volvió')
    assert found == [("uno se fue.", False, False), ("dos", True, False)]


def test_repeated_opening_continues() -> None:
    """An opening mark repeated in the next paragraph carries the quotation on."""
    found = inner_words("Dijo: “Primero.", "“Segundo”, y se fue.")
    assert found == [("Primero.", False, False), ("Segundo", True, True)]


@given(st.text(alphabet="ab .,\"'“”«»‘’—\n", max_size=60))
def test_spans_are_ordered_and_inside(text: str) -> None:
    """Whatever the marks, quotations lie in the text in order and do not overlap."""
    found = find_quotations(text, [Span(0, len(text))])
    assert all(q.span.end <= len(text) and q.span.contains(q.inner) for q in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
