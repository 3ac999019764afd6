"""Documents into passages, against tests/matching/cases/passages.yaml."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given

from matching.document import Document
from matching.passage import Passage, PassageKind
from matching.passages import split_passages
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK
from tests.matching.slot_cases import rows

KINDS = {
    "headers": PassageKind.HEADER,
    "headings": PassageKind.HEADING,
    "paragraphs": PassageKind.PARAGRAPH,
    "posts": PassageKind.POST,
    "boilerplate": PassageKind.BOILERPLATE,
}
STATEMENT = (
    "El agua volverá a los barrios del norte este jueves antes del mediodía, dijo la alcaldía"
)
TRUNCATED = "El agua volverá a los barrios del norte este jueves antes del..."


def _passages(text: str, language: str | None = None) -> tuple[Passage, ...]:
    return split_passages(Document(text, "Source", language))


def _post(text: str, language: str = "es") -> Passage:
    (post,) = (p for p in _passages(text, language) if p.kind is PassageKind.POST)
    return post


@pytest.mark.parametrize("row", rows("passages"), ids=lambda row: row["name"])
def test_passages_of_a_page(row) -> None:
    """Header, headings, paragraphs, posts and boilerplate are told apart, word by word."""
    text = row["text"]
    found = {
        name: [p.span.quote(text) for p in _passages(text) if p.kind is kind]
        for name, kind in KINDS.items()
        if name in row
    }
    assert found == {name: row[name] for name in KINDS if name in row}


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_passages_lie_apart_and_hold_words(text: str, language: str) -> None:
    """No character belongs to two passages, and a passage is never empty."""
    passages = _passages(text, language)
    assert all(one.span.end <= two.span.start for one, two in pairwise(passages))
    assert all(passage.span.quote(text).strip() for passage in passages)
    assert passages == _passages(text, language)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("October 3, 2025", "es"),
        ("3 de octubre de 2025", "es"),
        ("3 de octubre de 2025", "en"),
        ("3 de outubro de 2025", "pt"),
        ("3 octobre 2025", "fr"),
        ("10:15 AM · Oct 3, 2025", "en"),
        ("2025-10-03", "und"),
        ("03/10/2025", "es"),
    ],
)
def test_a_post_has_the_day_of_its_signature(written: str, language: str) -> None:
    """X writes the date in the reader's language, which need not be the article's."""
    post = _post(f"The gates open. — Stadium (@stadium) {written}", language)
    assert post.posted_on == date(2025, 10, 3)


@pytest.mark.parametrize("written", ["", "· 3h", "2025"])
def test_a_signature_without_a_day_gives_none(written: str) -> None:
    """A year or "3h" is no day: the post has no date rather than a guessed one."""
    assert _post(f"The gates open. — Stadium (@stadium) {written}").posted_on is None


@pytest.mark.parametrize(
    "copy",
    [
        TRUNCATED,
        TRUNCATED.upper(),
        "El agua volverá a los barrios del norte este jueves antes del mediodía 💧",
        "el agua volverá a los bariros del norte este jueves antes del…",
    ],
)
def test_a_copy_is_recognised_as_the_same_statement(copy: str) -> None:
    """A post that the article quotes in full points at the quotation, however it is cut."""
    text = f"“{STATEMENT}”.\n\n{copy} pic.twitter.com/x — Alcaldía (@alc) 12 de enero de 2026"
    found = _post(text).copy_of
    assert found is not None
    assert found.quote(text).startswith("El agua volverá a los barrios")
    assert found.end < text.index("pic.twitter")


@pytest.mark.parametrize(
    "other",
    [
        "El agua no volverá hoy.",
        "La luz llegó anoche a las escuelas del sur y el centro reabre el lunes próximo.",
        "El agua volverá a...",
        "El agua no volverá a los barrios del norte este jueves antes del mediodía",
        "El agua volverá a los barrios del norte este viernes antes del mediodía",
        "El agua volverá a los 12 barrios del norte este jueves antes del mediodía",
    ],
)
def test_another_post_is_a_statement_of_its_own(other: str) -> None:
    """Few words in common, too few words, or another value or a denial make no copy."""
    text = f"“{STATEMENT}”.\n\n{other} — Alcaldía (@alc) 12 de enero de 2026"
    assert _post(text).copy_of is None


def test_each_passage_has_its_own_language() -> None:
    """An article may quote a release in another language."""
    text = (
        "El ministerio difundió su nota en inglés el lunes por la tarde.\n\n"
        "The two ministers agreed to reopen the border crossing before the winter."
    )
    assert [passage.language for passage in _passages(text)] == ["es", "en"]
