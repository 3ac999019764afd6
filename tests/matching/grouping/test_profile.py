"""What is known of a document for grouping."""

from datetime import date, datetime, timedelta, timezone

from matching.document import Document
from matching.grouping.profile import Part, profile_documents
from matching.testing import HashingEncoder

LIMA = timezone(timedelta(hours=-5))
CALL = Document(
    "El presidente Tomás Arce habló ayer con la canciller Ingrid Halvorsen de Noruega "
    "por teléfono. "
    "Acordaron 3.800 cupos. "
    "Arce viajará a Oslo el 20 de marzo.",
    "Presidencia",
    "es",
    datetime(2027, 3, 10, 20, 30, tzinfo=LIMA),
    "Arce y Halvorsen conversan",
)


def test_a_day_is_counted_from_where_the_document_was_published() -> None:
    """Half past eight in Lima is the next day in UTC, and «ayer» is Lima's."""
    (profile,) = profile_documents([CALL], HashingEncoder())
    assert profile.published_on == date(2027, 3, 10)
    assert profile.published_at is not None
    assert profile.published_at.day == 11  # UTC
    days = {day.on: day for day in profile.days}
    assert not days[date(2027, 3, 9)].ahead
    assert days[date(2027, 3, 20)].ahead


def test_the_headline_and_the_first_sentence_lead() -> None:
    """Names of the lead are marked so; the figure of the second sentence is not."""
    (profile,) = profile_documents([CALL], HashingEncoder())
    assert profile.sentences[0] == CALL.title
    assert profile.leads == 2
    assert len(profile.vectors) == len(profile.sentences)
    assert profile.names["name:halvorsen"] is Part.LEAD
    assert "amount:3800" in profile.amounts
    assert profile.amounts["amount:3800"] is Part.BODY


def test_a_profile_does_not_depend_on_the_others() -> None:
    """Alone or in the company of another text, the same names and vectors come."""
    other = Document("Otro texto sobre la cosecha de trigo.", "Agencia", "es")
    one = profile_documents([CALL], HashingEncoder())[0]
    two = profile_documents([other, CALL], HashingEncoder())[1]
    assert one.names == two.names
    assert (one.vectors == two.vectors).all()


def test_a_document_without_a_sentence_has_a_profile() -> None:
    """Its whole text is its one sentence and its lead."""
    (profile,) = profile_documents([Document("¡Ya!", "Agencia", "es")], HashingEncoder())
    assert profile.sentences == ("¡Ya!",)
    assert profile.leads == 1
