"""Stretches of time longer than a day: parts, quarters, decades, centuries, weekends, ranges."""

import re
from datetime import date, timedelta

from matching.date_reading import (
    Reading,
    Setting,
    group,
    make_day,
    month_days,
    month_number,
    months_from,
    period_from,
    step_of,
    weekday_near,
    year_of_day,
    year_of_span,
)
from matching.slots import Granularity

_CENTURY = 100
_DECADE = 10
# "Los años veinte" are of the last century, as "los noventa" are.
_DECADES_FROM = 1900
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SATURDAY = 5


def read_part(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "principios de mayo", "late 2027", "mid-June", "a fines de este año".

    The thirds of a month are its days 1–10, 11–20 and 21 to the end; of a year, four
    months each.
    """
    third = setting.words.parts[match["part"].lower()]
    name = group(match, "month")
    if name is not None:
        month, written = month_number(name, setting), group(match, "year")
        year = int(written) if written else _stepped_year(match, month, setting)
        return _third_of_month(year, month, third)
    base = base_period(match, setting)
    if base.first is None:
        return Reading(None, None, Granularity.PART, relative=True)
    if base.granularity is Granularity.MONTH:
        return _third_of_month(base.first.year, base.first.month, third)
    days = months_from(base.first.year, 1 + 4 * third, 4)
    return Reading(*days, Granularity.PART, relative=base.relative)


def _stepped_year(match: re.Match[str], month: int, setting: Setting) -> int | None:
    step, reference = step_of(match, setting), setting.reference
    if step in (None, 0) or reference is None:
        return year_of_span(month, 1, setting)
    return (
        reference.year
        + (step == 1 and month <= reference.month)
        - (step == -1 and month >= reference.month)
    )


def _third_of_month(year: int | None, month: int, third: int) -> Reading:
    if year is None:
        return Reading(None, None, Granularity.PART, month=month)
    first, last = month_days(year, month)
    begins = first + timedelta(days=10 * third)
    ends = last if third == 2 else begins + timedelta(days=9)
    return Reading(begins, ends, Granularity.PART, month=month)


def base_period(match: re.Match[str], setting: Setting) -> Reading:
    """Return the year or month that an expression is a part of: the running one by default."""
    written = group(match, "year")
    if written:
        year = int(written)
        return Reading(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR)
    unit = setting.words.units.get((group(match, "unit") or "").lower(), "year")
    return period_from(unit, step_of(match, setting) or 0, setting.reference)


def read_quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "primer trimestre de 2024", "Q2 2024", "the fourth quarter"."""
    return _nth_of_year(match, setting, 3, Granularity.QUARTER)


def read_half(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "segundo semestre", "the second half of 2024"."""
    return _nth_of_year(match, setting, 6, Granularity.HALF_YEAR)


def _nth_of_year(
    match: re.Match[str], setting: Setting, length: int, granularity: Granularity
) -> Reading | None:
    last = 12 // length
    number = setting.words.nth[match["nth"].lower()]
    based = group(match, "year") or group(match, "unit")
    if number < 0 and not based:  # "last quarter" is the one before, whichever it was
        unit = "quarter" if granularity is Granularity.QUARTER else "half"
        return period_from(unit, -1, setting.reference)
    number = last if number < 0 else number
    if number > last:
        return None
    month = (number - 1) * length + 1
    year: int | None
    if based:
        base = base_period(match, setting)
        year = base.first.year if base.first is not None else None
    else:
        year = year_of_span(month, length, setting)
    if year is None:
        return Reading(None, None, granularity)
    return Reading(*months_from(year, month, length), granularity)


def read_decade(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "los años noventa", "the 1980s", "década del 60", "los años 80 y 90"."""
    first, later = _decade_year(match["decade"], setting), group(match, "decade2")
    last = _decade_year(later, setting) if later else first
    if first % _DECADE or last % _DECADE or last < first:
        return None
    granularity = Granularity.RANGE if later else Granularity.DECADE
    return Reading(date(first, 1, 1), date(last + 9, 12, 31), granularity)


def _decade_year(text: str, setting: Setting) -> int:
    digits = re.search(r"\d+", text)
    number = int(digits.group()) if digits else setting.words.decades[text.lower()]
    return number if number >= _CENTURY else _DECADES_FROM + number


def read_century(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "siglo XIX", "17th century", "XIXe siècle"; century 19 ends in 1900."""
    first = _century_number(match["century"], setting)
    later = group(match, "century2")
    last = _century_number(later, setting) if later else first
    if first is None or last is None or last < first:
        return None
    days = date((first - 1) * _CENTURY + 1, 1, 1), date(last * _CENTURY, 12, 31)
    return Reading(*days, Granularity.RANGE if later else Granularity.CENTURY)


def _century_number(text: str, setting: Setting) -> int | None:
    word = text.lower()
    digits, roman = re.match(r"\d+", word), re.match(r"[ivx]+(?=e|ᵉ|è|$| )", word)
    number: int | None
    if digits:
        number = int(digits.group())
    elif roman:
        values = [_ROMAN[letter] for letter in roman.group()]
        pairs = zip(values, [*values[1:], 0], strict=True)
        number = sum(-value if value < after else value for value, after in pairs)
    else:
        number = setting.words.centuries.get(word)
    return number if number is not None and 0 < number <= 21 else None


def read_weekend(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "el fin de semana", "next weekend": Saturday and Sunday."""
    reference = setting.reference
    if reference is None:
        return Reading(None, None, Granularity.WEEKEND, relative=True)
    step = step_of(match, setting)
    own = reference + timedelta(days=_SATURDAY - reference.weekday())
    if step == 0:
        saturday = own
    elif step == 1 or (step is None and setting.future):
        running = step is None and reference.weekday() >= _SATURDAY
        saturday = own if own > reference or running else own + timedelta(weeks=1)
    else:
        running = step is None and reference.weekday() >= _SATURDAY
        saturday = own if running else own - timedelta(weeks=1)
    return Reading(saturday, saturday + timedelta(days=1), Granularity.WEEKEND, relative=True)


def read_years(match: re.Match[str], _setting: Setting) -> Reading | None:
    """Read "entre 2019 y 2021", "2023-24"."""
    first, written = int(match["year"]), match["year2"]
    last = int(written) if len(written) == 4 else first // 100 * 100 + int(written)
    if not first < last < first + 2 * _CENTURY:
        return None
    return Reading(date(first, 1, 1), date(last, 12, 31), Granularity.RANGE)


def read_month_range(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "de enero a marzo de 2024", "between March and May"."""
    month, later = (month_number(match[name], setting) for name in ("month", "month2"))
    length = (later - month) % 12 + 1
    earlier, ending = group(match, "year1"), None
    if group(match, "year") or group(match, "unit"):
        base = base_period(match, setting).first
        ending = base.year if base is not None else None
    year: int | None
    if earlier:
        year = int(earlier)
    elif ending is not None:
        year = ending - (later < month)
    else:
        year = year_of_span(month, length, setting)
    if year is None:
        return Reading(None, None, Granularity.RANGE, month=month)
    if earlier and ending is not None:
        length += 12 * (ending - year - (later < month))
    if length < 1:
        return None
    return Reading(*months_from(year, month, length), Granularity.RANGE, month=month)


def read_weekday_range(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "from Monday to Thursday" of one week; a habit, in the present tense, is no date."""
    if setting.future is None or setting.reference is None:
        return None
    names = setting.words.weekdays
    begins, ends = names[match["weekday"].lower()], names[match["weekday2"].lower()]
    length = timedelta(days=(ends - begins) % 7)
    if setting.future:
        first = weekday_near(begins, setting)
        return Reading(first, first + length, Granularity.RANGE) if first else None
    last = weekday_near(ends, setting)
    return Reading(last - length, last, Granularity.RANGE) if last else None


def read_days(match: re.Match[str], setting: Setting) -> Reading | None:
    """Read "del 3 al 5 de mayo" and "30 de abril al 3 de mayo"."""
    month = month_number(match["month"], setting)
    later = group(match, "month2")
    month2 = month_number(later, setting) if later else month
    day, day2 = day_number(match["day"]), day_number(match["day2"])
    written, earlier = group(match, "year"), group(match, "year1")
    year = int(written) if written else year_of_day(month, day, setting)
    if year is None:
        return Reading(None, None, Granularity.RANGE, month=month, day=day)
    begins = int(earlier) if earlier else year - (month2 < month and bool(written))
    first = make_day(begins, month, day)
    last = make_day(year + (month2 < month and not written), month2, day2)
    if first is None or last is None or last < first:
        return None
    return Reading(first, last, Granularity.RANGE, month=month, day=day)


def day_number(text: str) -> int:
    """Read "30", "1º", "3rd", "primero"."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else 1
