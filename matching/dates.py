"""Dates in a text, as calendar intervals with exact spans."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import itemgetter

from matching.clock import find_clocks
from matching.date_neighbours import Found, settle
from matching.date_patterns import DateWords, date_words
from matching.date_reading import CLAUSE_END, Reading, Setting, group
from matching.date_resolve import read_date
from matching.date_roles import date_role
from matching.slots import Clock, DateValue, Granularity
from matching.span import Span
from matching.span_index import SpanIndex, TakenSpans
from matching.units import unit_phrases
from matching.word_table import words_of

# A day's place, its own among the dates found, and the day.
_Day = tuple[Span, int, DateValue]

_COUNTED_DAYS = re.compile(
    r"\b(?:hace|há|faz|il y a|ago|atrás|dentro|daqui|dans|within|in)\b", re.IGNORECASE
)
# "Hasta el 20 de marzo, cuando …": the verb tells.
_WHEN = re.compile(r",? (?:cuando|en que|fecha|when|quando|lorsque)\b")
# "Las muertes contabilizadas hasta este viernes", "recorded until Friday".
_COUNTED_UP = re.compile(
    r"\b(?:(?:contabiliz|registr|report|confirm|acumul|document|detect|sum|notific|public)"
    r"(?:[aiou]d[oa]s?|ó|aron)|recorded|reported|counted|confirmed)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_TENSE_REACH = 240
_SHORTEST_NAME = 4
_ANAPHOR_REACH = 24
# "Until May" looks ahead or back as its verb does; "until Friday" looks ahead.
_OF_A_YEAR = frozenset({"month", "full", "days", "part", "weekday", "weekend"})
# Groups of a pattern that tell the year.
_YEARS = ("year", "year1", "step", "step2", "unit")
_LONG = frozenset({"month", "part", "quarter", "half", "month_range"})


@lru_cache(maxsize=1024)
def find_dates(
    text: str, language: str, reference: date | None = None, span: Span | None = None
) -> tuple[DateValue, ...]:
    """Return the dates and times stated in *text* inside *span* (all by default), in order.

    *reference* is the day the text was published. A weekday is the last such day up to
    it, or the next one where the clause speaks of the future; a day without a year is
    the nearest. Without a reference such values are not anchored and keep only what the
    text says. Spans are offsets into *text*.
    """
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    words = date_words(language)
    dates: list[DateValue] = []
    if words.trigger.search(text, start, end):
        dates = _calendar_dates(text, Setting(language, words, reference, None), start, end)
    found = _with_clocks(dates, text, language, start, end)
    return tuple(
        replace(one, role=date_role(text, one.span, language))
        for one in sorted(found, key=lambda value: value.span)
    )


def named_after_dates(text: str, language: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of names made of a date: "barrio 20 de Julio", "place du 8-Mai-1945"."""
    words = date_words(language)
    if not words.trigger.search(text, start, end):
        return ()
    today = words.guards.get("today")
    relative = today is not None and today.search(text, start, end)
    patterns = (words.blocked, words.blocked_today if relative else None)
    return tuple(
        Span(*match.span())
        for pattern in patterns
        if pattern is not None
        for match in pattern.finditer(text, start, end)
    )


def _calendar_dates(text: str, setting: Setting, start: int, end: int) -> list[DateValue]:
    """Return the dates of a text, longest expression first, each with the tense about it."""
    words = setting.words
    found: list[Found] = []
    taken = TakenSpans()
    for kind, match in _matches(text, setting.language, start, end):
        place = Span(*match.span())
        if not taken.is_free(place) or _counts(kind, text, place, setting.language):
            continue
        if kind == "weekday" and not words.capitalised and _is_name(text, place):
            continue
        future = _is_future(text, place, words, kind)
        other_year = _is_of_another_year(kind, text, place, words)
        known = None if other_year else setting.reference
        reading = read_date(kind, match, replace(setting, future=future, reference=known))
        if reading is not None:
            yeared = other_year or any(group(match, name) for name in _YEARS)
            found.append(Found(place, kind, reading, future, yeared))
            taken.add(place)
    return [
        replace(_value(one.place, one.reading, text), ahead=one.future)
        for one in settle(found, text, words)
    ]


def _is_of_another_year(kind: str, text: str, place: Span, words: DateWords) -> bool:
    """Tell "ese viernes", the "mayo" of "mayo de ese año": a time that the text named before."""
    if kind not in _OF_A_YEAR:
        return False
    near = text[max(0, place.start - _ANAPHOR_REACH) : place.start]
    if words.anaphoric is not None and words.anaphoric.search(near):
        return True
    if words.other_year is None:
        return False
    return words.other_year.match(text, place.end) is not None


def _with_clocks(
    dates: list[DateValue], text: str, language: str, start: int, end: int
) -> list[DateValue]:
    """Add the times of day; one that holds a date holds it by mistake: "9 de la mañana"."""
    clocks = _clocks(text, language, start, end)
    if not clocks:
        return dates
    held = SpanIndex((one.span, None) for one in dates)
    clocks = tuple(each for each in clocks if not held.around(each[0]))
    told = SpanIndex((place, None) for place, _ in clocks)
    kept = [one for one in dates if not told.overlapping(one.span)]
    days = sorted((one.span, at, one) for at, one in enumerate(kept) if _is_day(one))
    return kept + [_time(place, clock, text, days) for place, clock in clocks]


def _is_day(one: DateValue) -> bool:
    """Tell a day that a time may be of; "three days ago" names none, it counts."""
    is_one = one.granularity is Granularity.DAY and one.first == one.last
    return is_one and not (one.relative and _COUNTED_DAYS.search(one.surface))


