"""What calendar days a found date expression stands for."""

import re
from dataclasses import replace
from datetime import date, timedelta

from matching.date_patterns import RELATIVE_DAYS
from matching.date_periods import (
    base_period,
    day_number,
    read_century,
    read_days,
    read_decade,
    read_half,
    read_month_range,
    read_part,
    read_quarter,
    read_weekday_range,
    read_weekend,
    read_years,
)
from matching.date_reading import (
    Reading,
    Setting,
    group,
    make_day,
    month_days,
    month_number,
    period_from,
    step_of,
    weekday_near,
    year_of_day,
    year_of_span,
)
from matching.lexicon import load_lexicon
from matching.numerals import read_numeral
from matching.slots import Granularity
from matching.word_table import words_of


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


def _weekday_of(match: re.Match[str], setting: Setting) -> int | None:
    name = group(match, "weekday")
    return setting.words.weekdays[name.lower()] if name else None


def _read_full(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "jueves 30 de octubre (de 2025)", "14 de marzo pasado"."""
    month, day = month_number(match["month"], setting), day_number(match["day"])
    written = group(match, "year")
    if make_day(2024, month, day) is None:
        return None
    weekday = _weekday_of(match, setting)
    step = step_of(match, setting)
    setting = replace(setting, future=step > 0) if step else setting
    if group(match, "unit"):
        base = base_period(match, setting).first
        year = base.year if base is not None else None
    else:
        cited = written or _cited_year(match)
        year = int(cited) if cited else year_of_day(month, day, setting)
    resolved = make_day(year, month, day) if year else None
    return Reading(resolved, resolved, Granularity.DAY, weekday, month, day)


_CITATION_REACH = 12
_OF_A_NUMBER = re.compile(r"/((?:19|20)\d\d),? (?:de|of) $")


def _cited_year(match: re.Match[str]) -> str | None:
    """Return the year of "Ley 3/2020, de 9 de abril", which the law's number holds."""
    before = match.string[max(0, match.start() - _CITATION_REACH) : match.start()]
    found = _OF_A_NUMBER.search(before)
    return found[1] if found else None


def _read_month(match: re.Match[str], setting: Setting) -> Reading:
    """Read "marzo de 2024"; without a year the last March, or the next of a future clause."""
    month = month_number(match["month"], setting)
    if group(match, "year") or group(match, "unit"):
        base = base_period(match, setting)
        year = base.first.year if base.first is not None else None
    else:
        year = year_of_span(month, 1, setting)
    if year is None:
        return Reading(None, None, Granularity.MONTH, month=month)
    return Reading(*month_days(year, month), Granularity.MONTH, month=month)


def _read_month_relative(match: re.Match[str], setting: Setting) -> Reading:
    """Read "marzo pasado", "next March"."""
    month = month_number(match["month"], setting)
    if setting.reference is None:
        return Reading(None, None, Granularity.MONTH, month=month, relative=True)
    step, reference = step_of(match, setting), setting.reference
    year = reference.year
    if step == 1 and month <= reference.month:
        year += 1
    if step == -1 and month >= reference.month:
        year -= 1
    return Reading(*month_days(year, month), Granularity.MONTH, month=month, relative=True)


def _read_year(match: re.Match[str]) -> Reading:
    year = int(match["year"])
    return Reading(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR)


def _read_weekday(match: re.Match[str], setting: Setting) -> Reading:
    """Read "el lunes", "el lunes pasado", "next Monday"."""
    weekday = _weekday_of(match, setting)
    assert weekday is not None
    day = weekday_near(weekday, setting, step_of(match, setting))
    written = group(match, "inday")
    if written is None:
        return Reading(day, day, Granularity.DAY, weekday)
    number = int(written)
    numbered = _numbered_day(weekday, number, setting, day)
    return Reading(numbered, numbered, Granularity.DAY, weekday, day=number)


def _read_week_of(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "the week of 3 June", "la semaine du 6 octobre": the week that holds the day."""
    reading = _read_full(match, setting)
    if reading is None or reading.first is None:
        return reading and Reading(None, None, Granularity.WEEK, month=reading.month)
    monday = reading.first - timedelta(days=reading.first.weekday())
    return Reading(monday, monday + timedelta(days=6), Granularity.WEEK, month=reading.month)


def _numbered_day(weekday: int, number: int, setting: Setting, near: date | None) -> date | None:
    """Return the "viernes 25" nearest to the day that the weekday alone would mean."""
    if near is None or setting.reference is None:
        return None
    steps = (timedelta(days=days) for days in range(-_MONTH, _MONTH + 1))
    days = [near + step for step in steps if (near + step).day == number]
    fitting = [day for day in days if day.weekday() == weekday]
    return min(fitting or days, key=lambda day: abs((day - near).days), default=near)


def _read_period(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "la semana pasada", "this month", "next year"."""
    unit = setting.words.units[match["unit"].lower()]
    step = step_of(match, setting)
    if unit in ("day", "hour") or step is None:
        return None
    return period_from(unit, step, setting.reference)


def _read_ago(match: re.Match[str], setting: Setting) -> Reading | None:
    return _read_offset(match, setting, -1)


def _read_ahead(match: re.Match[str], setting: Setting) -> Reading | None:
    return _read_offset(match, setting, 1)


def _read_ahead_if_future(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "reabrirá en tres meses"; "murieron en tres meses" is a time that it took."""
    hours = setting.words.units[match["unit"].lower()] == "hour"
    return _read_offset(match, setting, 1) if setting.future and not hours else None


def _read_offset(match: re.Match[str], setting: Setting, sign: int) -> Reading | None:
    """Read "hace dos semanas", "two days ago", "dentro de tres meses"."""
    amount = _amount(match["n"], setting.language)
    if amount is None or not 0 < amount < 500:
        return None
    unit = setting.words.units[match["unit"].lower()]
    if setting.reference is None:
        return Reading(None, None, Granularity.OTHER, relative=True)
    if unit == "hour":
        other = setting.reference + sign * timedelta(days=amount // 24)
        first, last = sorted((other, setting.reference))
        return Reading(first, last, Granularity.TIME, relative=True)
    if unit == "day":
        return _shifted(setting, sign * amount)
    if unit == "year" and group(match, "half"):  # "hace dos años y medio"
        begun = period_from("month", sign * (12 * amount + 6), setting.reference).first
        return period_from("year", 0, begun)
    return period_from(unit, sign * amount, setting.reference)


def _amount(text: str, language: str) -> int | None:
    """Return the whole number written in *text*: "dos", "2", "a", "un par de"."""
    words = words_of(text, language)
    if len(words) == 1 and words[0].form in load_lexicon(language, "dates").get("one", ()):
        return 1
    numeral = read_numeral(words, 0, language)
    return int(numeral.value) if numeral is not None else None


def _read_iso(match: re.Match[str]) -> Reading | None:
    day = make_day(int(match["year"]), int(match["mon"]), int(match["day"]))
    return Reading(day, day, Granularity.DAY, month=day.month, day=day.day) if day else None


def _read_numeric(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "30/10/2025"; English without a region does not decide "03/05/2025"."""
    one, two, written = int(match["one"]), int(match["two"]), match["year"]
    year = int(written) if len(written) == 4 else 2000 + int(written)
    order = setting.words.order or _english_order(setting.language)
    readings = {
        "dmy": make_day(year, two, one),
        "mdy": make_day(year, one, two),
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


_MONTH = 31
_ABSOLUTE = {"year": _read_year, "iso": _read_iso}
_READERS = {
    "full": _read_full,
    "days": read_days,
    "months": read_days,
    "month": _read_month,
    "month_relative": _read_month_relative,
    "weekday": _read_weekday,
    "period": _read_period,
    "ago": _read_ago,
    "ahead": _read_ahead,
    "ahead_if_future": _read_ahead_if_future,
    "numeric": _read_numeric,
    "part": read_part,
    "quarter": read_quarter,
    "half": read_half,
    "decade": read_decade,
    "century": read_century,
    "weekend": read_weekend,
    "years": read_years,
    "month_range": read_month_range,
    "weekday_range": read_weekday_range,
    "week_of": _read_week_of,
}
