"""Dates found in sentences, against tests/matching/cases/dates.yaml."""

import pytest

from matching.dates import find_dates
from matching.span import Span
from tests.matching.slot_cases import REFERENCE, row_id, rows


@pytest.mark.parametrize("row", rows("dates"), ids=row_id)
def test_dates_of_a_sentence(row) -> None:
    """Each date is found once, with its exact words and the days it means."""
    found = find_dates(row["text"], row["language"], row.get("reference", REFERENCE))
    assert row["dates"] == [[one.surface, one.first, one.last] for one in found]


def test_unanchored_date_keeps_its_parts() -> None:
    """Without a reference a day and month are kept, and no year is invented."""
    (found,) = find_dates("el jueves 30 de octubre", "es")
    assert (found.anchored, found.weekday, found.month, found.day) == (False, 3, 10, 30)


def test_span_limits_the_search_and_keeps_offsets() -> None:
    """Only the given part is searched, and offsets are those of the whole text."""
    text = "🙂 ayer y\r\nhoy"
    (only,) = find_dates(text, "es", REFERENCE, Span(9, len(text)))
    assert ("hoy", text.index("hoy")) == (only.surface, only.span.start)


def test_a_weekday_is_checked_against_its_date() -> None:
    """18 January 2025 is a Saturday: the date counts, and the mark says so."""
    (found,) = find_dates("El viernes 18 de enero de 2025 abrirá.", "es", REFERENCE)
    assert (str(found.first), found.weekday_conflict) == ("2025-01-18", True)
    (right,) = find_dates("El sábado 18 de enero de 2025 abrirá.", "es", REFERENCE)
    assert right.weekday_conflict is False
