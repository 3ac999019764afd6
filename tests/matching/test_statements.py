"""Statements and who asserts them, against tests/matching/cases/statements.yaml."""

from itertools import pairwise

import pytest
from hypothesis import given

from matching.document import Document
from matching.reading import Draft, draft_document
from matching.statements import Statement, split_statements
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK
from tests.matching.slot_cases import rows


def _statements(draft: Draft) -> tuple[Statement, ...]:
    return split_statements(draft.document.text, draft.passages, draft.attributions)


def _words(text: str) -> str:
    return text.rstrip(".")


def _own(statement: Statement, text: str) -> str:
    """Return the statement's words with " … " for each hole."""
    starts = [statement.span.start, *(hole.end for hole in statement.holes)]
    ends = [*(hole.start for hole in statement.holes), statement.span.end]
    return " … ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


@pytest.mark.parametrize("row", rows("statements"), ids=lambda row: row["name"])
def test_statements_of_an_article(row) -> None:
    """Each statement is said once, in the words that state it, by whom the text credits."""
    text = row["text"]
    found = _statements(draft_document(Document(text, "Outlet")))
    assert [_words(_own(statement, text)) for statement in found] == [
        _words(words) for _, _, words in row["statements"]
    ]
    for statement, (kind, speaker, _) in zip(found, row["statements"], strict=True):
        assert statement.kind == kind
        assert (statement.speaker is None) == (speaker is None)
        assert speaker is None or speaker in str(statement.speaker)


def test_the_speaker_and_the_cue_stand_in_the_text() -> None:
    """What introduces a statement is shown by spans beside it, never inside it."""
    text = "La alcaldesa Inés Soto subrayó que el puente es seguro."
    (statement,) = _statements(draft_document(Document(text, "Outlet", "es")))
    assert statement.speaker_span is not None
    assert "Inés Soto" in statement.speaker_span.quote(text)
    assert statement.cue is not None
    assert "subrayó" in statement.cue.quote(text)
    assert not statement.cue.overlaps(statement.span)


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_statements_lie_apart_in_order(text: str, language: str) -> None:
    """No character is stated twice; every statement lies in the passage it names."""
    draft = draft_document(Document(text, "Outlet", language))
    statements = _statements(draft)
    assert all(one.span.end <= two.span.start for one, two in pairwise(statements))
    for statement in statements:
        assert statement.span.quote(text).strip()
        assert draft.passages[statement.passage].span.contains(statement.span)


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_attributions_in_any_order_give_the_same_statements(text: str, language: str) -> None:
    """The order in which speakers were found does not matter."""
    draft = draft_document(Document(text, "Outlet", language))
    turned = split_statements(text, draft.passages, draft.attributions[::-1])
    assert {s.span for s in turned} == {s.span for s in _statements(draft)}
