"""Dates of one step and of two, against tests/matching/cases/date_steps.yaml."""

import pytest

from matching.date_compare import compare_dates
from matching.date_steps import days_between, relate_steps
from matching.dates import find_dates
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("date_steps"), ids=row_id)
def test_dates_differ_only_where_they_are_of_one_step(row) -> None:
    """The begin and the end of what lasts are two days that do not contradict."""
    (left,), (right,) = (find_dates(text, lang) for lang, text in (row["left"], row["right"]))
    for one, two in ((left, right), (right, left)):
        assert row["relation"] == relate_steps(one, two, compare_dates(one, two)).relation


@pytest.mark.parametrize(
    ("left", "right", "days"),
    [
        ("31 August", "1 September", 1),
        ("28 December", "2 January", 5),
        ("2 January", "28 December", -5),
        ("in August", "1 September", 1),
        ("on Friday", "1 September", None),
    ],
)
def test_days_between_dates_without_a_year(left: str, right: str, days: int | None) -> None:
    """Days without a year are of the nearest; a bare weekday has no place in it."""
    (one,), (two,) = find_dates(f"It was {left}.", "en"), find_dates(f"It was {right}.", "en")
    assert days_between(one, two) == days
