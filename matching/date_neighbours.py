"""What dates of a sentence tell of one another: a year, a month, the day that a weekday is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from matching.date_patterns import DateWords
from matching.date_reading import CLAUSE_END, Reading, make_day, month_days, period_from
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
# "AÑO 2020 a 23 de OCTUBRE", where a word for the year stands before it.
_DATED = re.compile(r",?\s+(?:(?:a|al|el|on|the|le|em|en|del?)\s+){0,2}", re.IGNORECASE)
# "El viernes 22 y el sábado 23 de noviembre".
_PAIRED = re.compile(
    r",? (?:y|o|e|and|or|to|et|ou|al|a|hasta|au|-|–) (?:(?:el|the|le|o|on|pasado|próximo) ){0,2}",
    re.IGNORECASE,
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


def settle(found: Sequence[Found], text: str, words: DateWords) -> list[Found]:
    """Return dates with what their neighbours tell, in order of the text."""
    settled = sorted(found, key=lambda one: one.place)
    for index in reversed(range(len(settled))):
        after = settled[index + 1] if index + 1 < len(settled) else None
        before = settled[index - 1] if index else None
        settled[index] = _settled(settled[index], before, after, text, words)
    for index in range(1, len(settled)):
        settled[index] = _of_sentence(settled[index], settled[:index], text, words)
    return settled


def _settled(
    one: Found, before: Found | None, after: Found | None, text: str, words: DateWords
) -> Found:
    for other in (before, after):
        if one.kind == "weekday" and other is not None and _is_same_day(one, other, text):
            first, last = other.reading.first, other.reading.last
            return replace(one, reading=replace(one.reading, first=first, last=last))
    paired = _day_before(one, after, text)
    if paired is not None:
        return replace(one, reading=paired)
    if one.yeared or one.kind not in _OF_A_YEAR or one.reading.month is None:
        return one
    year = _year_after(one, after, text) or _year_before(one, before, text, words)
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


def _day_before(one: Found, after: Found | None, text: str) -> Reading | None:
    """Return the day of "el viernes 22 y el sábado 23 de noviembre", which shares the month."""
    day = one.reading.day
    if one.kind != "weekday" or day is None or after is None or after.kind not in ("full", "days"):
        return None
    last = after.reading.first
    if last is None or _PAIRED.fullmatch(text[one.place.end : after.place.start]) is None:
        return None
    month = last.month if day < last.day else (last.month - 2) % 12 + 1
    first = make_day(last.year - (month > last.month), month, day)
    return None if first is None else replace(one.reading, first=first, last=first, month=month)


def _year_before(one: Found, before: Found | None, text: str, words: DateWords) -> int | None:
    """Return the year right before a date: "en 2019, en octubre", "año 2020 a 3 de mayo"."""
    if before is None or before.kind != "year" or before.reading.first is None:
        return None
    between = text[before.place.end : one.place.start]
    if len(between) > _LONGEST_LINK:
        return None
    dated = _is_fiscal(before, text, words) and _DATED.fullmatch(between)
    return before.reading.first.year if dated or _OPENED.fullmatch(between) else None


def _of_sentence(one: Found, earlier: Sequence[Found], text: str, words: DateWords) -> Found:
    """Return a date with what dates further before it in its sentence tell."""
    near = [
        other
        for other in earlier
        if other.reading.first is not None
        and not other.reading.relative
        and _SENTENCE_END.search(text, other.place.end, one.place.start) is None
    ]
    if one.kind == "period":
        return _preceding(one, near, text, words)
    if one.yeared or not near or one.reading.first is None or one.reading.relative:
        return one
    year = _year_of_sentence(one, near, text, words)
    if year is None:
        return one
    return replace(one, reading=_in_year(one.reading, year), yeared=True)


def _preceding(one: Found, near: Sequence[Found], text: str, words: DateWords) -> Found:
    """Read "el trimestre anterior", "the previous month" from the one that was just named."""
    unit = _UNITS.get(one.reading.granularity)
    if unit is None or words.preceding is None or not words.preceding.search(one.place.quote(text)):
        return one
    for other in reversed(near):
        if other.kind != "weekday" and other.reading.granularity in _INSIDE[unit]:
            return replace(one, reading=period_from(unit, -1, other.reading.first))
    return one


_UNITS = {
    Granularity.WEEK: "week",
    Granularity.MONTH: "month",
    Granularity.QUARTER: "quarter",
    Granularity.HALF_YEAR: "half",
    Granularity.YEAR: "year",
}
_SENTENCE_END = re.compile(r"(?<!\b\w)[.!?\n](?!\d)")
_DAYS = frozenset({Granularity.DAY, Granularity.MONTH})
_INSIDE = {
    "week": frozenset({Granularity.DAY, Granularity.WEEK}),
    "month": _DAYS,
    "quarter": frozenset({Granularity.MONTH, Granularity.QUARTER}),
    "half": frozenset({Granularity.QUARTER, Granularity.HALF_YEAR}),
    "year": _DAYS | {Granularity.QUARTER, Granularity.HALF_YEAR, Granularity.YEAR},
}


def _year_of_sentence(one: Found, near: Sequence[Found], text: str, words: DateWords) -> int | None:
    """Return the year that a sentence speaks of: "cerró 2020 … en el segundo trimestre".

    A quarter or a half is of the financial year named before it, or of a year close to
    the one it would mean; a month is of the year that opens the sentence of a past event.
    """
    kinds = _PARTS if one.kind in _PARTS else _WHOLE
    named = [other for other in near if other.kind in kinds and other.yeared]
    first = named[-1].reading.first if named else None
    if first is None or one.reading.first is None:
        return None
    if one.kind in _PARTS:
        if named[-1].kind != "year" and one.reading.first.month < first.month:
            return None  # "en el cuarto trimestre de 2019 y el primer trimestre"
        close = abs(first.year - one.reading.first.year) <= _CLOSE_YEARS
        return first.year if close or _is_fiscal(named[-1], text, words) else None
    if one.kind not in _OF_A_YEAR or one.future is not False or len(near) > 1:
        return None
    if CLAUSE_END.search(text, named[-1].place.end, one.place.start):
        return None
    return first.year if _opens(named[-1], text, words) else None


_WHOLE = frozenset({"year"})
_PARTS = frozenset({"year", "quarter", "half"})
_CLOSE_YEARS = 2
_OPENING_REACH = 40


def _is_fiscal(year: Found, text: str, words: DateWords) -> bool:
    """Tell a year with its noun: "el ejercicio 2020", "AÑO 2020"."""
    before = text[max(0, year.place.start - _OPENING_REACH) : year.place.start]
    return words.fiscal is not None and words.fiscal.search(before) is not None


def _opens(year: Found, text: str, words: DateWords) -> bool:
    """Tell a year at the head of its sentence: "En 2019 la empresa …"."""
    before = text[max(0, year.place.start - _OPENING_REACH) : year.place.start]
    head = CLAUSE_END.split(before)[-1].strip()
    return words.opening is not None and words.opening.fullmatch(head) is not None


def _in_year(reading: Reading, year: int) -> Reading:
    """Return a reading in another year; as it is where the calendar has no such day."""
    month = reading.month
    if month is None:  # a quarter
        return _moved(reading, year)
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