def _time(place: Span, clock: Clock, text: str, days: Sequence[_Day]) -> DateValue:
    """Return a time of day, on the nearest of *days*, in order, that its sentence names."""
    after = bisect_left(days, place, key=itemgetter(0))
    found = []
    # What is farther on the same side is beyond the same end of a clause.
    for span, at, one in (*days[max(0, after - 1) : after], *days[after : after + 1]):
        between = _between(text, place, span)
        if not CLAUSE_END.search(between):
            found.append((len(between), at, one))
    day = min(found, key=itemgetter(0, 1))[2].first if found else None
    return DateValue(
        place, place.quote(text), day, day, Granularity.TIME, day is not None, clock=clock
    )


def _between(text: str, left: Span, right: Span) -> str:
    return text[min(left.end, right.end) : max(left.start, right.start)]


@lru_cache(maxsize=1024)
def _matches(
    text: str, language: str, start: int, end: int
) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return the matches of every pattern outside blocked words, longest first.

    A text is read with and without its day of publication: what is found stays the same.
    """
    words = date_words(language)
    blocked = SpanIndex((span, None) for span in named_after_dates(text, language, start, end))
    rare = words.rare_trigger is not None and words.rare_trigger.search(text, start, end)
    holds: dict[str, bool] = {}
    matches = []
    for kind, pattern in (words.rare if rare else ()) + words.patterns:
        guard = words.guards.get(kind)
        if guard is not None:
            if guard.pattern not in holds:
                holds[guard.pattern] = guard.search(text, start, end) is not None
            if not holds[guard.pattern]:
                continue
        matches += [
            (kind, match)
            for match in pattern.finditer(text, start, end)
            if not blocked.overlapping(Span(*match.span()))
        ]
    return tuple(sorted(matches, key=lambda entry: entry[1].start() - entry[1].end()))


@lru_cache(maxsize=1024)
def _clocks(text: str, language: str, start: int, end: int) -> tuple[tuple[Span, Clock], ...]:
    return tuple(find_clocks(text, language, start, end))


def _counts(kind: str, text: str, place: Span, language: str) -> bool:
    """Tell whether the digits of a year count something: "más de 2000 personas"."""
    if kind != "year":
        return False
    after = words_of(text, language, Span(place.end, min(len(text), place.end + 40)))
    # "En 1496 Colón partió" counts no currency.
    if not after or (after[0].token.text.istitle() and not after[0].form.endswith("s")):
        return False
    return unit_phrases(language).at(after, 0) is not None


def _is_name(text: str, place: Span) -> bool:
    """Tell a name from a weekday where weekdays are written small: "Santo Domingo"."""
    if not text[place.start].isupper():
        return False
    if place.quote(text).isupper() and _follows_short_word(text, place):
        return False
    before = text[: place.start].rstrip()
    return (bool(before) and before[-1] not in '.!?¿¡:\n"“«') or text[
        place.end : place.end + 2
    ].strip().isupper()


def _follows_short_word(text: str, place: Span) -> bool:
    """Tell "EL LUNES", an article in capitals before it, from "SANTO DOMINGO"."""
    before = text[: place.start].split()
    return not before or len(before[-1]) < _SHORTEST_NAME


def _is_future(text: str, place: Span, words: DateWords, kind: str) -> bool | None:
    """Tell the tense of the verb that a date belongs to; None when no verb tells.

    It is the nearest verb before the date in its own clause, else the first after it,
    else the last of the clauses before: "said on Monday that he will travel" is past,
    "will travel on Monday" and "announced that on Monday he will travel" are to come.
    """
    if words.future is None or words.past is None:
        return None
    near = text[max(0, place.start - _TENSE_REACH) : place.start]
    if words.since is not None and words.since.search(near):
        return False
    limits = words.long_limits if kind in _LONG else words.limits
    limit = limits.search(near) if limits is not None else None
    if limit is not None and not _WHEN.match(text, place.end):
        return _COUNTED_UP.search(near, 0, limit.start()) is None
    before = CLAUSE_END.split(near)[-1]
    after = CLAUSE_END.split(text[place.end : place.end + _TENSE_REACH])[0]
    own = words.subordinator.split(before)[-1] if words.subordinator else before
    for tense in (_tense_at_end(own, words), _first_tense(after, words)):
        if tense is not None:
            return tense
    # "Suman 148 homicidios desde mayo": a present verb of its own clause looks back.
    if words.reaching is not None and words.reaching.search(near):
        return False
    return _tense_at_end(before, words) if len(own) < len(before) else None


def _tense_at_end(text: str, words: DateWords) -> bool | None:
    """Return the tense of the last verb: "expected" alone looks past, the longer reading wins."""
    assert words.future is not None
    assert words.past is not None
    future, past = _last_end(words.future, text), _last_end(words.past, text)
    return None if future < 0 and past < 0 else future >= past


def _first_tense(text: str, words: DateWords) -> bool | None:
    assert words.future is not None
    assert words.past is not None
    ahead, behind = words.future.search(text), words.past.search(text)
    if ahead is None or behind is None:
        return None if ahead is None and behind is None else ahead is not None
    return ahead.start() <= behind.start()


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _value(place: Span, reading: Reading, text: str) -> DateValue:
    return DateValue(
        span=place,
        surface=place.quote(text),
        first=reading.first,
        last=reading.last,
        granularity=reading.granularity,
        anchored=reading.first is not None,
        weekday=reading.weekday,
        month=reading.month,
        day=reading.day,
        relative=reading.relative,
        weekday_conflict=_is_conflict(reading),
    )


def _is_conflict(reading: Reading) -> bool:
    """Tell a weekday that does not fall on the day written beside it."""
    if reading.first is None or reading.first != reading.last or reading.weekday is None:
        return False
    return reading.first.weekday() != reading.weekday
