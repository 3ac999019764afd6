"""Whether two dates that differ are dates of one step, or of two steps of one thing."""

from datetime import date, timedelta

from matching.relation import Relating, Relation
from matching.slots import DateRole, DateValue

_R = DateRole
_STARTS = frozenset({_R.BEGIN, _R.SINCE})
_ENDS = frozenset({_R.FINISH, _R.UNTIL})
# What is closed until Friday opens on Monday.
_NEXT = 3
# What a text says ends on a day and another says is over weeks later is hardly one thing.
_FAR = 31
# A step planned and a step taken lie apart; a slip about one step does so by days.
_STEPS = 14
_YEAR = 365
# A year with no leap day, for days without a year.
_SOME_YEAR = 2001
_DECEMBER = 12


def relate_steps(left: DateValue, right: DateValue, relating: Relating) -> Relating:
    """Return how two dates relate once the steps they belong to are known.

    *relating* compares their values alone; only DIFFERENT is looked at again. A report's
    day is not its event's; the begin of what lasts is not its end; what is closed until
    one day opens on the next; a planned step is not one taken weeks before.
    """
    if relating.relation is not Relation.DIFFERENT:
        return relating
    roles = {left.role, right.role}
    if _R.REPORT in roles and len(roles) > 1:
        return _apart("the day of a report and the day of what it reports")
    if (roles & _STARTS and roles & _ENDS) or (_R.UNTIL in roles and _R.EVENT in roles):
        return _at_an_end(left, right, relating)
    if _R.DEADLINE in roles and len(roles) > 1:
        return _by_a_deadline(left, right, relating)
    if {left.ahead, right.ahead} == {True, False}:
        planned, taken = (left, right) if left.ahead else (right, left)
        days = days_between(taken, planned)
        if days is not None and days > _STEPS:
            return _apart("a step planned and a step taken")
    return relating


def _at_an_end(left: DateValue, right: DateValue, relating: Relating) -> Relating:
    end, other = (left, right) if left.role in _ENDS else (right, left)
    days = days_between(end, other)
    past = other.role is _R.EVENT and other.ahead is False
    if end.role is not _R.UNTIL or days is None or days < 0 or past:
        return _apart("the begin and the end of what lasts")
    if days <= _NEXT:
        after = f"{other.surface} comes right after {end.surface}"
        event = other.role is _R.EVENT
        return Relating(Relation.INCOMPARABLE if event else Relation.COMPATIBLE, after)
    return relating if days <= _FAR else _apart("an end and what comes long after")


def _by_a_deadline(left: DateValue, right: DateValue, relating: Relating) -> Relating:
    limit, other = (left, right) if left.role is _R.DEADLINE else (right, left)
    days = days_between(limit, other)
    late = days is not None and days >= 0 and other.role not in _STARTS
    return relating if late else _apart("a deadline and a day before it")


def _apart(why: str) -> Relating:
    return Relating(Relation.INCOMPARABLE, why)


def days_between(left: DateValue, right: DateValue) -> int | None:
    """Return the days from the end of *left* to the begin of *right*, below 0 if it is before.

    Days without a year are taken to be of the nearest; None where a month is missing.
    """
    if left.first and left.last and right.first and right.last:
        after, before = (right.first - left.last).days, (right.last - left.first).days
        return after if after >= 0 else min(before, -1)
    one, two = _in_some_year(left), _in_some_year(right)
    if one is None or two is None:
        return None
    after, before = (two[0] - one[1]).days % _YEAR, (one[0] - two[1]).days % _YEAR
    return after if after <= before else -before


def _in_some_year(value: DateValue) -> tuple[date, date] | None:
    if value.first and value.last:
        if value.first.year != value.last.year:
            return None
        days = (value.first.month, value.first.day), (value.last.month, value.last.day)
        first, last = (_day(month, day) for month, day in days)
        return first, last
    if value.month is None:
        return None
    if value.day is not None:
        day = _day(value.month, value.day)
        return day, day
    following = date(_SOME_YEAR + value.month // _DECEMBER, value.month % _DECEMBER + 1, 1)
    return date(_SOME_YEAR, value.month, 1), following - timedelta(days=1)


def _day(month: int, day: int) -> date:
    """Return a day of a year without a leap day: 29 February is the 28th."""
    return date(_SOME_YEAR, month, 28 if month == 2 and day > 28 else day)
