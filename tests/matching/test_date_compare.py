"""Dates compared, against tests/matching/cases/date_pairs.yaml."""

import pytest

from matching.date_compare import compare_dates, relate_dates
from matching.dates import find_dates
from tests.matching.slot_cases import REFERENCE, references, row_id, rows


@pytest.mark.parametrize("row", rows("date_pairs"), ids=row_id)
def test_relation_of_two_dates(row) -> None:
    """Two dates relate as the table says, from either side."""
    days = references(row)
    (left,) = find_dates(row["left"][1], row["left"][0], days[0])
    (right,) = find_dates(row["right"][1], row["right"][0], days[1])
    assert row["relation"] == compare_dates(left, right).relation
    assert row["relation"] == compare_dates(right, left).relation


def test_a_recalled_year_is_not_set_against_a_day() -> None:
    """A background year on one side does not contradict the day of the event."""
    lefts = find_dates("El 30 de octubre de 2025", "es", REFERENCE)
    rights = find_dates("allies since 2019", "en", REFERENCE)
    assert relate_dates(lefts, rights).differing == ()
