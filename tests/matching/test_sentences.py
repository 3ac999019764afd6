"""Sentences with exact offsets, against tests/matching/cases/sentences.yaml."""

from itertools import pairwise

import pytest
from hypothesis import given

from matching.sentences import split_sentences
from matching.span import Span
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("sentences"), ids=row_id)
def test_sentences_of_a_text(row) -> None:
    """Abbreviations, numbers and initials end no sentence; line breaks and full stops do."""
    found = split_sentences(row["text"], row["language"])
    assert row["sentences"] == [span.quote(row["text"]) for span in found]


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_sentences_cover_everything_but_space(text: str, language: str) -> None:
    """In order, apart, and together all that is not white space."""
    found = split_sentences(text, language)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(len(span) and span.end <= len(text) for span in found)
    covered = {at for span in found for at in range(span.start, span.end)}
    assert all(c.isspace() for at, c in enumerate(text) if at not in covered)


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_a_part_is_split_as_if_it_stood_alone(text: str, language: str) -> None:
    """The sentences of a span are those of its text, at the offsets of the whole."""
    part = Span(len(text) // 4, len(text) - len(text) // 4)
    inside = split_sentences(text, language, part)
    alone = split_sentences(part.quote(text), language)
    assert inside == tuple(span.shift(part.start) for span in alone)


def test_an_empty_span_holds_no_sentence() -> None:
    """An empty span is not "all of the text"."""
    assert split_sentences("Uno. Dos.", "es", Span(5, 5)) == ()
