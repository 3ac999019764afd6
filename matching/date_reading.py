"""What a date expression is read into, and the arithmetic that its readers share."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from matching.date_patterns import DateWords
from matching.slots import Granularity

# A day that the tense puts a year away, when the calendar has it this near, is a slip of
# the tense: "signed on 2 May", published on 28 April.
_NEAR_DAYS = 31
# The point of "p. m." ends no clause.
CLAUSE_END = re.compile(r"(?<!\b\w)[.;!?\n](?!\d)")
_LAST_MONTH = 12


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


def group(match: re.Match[str], name: str) -> str | None:
    """Return a named group, None when the pattern lacks it or it did not take part."""
    return match.groupdict().get(name)


def make_day(year: int, month: int, day: int) -> date | None:
    """Return a day, None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month; month 13 is January of the next year."""
    index = year * _LAST_MONTH + month - 1
    year, month = index // _LAST_MONTH, index % _LAST_MONTH + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_from(year: int, month: int, length: int) -> tuple[date, date]:
    """Return the first and the last day of *length* months from a month on."""
    return month_days(year, month)[0], month_days(year, month + length - 1)[1]


def step_of(match: re.Match[str], setting: Setting) -> int | None:
    """Return -1 for "last", 0 for "this", 1 for "next", None when nothing is said."""
    word = group(match, "step") or group(match, "step2")
    return setting.words.steps.get(word.lower()) if word else None


def month_number(text: str, setting: Setting) -> int:
    """Return the number of a month's name, 1 for January."""
    return setting.words.months[text.lower()]


def year_of_day(month: int, day: int, setting: Setting) -> int | None:
    """Return the year of a day and month: the last such day, the next, or the nearest.

    The tense decides; without one, or within two weeks of the reference, the nearest does.
    """
    if setting.reference is None:
        return None
    reference = setting.reference
    candidates = (make_day(reference.year + step, month, day) for step in (-1, 0, 1, 2))
    dated = [candidate for candidate in candidates if candidate is not None]
    if not dated:
        return None
    nearest = min(dated, key=lambda one: abs((one - reference).days))
    if setting.future is None or abs((nearest - reference).days) <= _NEAR_DAYS:
        return nearest.year
    if setting.future:
        return min((one for one in dated if one >= reference), default=nearest).year
    return max((one for one in dated if one <= reference), default=nearest).year


def year_of_span(first_month: int, length: int, setting: Setting) -> int | None:
    """Return the year of *length* months that recur each year: the last begun, or the next.

    A span that is running is both. Without a tense the nearest counts.
    """
    if setting.reference is None:
        return None
    reference = setting.reference
    years = (reference.year - 1, reference.year, reference.year + 1)
    spans = [(year, *months_from(year, first_month, length)) for year in years]
    if setting.future:
        return next(year for year, _, last in spans if last >= reference)
    begun = [year for year, first, _ in spans if first <= reference][-1]
    if setting.future is None:
        ahead = months_from(begun + 1, first_month, length)[0] - reference
        behind = reference - months_from(begun, first_month, length)[1]
        return begun + 1 if ahead < behind and ahead < timedelta(days=62) else begun
    return begun


def period_from(unit: str, step: int, reference: date | None) -> Reading:
    """Return the week, month, … or decade *step* periods from the reference's own."""
    granularity = _GRANULARITIES[unit]
    if reference is None:
        return Reading(None, None, granularity, relative=True)
    if unit == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=step)
        return Reading(monday, monday + timedelta(days=6), granularity, relative=True)
    if unit in _MONTHS_OF:
        length = _MONTHS_OF[unit]
        begun = (reference.month - 1) // length * length + 1
        days = months_from(reference.year, begun + step * length, length)
        return Reading(*days, granularity, relative=True)
    year = reference.year + step * (10 if unit == "decade" else 1)
    return Reading(date(year, 1, 1), date(year, 12, 31), granularity, relative=True)


_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6}
_GRANULARITIES = {
    "week": Granularity.WEEK,
    "month": Granularity.MONTH,
    "quarter": Granularity.QUARTER,
    "half": Granularity.HALF_YEAR,
    "year": Granularity.YEAR,
    "decade": Granularity.YEAR,
}


def weekday_near(weekday: int, setting: Setting, step: int | None = None) -> date | None:
    """Return the day that a weekday means.

    Alone it is the last one up to the reference, or the next from it in a future clause;
    "this" is the one of the reference's week unless the tense says otherwise; "last" and
    "next" are the first one before and after the reference.
    """
    if setting.reference is None:
        return None
    back = (setting.reference.weekday() - weekday) % 7
    if step == 0:
        return _this_weekday(weekday, setting, setting.reference)
    forward = step == 1 or (step is None and setting.future is True)
    if step == -1 and back == 0:
        back = 7
    ahead = (7 - back) if back else (7 if step == 1 else 0)
    return setting.reference + timedelta(days=ahead if forward else -back)


def _this_weekday(weekday: int, setting: Setting, reference: date) -> date:
    day = reference + timedelta(days=weekday - reference.weekday())
    if setting.future is True and day < reference:
        return day + timedelta(weeks=1)
    if setting.future is False and day > reference:
        return day - timedelta(weeks=1)
    return day
