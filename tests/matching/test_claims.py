"""Statements into claims with their typed slots."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from matching.claims import Context, whole_claim
from matching.document import Document
from matching.reading import read_together
from matching.slots import Polarity
from matching.span import Span
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim, read_claims
from tests.matching.slot_cases import rows

NOTHING = Context((), None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿Habrá clases mañana?"),
        ("en", "“Will the bridge open?”"),
        ("fr", "Le pont est-il sûr ?"),
        ("es", "Lima."),
        ("en", "…"),
        ("en", ""),
    ],
)
def test_questions_and_bare_names_claim_nothing(language: str, text: str) -> None:
    """What states nothing gives no claim."""
    assert read_claims(text, language) == ()


@pytest.mark.parametrize("row", rows("claims"), ids=lambda row: row["text"][:50])
def test_the_smallest_claims_of_a_text(row: dict[str, Any]) -> None:
    """Each claim is its own exact words, what interrupts it taken out and a claim by itself."""
    claims = [one for claim in read_claims(row["text"], row["language"]) for one in claim.smallest]
    found = [[span.quote(row["text"]) for span in claim.spans] for claim in claims]
    wanted = [[one] if isinstance(one, str) else one for one in row["claims"]]
    assert sorted(found) == sorted(wanted)


def test_what_is_set_off_reads_with_what_it_is_about() -> None:
    """A description alone says nothing; its reading names whom it describes."""
    claim = read_claim("José Paz, alcalde de Río Seco, renunció el lunes.", "es")
    (aside,) = claim.asides
    assert aside.rendering == "José Paz, alcalde de Río Seco"
    assert claim.rendering == "José Paz renunció el lunes"
    assert claim.text == "José Paz, alcalde de Río Seco, renunció el lunes"


def test_items_of_a_list_share_their_head_and_nothing_else() -> None:
    """Each coordinated object is a claim of its own words that inherits the verb."""
    claims = read_claims("Los ministros acordaron reabrir el puerto y plantar árboles.", "es")
    assert [claim.text for claim in claims] == ["reabrir el puerto", "plantar árboles"]
    assert len({claim.head for claim in claims}) == 1
    assert all("acordaron" in claim.head_text for claim in claims)
    assert all("acordaron" in claim.rendering for claim in claims)


def test_amounts_are_not_inherited_and_days_are() -> None:
    """An amount counts once; a day said once holds for the whole list."""
    text = "On May 4, 2026 the mayors agreed to open 12 clinics and hire nurses."
    first, second = read_claims(text, "en")[-2:]
    assert [number.value for number in first.slots.numbers] == [12]
    assert second.slots.numbers == ()
    assert [day.first for day in second.slots.dates] == [date(2026, 5, 4)]


@pytest.mark.parametrize(
    ("language", "text", "polarity"),
    [
        ("es", "El puente no se cerró.", Polarity.DENIED),
        ("es", "El puente se cerró.", Polarity.AFFIRMED),
        ("en", "The plant never leaked.", Polarity.DENIED),
        ("pt", "A ponte não fechou.", Polarity.DENIED),
        ("fr", "Le pont n'a pas fermé.", Polarity.DENIED),
    ],
)
def test_a_claim_affirms_or_denies(language: str, text: str, polarity: Polarity) -> None:
    """A denial belongs to the claim, with the words that deny."""
    claim = read_claim(text, language)
    assert claim.slots.polarity is polarity
    assert (claim.slots.polarity_cue is None) == (polarity is Polarity.AFFIRMED)


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [(datetime(2026, 5, 4, 12, tzinfo=UTC), date(2026, 5, 3)), (None, None)],
)
def test_yesterday_needs_a_day_of_publication(
    published_at: datetime | None, expected: date | None
) -> None:
    """A relative day is a date only where the document's own day is known."""
    document = Document("The bridge closed yesterday.", "Outlet", "en", published_at)
    (claim,) = read_together([document]).readings[0].claims
    assert [day.first for day in claim.slots.dates] == [expected]


def test_a_claim_knows_its_speaker_or_its_outlet() -> None:
    """A credited statement is the speaker's, any other the document's own."""
    text = "“The fire is out”, said chief Anna Roe. The road is open."
    credited, own = read_claims(text, "en", "The Courier")
    assert credited.attributed_to == "Anna Roe"
    assert own.attributed_to == "The Courier"
    assert credited.claim_id != own.claim_id


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_claims_quote_the_text_in_order(text: str, language: str) -> None:
    """Own words, head and cues are exact; no claim overlaps another."""
    claims = read_claims(text, language)
    assert all(one.span.end <= two.span.start for one, two in pairwise(claims))
    for claim in claims:
        assert claim.text == claim.span.quote(text)
        assert claim.head is None or claim.head.end <= claim.span.start
        assert claim.head_text in text
    assert len({claim.claim_id for claim in claims}) == len(claims)


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_a_whole_text_is_one_claim_of_its_words(text: str, language: str) -> None:
    """A text that is a claim keeps everything but the space around it."""
    document = Document(text, "left", language)
    claim = whole_claim(document, language, NOTHING)
    assert claim.text == text.strip()
    assert Span(0, len(text)).contains(claim.span)
    assert claim.head is None
    assert claim.attributed_to == "left"
