"""Words with exact offsets, and their dictionary forms."""

import pytest
from hypothesis import given

from matching.span import Span
from matching.tokens import lemma, tokenize
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK

CASES = [
    ("EE.UU. y los U.S. troops", ["EE.UU.", "y", "los", "U.S.", "troops"]),
    ("a las 10:30, 1.234,5 t", ["a", "las", "10:30", ",", "1.234,5", "t"]),
    ("l’État mid-term o'clock", ["l’État", "mid-term", "o'clock"]),
    ("¡No!—dijo", ["¡", "No", "!", "—", "dijo"]),
    ("30/10/2025.", ["30/10/2025", "."]),
    ("Ana Lo\u0301pez", ["Ana", "Lo", "\u0301", "pez"]),
    ("قال الوزير", ["قال", "الوزير"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words_and_signs_of_a_text(text: str, words: list[str]) -> None:
    """Abbreviations, numbers and hyphenated words stay whole; other signs stand alone."""
    assert [token.text for token in tokenize(text)] == words


@QUICK
@given(ODD_TEXTS)
def test_tokens_quote_the_text_in_order_and_lose_only_space(text: str) -> None:
    """Every token is where its span says, none overlap, and nothing readable is lost."""
    tokens = tokenize(text)
    assert [token.span.quote(text) for token in tokens] == [token.text for token in tokens]
    ends = [(token.span.start, token.span.end) for token in tokens]
    assert ends == sorted(ends)
    covered = {at for token in tokens for at in range(token.span.start, token.span.end)}
    lost = [c for at, c in enumerate(text) if at not in covered]
    assert all(character.isspace() or character == "_" for character in lost)


@QUICK
@given(ODD_TEXTS)
def test_a_span_limits_the_words_but_not_their_offsets(text: str) -> None:
    """Tokens of a part carry offsets of the whole, and lie inside the part."""
    part = Span(len(text) // 3, len(text) - len(text) // 3)
    for token in tokenize(text, part):
        assert part.contains(token.span)
        assert token.span.quote(text) == token.text


def test_an_empty_span_holds_no_words() -> None:
    """An empty span is not "all of the text"."""
    assert tokenize("tres palabras aquí", Span(4, 4)) == ()


@pytest.mark.parametrize(
    ("word", "language", "form"),
    [
        ("firmaron", "es", "firmar"),
        ("Countries", "en", "country"),
        ("Xyzzq", "en", "xyzzq"),
        ("HOLA", "und", "hola"),
        ("", "es", ""),
    ],
)
def test_dictionary_forms(word: str, language: str, form: str) -> None:
    """A known word has its dictionary form, any other its own, both in lower case."""
    assert lemma(word, language) == form


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_every_token_has_a_form(text: str, language: str) -> None:
    """No word is too odd to be looked up."""
    assert all(lemma(token.text, language) for token in tokenize(text))
