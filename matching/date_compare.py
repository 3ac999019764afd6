"""Whether two dates can be of one event."""

import re
from datetime import date, timedelta

from matching.date_steps import relate_steps
from matching.explanation import Explanation
from matching.relation import RelatedPairs, Relating, Relation, relate_values
from matching.slots import Clock, DateValue, Granularity

# First and last day.
_Interval = tuple[date, date]

_DAY = 24 * 60
_YEAR_GIVEN = re.compile(r"\d{4}")
_WEEK = 7
_SHORTEST_MONTH = 28
_YEAR = 365
_DAYLIKE = (Granularity.DAY, Granularity.TIME)
_FINENESS = {
    Granularity.TIME: 0,
    Granularity.DAY: 0,
    Granularity.WEEKEND: 1,
    Granularity.WEEK: 1,
    Granularity.PART: 2,
    Granularity.MONTH: 2,
    Granularity.OTHER: 2,
    Granularity.QUARTER: 3,
    Granularity.HALF_YEAR: 3,
    Granularity.YEAR: 4,
    Granularity.DECADE: 5,
    Granularity.CENTURY: 6,
}
# A range is as fine as the shortest unit that holds it: days, and the fineness of that unit.
_RANGE_FINENESS = ((10, 0), (62, 2), (190, 3), (1500, 4))


def compare_dates(left: DateValue, right: DateValue) -> Relating:
    """Decide whether two dates are the same, compatible, different or incomparable.

    Intervals that meet are compatible ("in October", "30 October"). Two explicit days
    one apart differ, but "today" or "yesterday" one day off is compatible: the writers'
    time zones may explain it. A value without a year is compared on day, month or
    weekday alone. Times of day are compared with one another only, and only where both
    texts give the same time zone or none.
    """
    if left.clock is not None and right.clock is not None:
        return _compare_clocks(left.clock, right.clock)
    if left.clock is not None or right.clock is not None:
        return Relating(Relation.INCOMPARABLE, "a time of day and a date")
    ours, theirs = _interval(left), _interval(right)
    if ours is None or theirs is None:
        return _compare_parts(left, right)
    if ours == theirs:
        return Relating(Relation.SAME, Explanation("both mean {one}", one=_show(*ours)))
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        return Relating(
            Relation.COMPATIBLE,
            Explanation("{one} and {two} meet", one=_show(*ours), two=_show(*theirs)),
        )
    return _compare_apart(left, right, ours, theirs)


def relate_dates(
    lefts: tuple[DateValue, ...], rights: tuple[DateValue, ...]
) -> RelatedPairs[DateValue]:
    """Pair the dates of two claims; see `relate_values`.

    A day and a year far apart are not paired: a claim about 30 October may also recall
    2019 without saying anything about when its event took place.
    """
    pairs = relate_values(lefts, rights, _compare_near, _distance)
    # A time beside more times than the other side gives may be of another step.
    if sum(one.clock is not None for one in lefts) == sum(one.clock is not None for one in rights):
        return pairs
    return RelatedPairs(
        pairs.agreeing, tuple(pair for pair in pairs.differing if pair.left.clock is None)
    )


def _compare_near(left: DateValue, right: DateValue) -> Relating:
    relating = relate_steps(left, right, compare_dates(left, right))
    steps = abs(_fineness(left) - _fineness(right))
    if relating.relation is Relation.DIFFERENT and steps > 2:
        return Relating(Relation.INCOMPARABLE, "a day and a whole year may belong to two events")
    return relating


def _fineness(value: DateValue) -> int:
    """Return how coarse a date is, 0 for a day."""
    if value.granularity is not Granularity.RANGE:
        return _FINENESS[value.granularity]
    interval = _interval(value)
    if interval is None:
        return 0
    days = (interval[1] - interval[0]).days
    return next((fineness for most, fineness in _RANGE_FINENESS if days <= most), 5)


def _compare_clocks(left: Clock, right: Clock) -> Relating:
    """Compare two times of day, modulo twelve hours where one may be either half."""
    words = _show_clock(left), _show_clock(right)
    apart = _minutes_apart(left, right)
    if left.zone != right.zone and (apart or (left.zone and right.zone)):
        return Relating(Relation.INCOMPARABLE, Explanation("the texts do not give one time zone"))
    if apart == 0 and left.minute == right.minute and left.zone == right.zone:
        return Relating(Relation.SAME, Explanation("both say {one}", one=words[0]))
    if apart <= max(left.slack, right.slack):
        return Relating(
            Relation.COMPATIBLE,
            Explanation("{one} and {two} can be one time", one=words[0], two=words[1]),
        )
    return Relating(
        Relation.DIFFERENT, Explanation("{one} against {two}", one=words[0], two=words[1])
    )


def _minutes_apart(left: Clock, right: Clock) -> int:
    cycle = _DAY if left.sure and right.sure else _DAY // 2
    apart = (left.minute - right.minute) % cycle
    return min(apart, cycle - apart)


def _show_clock(clock: Clock) -> str:
    return f"{clock.minute // 60}:{clock.minute % 60:02d}"


