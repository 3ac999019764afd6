"""Days and spans of a newsroom, also where clocks change."""

from datetime import UTC, date, datetime

import pytest

from service.errors import InputError
from service.nightly.window import day_night, span_night


@pytest.mark.parametrize(
    ("day", "zone", "hours", "since"),
    [
        (date(2025, 10, 30), "America/Lima", 24, datetime(2025, 10, 30, 5, tzinfo=UTC)),
        (date(2025, 3, 30), "Europe/Madrid", 23, datetime(2025, 3, 29, 23, tzinfo=UTC)),
        (date(2025, 10, 26), "Europe/Madrid", 25, datetime(2025, 10, 25, 22, tzinfo=UTC)),
        # Clocks go forward at midnight: the day begins at one o'clock.
        (date(2025, 9, 7), "America/Santiago", 23, datetime(2025, 9, 7, 4, tzinfo=UTC)),
        (date(2025, 4, 5), "America/Santiago", 25, datetime(2025, 4, 5, 3, tzinfo=UTC)),
        # They go back over midnight: it is twice, and the day begins with the first.
        (date(2025, 11, 2), "America/Havana", 25, datetime(2025, 11, 2, 4, tzinfo=UTC)),
        (date(2025, 10, 5), "Australia/Lord_Howe", 23.5, datetime(2025, 10, 4, 13, 30, tzinfo=UTC)),
    ],
)
def test_a_day_is_as_long_as_its_clocks_say(
    day: date, zone: str, hours: float, since: datetime
) -> None:
    """And it ends where the next one begins."""
    night = day_night(day, zone)
    assert (night.hours, night.since) == (hours, since)
    assert night.until == day_night(date.fromordinal(day.toordinal() + 1), zone).since


def test_a_span_of_one_day_is_that_day() -> None:
    """So that its report follows those of days."""
    night = span_night(datetime(2025, 3, 30), datetime(2025, 3, 31), "Europe/Madrid")  # noqa: DTZ001
    assert night == day_night(date(2025, 3, 30), "Europe/Madrid")


def test_a_moment_with_a_zone_is_taken_as_it_is() -> None:
    """One without is the newsroom's."""
    begin = datetime(2025, 10, 30, 6, tzinfo=UTC)
    night = span_night(begin, datetime(2025, 10, 30, 12), "America/Lima")  # noqa: DTZ001
    assert (night.day, night.hours) == (None, 11)


@pytest.mark.parametrize("zone", ["Lima", "America/Nowhere", "../etc/passwd", "", "\x00"])
def test_there_is_no_such_zone(zone: str) -> None:
    """Said in one sentence."""
    with pytest.raises(InputError, match="time zone"):
        day_night(date(2025, 10, 30), zone)


def test_a_span_goes_forward() -> None:
    """An empty one is refused, as are years that no document has."""
    at = datetime(2025, 10, 30, tzinfo=UTC)
    with pytest.raises(InputError, match="before"):
        span_night(at, at, "UTC")
    with pytest.raises(InputError, match="year"):
        day_night(date(9999, 12, 31), "UTC")
