"""Which line breaks end nothing; cases are texts, invented."""

import pytest
from hypothesis import given

from matching.document import Document
from matching.line_breaks import unwrapped
from matching.reading import read_together
from tests.matching.factories import ODD_TEXTS, QUICK

WRAPPED = """El Gobierno de Arvenia informó el martes de que doce familias fueron
evacuadas del barrio de Santa Rosa tras la crecida del río Molle. El
Ministerio de Obras cerrará el puente hasta el 3 de junio, dijo la ministra
Lucía Ferrán, que visitó la zona."""


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        WRAPPED.replace("\n", "\r\n"),
        "Doce familias fueron\nevacuadas.",
        "The council said that no\none was hurt.",
    ],
)
def test_a_break_inside_a_sentence_is_a_space(text: str) -> None:
    """Also before a capital, where every line of the paragraph is full."""
    assert unwrapped(text) == text.replace("\r\n", "  ").replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Crecida en Arvenia\nDoce familias fueron evacuadas.",
        "El puente está cerrado.\nno habrá paso hasta junio",
        "Se necesitan:\nmantas\n",
        "Doce familias fueron evacuadas\n\ndel barrio",
        "Primera línea del aviso\n- mantas\n- agua",
        "El plan consta de tres partes\na) un puente\nb) una escuela",
        "Hoy visitamos Santa Rosa\npic.example.com/abc\nwww.example.com",
        "MINISTERIO DE OBRAS PÚBLICAS DE LA REPÚBLICA DE ARVENIA\nSECRETARÍA DE PRENSA Y DIFUSIÓN",
    ],
)
def test_other_breaks_stay(text: str) -> None:
    """Headings, lists, paragraphs, links and what ends a sentence."""
    assert unwrapped(text) == text


@QUICK
@given(ODD_TEXTS)
def test_nothing_but_breaks_changes_and_offsets_stay(text: str) -> None:
    """Each other character is where it was; a second time changes nothing."""
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(
        a == b or (a in "\r\n\u2028\u2029" and b == " ") for a, b in zip(text, found, strict=True)
    )
    assert unwrapped(found) == found


def test_wrapped_text_makes_the_claims_of_the_text_in_one_line() -> None:
    """The same spans, and the exact words as they were given."""
    wrapped, flat = (
        read_together((Document(text, "A", "es"),)).readings[0].claims
        for text in (WRAPPED, WRAPPED.replace("\n", " "))
    )
    assert [claim.span for claim in wrapped] == [claim.span for claim in flat]
    assert [claim.attributed_to for claim in wrapped] == [claim.attributed_to for claim in flat]
    assert all(claim.text == claim.span.quote(WRAPPED) for claim in wrapped)
    assert len(wrapped) > 1