def _interval(value: DateValue) -> _Interval | None:
    return (value.first, value.last) if value.first and value.last else None


def _compare_apart(
    left: DateValue, right: DateValue, ours: _Interval, theirs: _Interval
) -> Relating:
    """Compare two known intervals that have no day in common."""
    gap = max((theirs[0] - ours[1]).days, (ours[0] - theirs[1]).days)
    if gap == 1 and (left.relative or right.relative) and _both_days(left, right):
        return Relating(
            Relation.COMPATIBLE, Explanation("one day apart, which a time zone may explain")
        )
    if gap == _WEEK and _is_one_weekday(left, right):
        return Relating(
            Relation.INCOMPARABLE, Explanation("the same weekday, of this week or the next")
        )
    if _is_guessed_year_apart(left, right):
        return Relating(
            Relation.COMPATIBLE, Explanation("both give one day, and neither gives its year")
        )
    return Relating(
        Relation.DIFFERENT,
        Explanation("{one} against {two}", one=_show(*ours), two=_show(*theirs)),
    )


def _is_guessed_year_apart(left: DateValue, right: DateValue) -> bool:
    """Tell one day of the year, whose year each claim's tense tells otherwise."""
    days = left.first, right.first
    if not _both_days(left, right) or days[0] is None or days[1] is None:
        return False
    is_guessed = not any(one.relative or _YEAR_GIVEN.search(one.surface) for one in (left, right))
    return is_guessed and (days[0].month, days[0].day) == (days[1].month, days[1].day)


def _is_one_weekday(left: DateValue, right: DateValue) -> bool:
    """Tell two dates that are one weekday, where a week between them may be a misread tense.

    That is so of two bare weekdays, and of one that no verb places ("Friday's strike")
    beside a day.
    """
    bare = [one for one in (left, right) if one.day is None and one.weekday is not None]
    if len(bare) == 2:
        return left.weekday == right.weekday
    other = right if left in bare else left
    is_unplaced = len(bare) == 1 and bare[0].ahead is None
    if not is_unplaced or other.first is None or other.first != other.last:
        return False
    return other.first.weekday() == bare[0].weekday


def _both_days(left: DateValue, right: DateValue) -> bool:
    return left.granularity in _DAYLIKE and right.granularity in _DAYLIKE


def _compare_parts(left: DateValue, right: DateValue) -> Relating:
    """Compare what two values share when one of them has no known year."""
    lefts, rights = _parts(left), _parts(right)
    shared = [key for key in ("month", "day", "weekday") if key in lefts and key in rights]
    too_little = Relating(
        Relation.INCOMPARABLE, Explanation("the texts do not say enough to compare the dates")
    )
    if not shared or shared == ["day"]:
        return too_little
    if all(lefts[key] & rights[key] for key in shared):
        said = {"one": left.surface, "two": right.surface}
        return Relating(
            Relation.COMPATIBLE,
            Explanation("{one} and {two} can be of one month", **said)
            if shared == ["month"]
            else Explanation("{one} and {two} can be one day", **said),
        )
    if _is_open(left) != _is_open(right):
        return too_little
    return Relating(
        Relation.DIFFERENT, Explanation("{one} against {two}", one=left.surface, two=right.surface)
    )


def _is_open(value: DateValue) -> bool:
    """Tell a range of no known year, of which only its first day or month is kept."""
    return value.granularity is Granularity.RANGE and value.first is None


def _parts(value: DateValue) -> dict[str, frozenset[int]]:
    """Return the months, days and weekdays a value admits, as far as they are known.

    Of what lasts a year or longer that is nothing: each of them occurs in it.
    """
    interval = _interval(value)
    if interval is not None:
        return _parts_of_interval(*interval)
    known = ("month", value.month), ("day", value.day), ("weekday", value.weekday)
    return {key: frozenset({number}) for key, number in known if number is not None}


def _parts_of_interval(first: date, last: date) -> dict[str, frozenset[int]]:
    length = (last - first).days + 1
    if length >= _YEAR:
        return {}
    days = [first + timedelta(days=each) for each in range(length)]
    parts = {"month": frozenset(day.month for day in days)}
    if length < _SHORTEST_MONTH:
        parts["day"] = frozenset(day.day for day in days)
    if length < _WEEK:
        parts["weekday"] = frozenset(day.weekday() for day in days)
    return parts


def _distance(left: DateValue, right: DateValue) -> float:
    """Return the days between two dates, less for the same granularity."""
    if left.clock is not None and right.clock is not None:
        return _minutes_apart(left.clock, right.clock) / _DAY
    days = abs((left.first - right.first).days) if left.first and right.first else 0
    return days + 1000 * abs(_fineness(left) - _fineness(right))


def _show(first: date, last: date) -> str:
    """Return a day, a whole month or a whole year as ISO 8601 writes it, else two days."""
    if first == last:
        return first.isoformat()
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year:04d}-{first.month:02d}"
        if first.month == after.month == 1 and first.year == last.year:
            return f"{first.year:04d}"
    return Explanation("{one} to {two}", one=first.isoformat(), two=last.isoformat())
