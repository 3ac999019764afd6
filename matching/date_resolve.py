"""What calendar days a found date expression stands for."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from matching.date_patterns import RELATIVE_DAYS, DateWords
from matching.numerals import read_numeral
from matching.slots import Granularity
from matching.word_table import words_of


@dataclass(frozen=True, slots=True)
class Reading:
    """The days an expression stands for and the parts it names; see DateValue."""

    first: date | None
    last: date | None
    granularity: Granularity
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date expression is read against.

    `reference` is the day the text was written, None when unknown; `future` tells
    whether the clause speaks of what is to come, None when it does not say.
    """

    language: str
    words: DateWords
    reference: date | None
    future: bool | None


def read_date(kind: str, match: re.Match[str], setting: Setting) -> Reading | None:
    """Return what a match of the patterns stands for; None when it is no date after all."""
    if kind in RELATIVE_DAYS:
        return _shifted(setting, RELATIVE_DAYS[kind])
    if kind in _ABSOLUTE:
        return _ABSOLUTE[kind](match)
    return _READERS[kind](match, setting)


def _shifted(setting: Setting, days: int) -> Reading:
    if setting.reference is None:
        return Reading(None, None, Granularity.DAY, relative=True)
    day = setting.reference + timedelta(days=days)
    return Reading(day, day, Granularity.DAY, relative=True)


def _group(match: re.Match[str], name: str) -> str | None:
    """Return a named group, None when the pattern lacks it or it did not take part."""
    return match.groupdict().get(name)


def _day_number(text: str) -> int:
    """Read "30", "1º", "3rd", "primero"."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else 1


def _month_number(text: str, setting: Setting) -> int:
    return setting.words.months[text.lower()]


def _weekday_of(match: re.Match[str], setting: Setting) -> int | None:
    name = _group(match, "weekday")
    return setting.words.weekdays[name.lower()] if name else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_near(month: int, day: int, setting: Setting) -> int | None:
    """Return the year that puts a day and month nearest to the reference."""
    if setting.reference is None:
        return None
    reference = setting.reference
    candidates = (_make(reference.year + step, month, day) for step in (-1, 0, 1))
    dated = [candidate for candidate in candidates if candidate is not None]
    return min(dated, key=lambda one: abs((one - reference).days)).year if dated else None


def _read_full(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "jueves 30 de octubre (de 2025)"."""
    month, day = _month_number(match["month"], setting), _day_number(match["day"])
    written = _group(match, "year")
    if _make(2024, month, day) is None:
        return None
    weekday = _weekday_of(match, setting)
    year = int(written) if written else _year_near(month, day, setting)
    resolved = _make(year, month, day) if year else None
    return Reading(resolved, resolved, Granularity.DAY, weekday, month, day)


