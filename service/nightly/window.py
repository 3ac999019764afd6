"""Which moments a night covers, in a newsroom's own time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.errors import InputError
from service.nightly_contract import Night

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_SECONDS_AN_HOUR = 3600


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone called *name* in the IANA database.

    Raises:
        InputError: There is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(f"There is no time zone {name!r}; write one as America/Lima.") from error


def day_night(day: date, zone: str) -> Night:
    """Return the calendar day *day* as *zone* has it: 23 or 25 hours where its clocks change."""
    since, until = midnight(day, zone), midnight(_next(day), zone)
    return _night(day, since, until, zone)


def span_night(since: datetime, until: datetime, zone: str) -> Night:
    """Return the span [since, until); a moment without a zone is one of *zone*.

    Raises:
        InputError: It would be empty.
    """
    home = zone_of(zone)
    begin, end = (
        (each if each.tzinfo else each.replace(tzinfo=home)).astimezone(UTC)
        for each in (since, until)
    )
    if begin >= end:
        raise InputError("--since must lie before --until.")
    local = begin.astimezone(home).date()
    is_day = (begin, end) == (midnight(local, zone), midnight(_next(local), zone))
    return _night(local if is_day else None, begin, end, zone)


def midnight(day: date, zone: str) -> datetime:
    """Return the first moment of *day* in *zone*, in UTC.

    Where clocks go forward at midnight the day begins later; where they go back over it, with
    the first of the two midnights.
    """
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InputError(f"The year must lie between {_FIRST_YEAR} and {_LAST_YEAR}.")
    # With fold=0, a time that clocks skip is read by the offset before the change, which is
    # the moment of the change itself when they go from 00:00 to 01:00.
    return datetime.combine(day, time(), zone_of(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of *moment* in *zone*."""
    return moment.astimezone(zone).date()


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _night(day: date | None, since: datetime, until: datetime, zone: str) -> Night:
    hours = round((until - since).total_seconds() / _SECONDS_AN_HOUR, 2)
    return Night(day=day, since=since, until=until, time_zone=zone, hours=hours)
