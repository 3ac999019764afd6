"""Speakers under the canonical name of their entity."""

import pytest

from matching.attribution import AttributionKind
from matching.document import Document
from matching.reading import read_together
from matching.slots import Mention, MentionKind
from matching.span import Span
from matching.speaking import name_speakers
from matching.statements import Statement

TEXT = (
    "Road Dept, Ana Soto and Vala spoke. The company denied it; its spokeswoman, Eva Rey, too. "
    "The department, the hospital."
)
BODY = Mention(Span(0, 9), "Road Dept", MentionKind.ORGANISATION, "Department of Roads")
PERSON = Mention(Span(11, 19), "Ana Soto", MentionKind.PERSON, "Ana Soto Vidal")
UNKNOWN = Mention(Span(24, 28), "Vala", MentionKind.PLACE)
EVA = Mention(Span(TEXT.index("Eva"), TEXT.index("Eva") + 7), "Eva Rey", MentionKind.PERSON, "Eva")


def _at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _name(speaker: str | None, where: str = "", *mentions: Mention) -> str | None:
    statement = Statement(
        Span(30, 40), "en", AttributionKind.DIRECT, speaker, _at(where) if where else None
    )
    (named,) = name_speakers(TEXT, [statement], mentions)
    return named.speaker


def test_a_speaker_takes_the_name_of_its_entity() -> None:
    """However the text writes a speaker, one entity has one name."""
    assert _name("road  dept", "", BODY, PERSON) == "Department of Roads"
    assert _name("the chief engineer Ana Soto", "", BODY, PERSON) == "Ana Soto Vidal"


def test_a_body_comes_before_its_official() -> None:
    """Of several names in the speaker's words, the body speaks through its people."""
    assert _name("Soto for the Dept", "Road Dept, Ana Soto", PERSON, BODY) == "Department of Roads"


def test_a_pronoun_takes_the_name_of_what_it_stands_for() -> None:
    """The words that a pronoun was resolved to name the speaker."""
    assert _name("she", "Ana Soto", BODY, PERSON) == "Ana Soto Vidal"


def test_a_noun_of_its_kind_and_its_spokeswoman_are_the_body_named_before() -> None:
    """A body named once goes on speaking through bare nouns and its spokespeople."""
    assert _name("department", "The department", BODY, PERSON) == "Department of Roads"
    assert _name("organisation", "The department", BODY, PERSON) == "Department of Roads"
    assert _name("its spokeswoman", "its spokeswoman, Eva Rey", BODY, EVA) == "Department of Roads"


def test_a_bare_noun_without_a_body_keeps_its_words() -> None:
    """Where no body was named before, nobody is guessed."""
    assert _name("company", "The company", EVA) == "company"


def test_an_unknown_speaker_keeps_its_own_words() -> None:
    """Nobody is renamed without an entity, and the document's own voice stays nameless."""
    assert _name("two  neighbours", "Vala", BODY, UNKNOWN) == "two neighbours"
    assert _name(None, "", BODY) is None


def test_naming_twice_changes_nothing() -> None:
    """A canonical name is its own name."""
    once = _name("Road Dept", "Road Dept", BODY)
    assert _name(once, "Road Dept", BODY) == once


def test_a_noun_of_another_kind_is_another_body() -> None:
    """The hospital does not speak for the department that was named before it."""
    assert _name("hospital", "the hospital", BODY, PERSON) == "hospital"


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("La abogada de Moreno, Ana Ríos, dijo que apelará. Pedro Moreno calla.", "es", "Ana Ríos"),
        ("Pedro Moreno was jailed. Moreno's lawyer, Ann Rhys, said he will.", "en", "Ann Rhys"),
    ],
)
def test_whom_a_speaker_is_only_said_to_serve_does_not_speak(
    text: str, language: str, speaker: str
) -> None:
    """A name that completes another person's is not the speaker."""
    [reading] = read_together([Document(text, "Diario", language=language)]).readings
    assert speaker in {claim.attributed_to for claim in reading.claims}
    assert "Pedro Moreno" not in {claim.attributed_to for claim in reading.claims}


@pytest.mark.parametrize(
    ("noun", "speaker"), [("La compañía", "Cerro Plata"), ("El gremio", "Unión Minera")]
)
def test_a_noun_takes_the_body_that_was_introduced_as_such(noun: str, speaker: str) -> None:
    """Whoever was named last: "el sindicato Unión Minera" is no company."""
    text = (
        "La empresa minera Cerro Plata confirmó el derrumbe. Según el sindicato Unión Minera, "
        f"hubo cinco heridos. {noun} sostuvo que las alarmas funcionaron."
    )
    (reading,) = read_together([Document(text, "Diario", "es")]).readings
    assert reading.claims[-1].text == "las alarmas funcionaron"
    assert reading.claims[-1].attributed_to == speaker
