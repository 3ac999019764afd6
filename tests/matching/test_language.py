"""The language of a passage, against tests/matching/cases/language.yaml."""

import pytest
from hypothesis import given

from matching.language import SUPPORTED, UNDETERMINED, detect_language
from tests.matching.factories import ODD_TEXTS, QUICK
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("language"), ids=row_id)
def test_sentences_of_newspapers_and_offices(row) -> None:
    """A sentence is read in its own language; a language without a lexicon is "und"."""
    assert row["language"] == detect_language(row["text"])


@pytest.mark.parametrize("row", rows("language"), ids=row_id)
def test_the_fallback_does_not_overrule_a_clear_sentence(row) -> None:
    """What the document is written in says nothing of a long quotation inside it."""
    assert row["language"] == detect_language(row["text"], "fr")


@pytest.mark.parametrize("text", ["OK", "Madrid", "12 %", "…", "🔥🔥", ""])
def test_too_few_words_take_the_language_of_the_document(text: str) -> None:
    """A name or a number alone is in whatever language surrounds it."""
    assert detect_language(text, "pt") == "pt"


@pytest.mark.parametrize(
    ("text", "document", "language"),
    [
        ("Ana Paz sued Luis Ríos", "en", "en"),
        ("Inés Robledo met Tomás Cañas in Quito", "en", "en"),
        ("Gracias, Presidente Orsi, por la llamada", "en", "es"),
        ("Inés Robledo habló con Keir Starmer", "en", "es"),
        ("Starmer congratulated Gabriel Boric on X", "es", "en"),
    ],
)
def test_names_do_not_make_a_sentence_foreign(text: str, document: str, language: str) -> None:
    """A few words among names count where they are plainly of another language."""
    assert detect_language(text, document) == language


@pytest.mark.parametrize("text", ["", "12 345 678 90", "🔥🔥 🔥🔥", "\x00\u200b"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    """Digits and emoji alone are undetermined."""
    assert detect_language(text) == UNDETERMINED


@QUICK
@given(ODD_TEXTS)
def test_the_answer_is_always_a_known_tag(text: str) -> None:
    """Whatever the text, the answer is a supported language or "und"."""
    assert detect_language(text) in {*SUPPORTED, UNDETERMINED}