def _read_days(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "del 3 al 5 de mayo" and "30 de abril al 3 de mayo"."""
    month = _month_number(match["month"], setting)
    later = _group(match, "month2")
    month2 = _month_number(later, setting) if later else month
    day, day2 = _day_number(match["day"]), _day_number(match["day2"])
    written = _group(match, "year")
    year = int(written) if written else _year_near(month, day, setting)
    if year is None:
        return Reading(None, None, Granularity.DAY, month=month, day=day)
    first = _make(year - (month2 < month and bool(written)), month, day)
    last = _make(year + (month2 < month and not written), month2, day2)
    if first is None or last is None or last < first:
        return None
    return Reading(first, last, Granularity.DAY, month=month, day=day)


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _read_month(match: re.Match[str], setting: Setting) -> Reading:
    """Read "marzo de 2024"; without a year the last March, or the next of a future clause."""
    month = _month_number(match["month"], setting)
    written = _group(match, "year")
    if written:
        return Reading(*_month_days(int(written), month), Granularity.MONTH, month=month)
    if setting.reference is None:
        return Reading(None, None, Granularity.MONTH, month=month)
    year = setting.reference.year
    if setting.future and month < setting.reference.month:
        year += 1
    elif not setting.future and month > setting.reference.month:
        year -= 1
    return Reading(*_month_days(year, month), Granularity.MONTH, month=month)


def _read_month_relative(match: re.Match[str], setting: Setting) -> Reading:
    """Read "marzo pasado", "next March"."""
    month = _month_number(match["month"], setting)
    if setting.reference is None:
        return Reading(None, None, Granularity.MONTH, month=month, relative=True)
    step, reference = _step(match, setting), setting.reference
    year = reference.year
    if step == 1 and month <= reference.month:
        year += 1
    if step == -1 and month >= reference.month:
        year -= 1
    return Reading(*_month_days(year, month), Granularity.MONTH, month=month, relative=True)


def _read_year(match: re.Match[str]) -> Reading:
    year = int(match["year"])
    return Reading(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR)


def _step(match: re.Match[str], setting: Setting) -> int | None:
    """Return -1 for "last", 0 for "this", 1 for "next", None when nothing is said."""
    word = _group(match, "step") or _group(match, "step2")
    return setting.words.steps.get(word.lower()) if word else None


def _read_weekday(match: re.Match[str], setting: Setting) -> Reading:
    """Read "el lunes", "el lunes pasado", "next Monday"."""
    weekday = _weekday_of(match, setting)
    assert weekday is not None
    if setting.reference is None:
        return Reading(None, None, Granularity.DAY, weekday)
    step = _step(match, setting)
    forward = step == 1 or (step in (None, 0) and setting.future is True)
    back = (setting.reference.weekday() - weekday) % 7
    if step == -1 and back == 0:
        back = 7
    ahead = (7 - back) if back else (7 if step == 1 else 0)
    day = setting.reference + timedelta(days=ahead if forward else -back)
    return Reading(day, day, Granularity.DAY, weekday)


def _read_period(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "la semana pasada", "this month", "next year"."""
    unit = setting.words.units[match["unit"].lower()]
    step = _step(match, setting)
    if unit in ("day", "hour") or step is None:
        return None
    return _period(unit, step, setting.reference)


def _period(unit: str, step: int, reference: date | None) -> Reading:
    """Return the week, month or year *step* periods from the reference's own."""
    granularity = {"week": Granularity.WEEK, "month": Granularity.MONTH}.get(unit, Granularity.YEAR)
    if reference is None:
        return Reading(None, None, granularity, relative=True)
    if unit == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=step)
        return Reading(monday, monday + timedelta(days=6), granularity, relative=True)
    if unit == "month":
        index = reference.year * 12 + reference.month - 1 + step
        return Reading(*_month_days(index // 12, index % 12 + 1), granularity, relative=True)
    year = reference.year + step
    return Reading(date(year, 1, 1), date(year, 12, 31), granularity, relative=True)


def _read_ago(match: re.Match[str], setting: Setting) -> Reading | None:
    return _read_offset(match, setting, -1)


def _read_ahead(match: re.Match[str], setting: Setting) -> Reading | None:
    return _read_offset(match, setting, 1)


def _read_offset(match: re.Match[str], setting: Setting, sign: int) -> Reading | None:
    """Read "hace dos semanas", "two days ago", "dentro de tres meses"."""
    amount = _amount(match["n"], setting.language)
    if amount is None or not 0 < amount < 500:
        return None
    unit = setting.words.units[match["unit"].lower()]
    if setting.reference is None:
        return Reading(None, None, Granularity.OTHER, relative=True)
    if unit == "hour":
        other = setting.reference + sign * timedelta(days=-(-amount // 24))
        first, last = sorted((other, setting.reference))
        return Reading(first, last, Granularity.TIME, relative=True)
    if unit == "day":
        return _shifted(setting, sign * amount)
    return _period(unit, sign * amount, setting.reference)


def _amount(text: str, language: str) -> int | None:
    """Return the whole number written in *text*: "dos", "2", "a", "un par de"."""
    words = words_of(text, language)
    if text.lower() in ("a", "an", "un", "una", "um", "uma", "une"):
        return 1
    numeral = read_numeral(words, 0, language)
    return int(numeral.value) if numeral is not None else None


def _read_iso(match: re.Match[str]) -> Reading | None:
    day = _make(int(match["year"]), int(match["mon"]), int(match["day"]))
    return Reading(day, day, Granularity.DAY, month=day.month, day=day.day) if day else None


def _read_numeric(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "30/10/2025"; English without a region does not decide "03/05/2025"."""
    one, two, written = int(match["one"]), int(match["two"]), match["year"]
    year = int(written) if len(written) == 4 else 2000 + int(written)
    order = setting.words.order or _english_order(setting.language)
    readings = {
        "dmy": _make(year, two, one),
        "mdy": _make(year, one, two),
    }
    known = {value for key, value in readings.items() if order in ("", key) and value is not None}
    if not known and order:
        return None
    if len(known) != 1:
        return Reading(None, None, Granularity.DAY) if known else None
    day = known.pop()
    return Reading(day, day, Granularity.DAY, month=day.month, day=day.day)


def _english_order(language: str) -> str:
    """Return the order of a numeric date where the region decides it, "" elsewhere."""
    region = language.partition("-")[2].upper()
    if region in ("US", "PH"):
        return "mdy"
    return "dmy" if region else ""


_ABSOLUTE = {"year": _read_year, "iso": _read_iso}
_READERS = {
    "full": _read_full,
    "days": _read_days,
    "months": _read_days,
    "month": _read_month,
    "month_relative": _read_month_relative,
    "weekday": _read_weekday,
    "period": _read_period,
    "ago": _read_ago,
    "ahead": _read_ahead,
    "numeric": _read_numeric,
}
