"""What two dates have in common, in words that fit how precise they are."""

from datetime import date

import pytest

from matching.date_compare import compare_dates
from matching.finding import ReasonKind
from matching.reason_text import reason_text, same_date
from matching.slots import Clock, DateValue, Granularity
from matching.span import Span


@pytest.mark.parametrize(
    ("granularity", "first", "last", "opening", "read"),
    [
        (Granularity.DAY, date(2024, 5, 3), date(2024, 5, 3), "the same day", "2024-05-03"),
        (Granularity.MONTH, date(2024, 2, 1), date(2024, 2, 29), "the same month", "2024-02"),
        (Granularity.YEAR, date(2024, 1, 1), date(2024, 12, 31), "the same year", "2024"),
        (
            Granularity.RANGE,
            date(2024, 5, 3),
            date(2024, 5, 7),
            "the same date",
            "2024-05-03 to 2024-05-07",
        ),
    ],
)
def test_a_year_is_no_day(
    granularity: Granularity, first: date, last: date, opening: str, read: str
) -> None:
    """Two equal dates have a day in common, or a month, or a year."""
    value = DateValue(Span(0, 4), "then", first, last, granularity)
    relating = compare_dates(value, value)
    text = reason_text(ReasonKind.DATE, "then", "then", relating, same_date(value))
    assert (
        text == f"Both give {opening}: “then” on the left, “then” on the right (both mean {read})."
    )


def test_a_time_of_day_is_no_day() -> None:
    """Two equal clocks have the hour in common."""
    value = DateValue(
        Span(0, 4), "9:30", None, None, Granularity.TIME, clock=Clock(570, 0, sure=True)
    )
    assert same_date(value) == "Both give the same time of day"
