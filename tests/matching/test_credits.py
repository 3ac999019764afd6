"""Datelines and statement headers tell where a text comes from."""

import pytest

from matching.credits import find_credit, find_header, find_label
from matching.span import Span
from matching.speech_lexicon import speech_lexicon


@pytest.mark.parametrize(
    ("text", "outlet", "place", "date"),
    [
        ("Lima, 30 oct (EFE).- El Gobierno", "EFE", "Lima", "30 oct"),
        ("OTTAWA, Oct 30 (Reuters) - The", "Reuters", "OTTAWA", "Oct 30"),
        ("MADRID, 5 May. (EUROPA PRESS) - El", "EUROPA PRESS", "MADRID", "5 May."),
        ("(Reuters) - Oil prices", "Reuters", None, None),
        ("Ciudad de México (dpa) - La", "dpa", "Ciudad de México", None),
        ("LIMA.- La ministra", None, "LIMA", None),
        ("Quito, 3 de mayo.- Hoy", None, "Quito", "3 de mayo"),
    ],
)
def test_reads_datelines(
    text: str, outlet: str | None, place: str | None, date: str | None
) -> None:
    """Outlet, place and date are exact words, None where the dateline has none."""
    credit = find_credit(text)
    assert credit is not None
    parts = (credit.outlet, credit.place, credit.date)
    assert [part and part.quote(text) for part in parts] == [outlet, place, date]
    assert text[credit.span.end] in "ETOLH"


@pytest.mark.parametrize(
    "text", ["El ministro (ayer) - que", "La casa — dijo — es", "Sin nada.", "", "Lima es grande."]
)
def test_ordinary_openings_are_no_dateline(text: str) -> None:
    """Brackets and dashes in running text are not taken for a dateline."""
    assert find_credit(text) is None


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("The below is attributable to Spokesperson Ann Doe:", "en", "Spokesperson Ann Doe"),
        ("Statement by the Prime Minister on trade", "en", "Prime Minister"),
        ("Readout of Secretary Doe’s Call with Minister Ruiz", "en", "Secretary Doe"),
        ("Readout of the call", "en", None),
        ("Comunicado del Ministerio de Salud\nTexto", "es", "Ministerio de Salud"),
        ("Declaración de la ministra Ana Ruiz", "es", "ministra Ana Ruiz"),
    ],
)
def test_reads_statement_headers(text: str, language: str, speaker: str | None) -> None:
    """The header's speaker is given in its own words, None when it names nobody."""
    header = find_header(text, language)
    assert header is not None
    assert (header.speaker.quote(text) if header.speaker else None) == speaker


def test_ordinary_sentence_is_no_header() -> None:
    """A text that only mentions a statement has no header."""
    assert find_header("The statement by X was long.", "en") is None


def test_heading_words_are_no_speaker() -> None:
    """Labels such as "Video: …" head a line without naming a speaker."""
    text = "Video: así quedó la plaza central"
    assert find_label(text, Span(0, len(text)), speech_lexicon("es")) is None
