"""What dates beside each other tell of one another: a year, and the day that a weekday is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from matching.date_reading import Reading, make_day, month_days
from matching.slots import Granularity
from matching.span import Span

_LONGEST_LINK = 14
# "El lunes (11.01.2021)", "el 7 de noviembre, el sábado", "Nov. 7, a Saturday".
_SAME = re.compile(r"\s*[,(]?\s*(?:el |the |on |un |a |le |o )?", re.IGNORECASE)
# "Abril, mayo y junio de 2020", "el 3 de marzo y el 5 de abril de 2020".
_LISTED = re.compile(
    r"\s*[,;]?\s*(?:(?:y|e|o|u|and|or|et|ou|to|hasta|-|–) ?)?"
    r"(?:(?:del?|el|en|on|the|le|in|em) ?){0,2}",
    re.IGNORECASE,
)
# "En 2019, en octubre".
_OPENED = re.compile(
    r",\s*(?:(?:en|in|em|el|on|hacia|durante|para|entre|a|desde|de) ?){0,2}", re.IGNORECASE
)
_OF_A_YEAR = frozenset({"month", "full", "days", "months", "part", "month_range"})
_YEARED = frozenset({"month", "full", "days", "months"})


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression: its place, the kind of pattern, its reading, its verb's tense.

    `yeared` tells whether the text names its year, by itself or by the date beside it.
    """

    place: Span
    kind: str
    reading: Reading
    future: bool | None
    yeared: bool


def settle(found: Sequence[Found], text: str) -> list[Found]:
    """Return dates with what their neighbours tell, in order of the text."""
    settled = sorted(found, key=lambda one: one.place)
    for index in reversed(range(len(settled))):
        after = settled[index + 1] if index + 1 < len(settled) else None
        before = settled[index - 1] if index else None
        settled[index] = _settled(settled[index], before, after, text)
    return settled


def _settled(one: Found, before: Found | None, after: Found | None, text: str) -> Found:
    for other in (before, after):
        if one.kind == "weekday" and other is not None and _is_same_day(one, other, text):
            first, last = other.reading.first, other.reading.last
            return replace(one, reading=replace(one.reading, first=first, last=last))
    if one.yeared or one.kind not in _OF_A_YEAR or one.reading.month is None:
        return one
    year = _year_after(one, after, text) or _year_before(one, before, text)
    if year is None:
        return one
    return replace(one, reading=_in_year(one.reading, year), yeared=True)


def _is_same_day(one: Found, other: Found, text: str) -> bool:
    """Tell whether a weekday and a date are one day: nothing but a comma or bracket between."""
    reading = other.reading
    if reading.first is None or reading.first != reading.last or reading.relative:
        return False
    if one.reading.weekday != reading.first.weekday() or other.kind == "weekday":
        return False
    left, right = sorted((one.place, other.place))
    between = text[left.end : right.start]
    return any(sign in between for sign in ",(") and _SAME.fullmatch(between) is not None


def _year_after(one: Found, after: Found | None, text: str) -> int | None:
    """Return the year that the last of a row names for all: "abril y mayo de 2020"."""
    if after is None or not after.yeared or after.kind not in _YEARED:
        return None
    last, between = after.reading.first, text[one.place.end : after.place.start]
    if last is None or len(between) > _LONGEST_LINK or _LISTED.fullmatch(between) is None:
        return None
    return last.year - ((one.reading.month or 0) > last.month)


def _year_before(one: Found, before: Found | None, text: str) -> int | None:
    """Return the year that opens a sentence: "en 2019, en octubre"."""
    if before is None or before.kind != "year" or before.reading.first is None:
        return None
    between = text[before.place.end : one.place.start]
    if len(between) > _LONGEST_LINK or _OPENED.fullmatch(between) is None:
        return None
    return before.reading.first.year


def _in_year(reading: Reading, year: int) -> Reading:
    """Return a reading in another year; as it is where the calendar has no such day."""
    month = reading.month
    if month is None:
        return reading
    if reading.granularity is Granularity.MONTH:
        first, last = month_days(year, month)
        return replace(reading, first=first, last=last)
    if reading.granularity is Granularity.DAY and reading.day is not None:
        day = make_day(year, month, reading.day)
        return replace(reading, first=day, last=day) if day is not None else reading
    return _moved(reading, year)


def _moved(reading: Reading, year: int) -> Reading:
    first, last = reading.first, reading.last
    if first is None or last is None:
        return reading
    days: list[date | None] = [
        make_day(one.year + year - first.year, one.month, one.day) for one in (first, last)
    ]
    return reading if None in days else replace(reading, first=days[0], last=days[1])
