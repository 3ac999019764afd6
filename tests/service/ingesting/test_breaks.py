"""Findings that a revision breaks: their words stood on the page and no longer do."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from matching.compare import compare_documents
from matching.comparison import Comparison
from matching.document import Document
from matching.testing import HashingEncoder
from service.ingesting import Broken, ingest
from service.intake.item import Item
from service.store.unit import unit_of_work

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
URL = "https://a.example/storm"
FIRST = (
    "El puente de Robledar cerró el lunes. Hay 42 heridos en Robledar. "
    "No se suspenderán las clases."
)
OTHER = Document(
    "El puente de Robledar cerró el lunes. Hay 45 heridos en Robledar.", "Agencia B", "es"
)


def see(engine: Engine, text: str, day: int) -> tuple[Broken, ...]:
    """Store that the page shows *text*; return what breaks."""
    item = Item(Document(text, "La Gaceta", "es"), URL)
    [found] = ingest([item], engine, at=AT + timedelta(days=day))
    return found.broken


def compare(engine: Engine, text: str) -> Comparison:
    """Compare the page's *text* with another source's and store it."""
    document = Document(text, "La Gaceta", "es")
    made = compare_documents(document, OTHER, encoder=HashingEncoder())
    with unit_of_work(engine, at=AT) as store:
        store.comparisons.add(made, created_at=AT)
    return made


def test_a_changed_number_breaks_what_rests_on_it(engine: Engine) -> None:
    """The finding on the injured, and no other one; with the words that went."""
    see(engine, FIRST, 0)
    made = compare(engine, FIRST)
    broken = see(engine, FIRST.replace("42", "45"), 1)
    resting = [f for f in made.findings if any("42" in claim.text for claim in f.left)]
    assert resting
    assert {each.finding_id for each in broken} == {finding.finding_id for finding in resting}
    [one] = broken
    assert one.comparison_id == made.comparison_id
    assert one.label == resting[0].label
    assert one.document_id == made.left.document.document_id
    assert all(span.quote(FIRST) == words and "42" in words for span, words in one.words)


@pytest.mark.parametrize(
    "text",
    [
        FIRST + " Mañana habrá otra nota.",
        FIRST.replace(" ", "\n"),
        "Otra vez: " + FIRST,
        " ".join(reversed(FIRST.replace(". ", ".|").split("|"))),
    ],
)
def test_words_that_still_stand_break_nothing(engine: Engine, text: str) -> None:
    """Added words, other line ends, another order: a revision, but no finding goes."""
    see(engine, FIRST, 0)
    compare(engine, FIRST)
    assert see(engine, text, 1) == ()


def test_a_word_that_goes_on_is_another_word(engine: Engine) -> None:
    """A name that is longer now is not the same words."""
    see(engine, FIRST, 0)
    compare(engine, FIRST)
    [broken] = see(
        engine, FIRST.replace("Hay 42 heridos en Robledar.", "Hay 42 heridos en Robledares."), 1
    )
    assert [words for _, words in broken.words] == ["Hay 42 heridos en Robledar"]


def test_a_finding_of_an_earlier_text_breaks_once(engine: Engine) -> None:
    """When its words go, not before and not again."""
    see(engine, FIRST, 0)
    made = compare(engine, FIRST)
    assert see(engine, FIRST + " Más.", 1) == ()
    [broken] = see(engine, FIRST.replace("42", "45") + " Más.", 2)
    assert broken.document_id == made.left.document.document_id
    assert see(engine, FIRST.replace("42", "45") + " Y más.", 3) == ()


def test_the_other_side_is_not_asked(engine: Engine) -> None:
    """A page without comparisons, or one whose text stays, breaks nothing."""
    see(engine, FIRST, 0)
    assert see(engine, "Nada de eso.", 1) == ()
    compare(engine, "Nada de eso.")
    assert see(engine, "Nada de eso.", 2) == ()
