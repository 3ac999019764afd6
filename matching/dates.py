"""Dates in a text, as calendar intervals with exact spans."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from matching.clock import find_clocks
from matching.date_patterns import DateWords, date_words
from matching.date_resolve import Reading, Setting, read_date
from matching.slots import DateValue, Granularity
from matching.span import Span
from matching.units import unit_phrases
from matching.word_table import words_of

_CLAUSE_END = re.compile(r"[.;!?\n]")
_TENSE_REACH = 240
_SHORTEST_NAME = 4


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
    return tuple(sorted(found, key=lambda value: value.span))


def _calendar_dates(text: str, setting: Setting, start: int, end: int) -> list[DateValue]:
    """Return the dates of a text, longest expression first, each with the tense about it."""
    words = setting.words
    found: list[tuple[Span, Reading]] = []
    for kind, match in _matches(text, words, start, end):
        place = Span(*match.span())
        if any(place.overlaps(other) for other, _ in found) or _counts(
            kind, text, place, setting.language
        ):
            continue
        if kind == "weekday" and not words.capitalised and _is_name(text, place):
            continue
        future = _is_future(text, place, words)
        reading = read_date(kind, match, replace(setting, future=future))
        if reading is not None:
            found.append((place, reading))
    return [_value(place, reading, text) for place, reading in found]


def _with_clocks(
    dates: list[DateValue], text: str, language: str, start: int, end: int
) -> list[DateValue]:
    """Add the times of day; one that holds a date holds it by mistake: "9 de la mañana"."""
    times = [
        DateValue(place, place.quote(text), None, None, Granularity.TIME, False, clock=clock)
        for place, clock in find_clocks(text, language, start, end)
        if not any(date.span.contains(place) for date in dates)
    ]
    kept = [one for one in dates if not any(one.span.overlaps(time.span) for time in times)]
    return kept + times


def _matches(text: str, words: DateWords, start: int, end: int) -> list[tuple[str, re.Match[str]]]:
    """Return the matches of every pattern outside blocked words, longest first."""
    blocked = [
        Span(*match.span())
        for match in (words.blocked.finditer(text, start, end) if words.blocked else ())
    ]
    matches = [
        (kind, match)
        for kind, pattern in words.patterns
        for match in pattern.finditer(text, start, end)
        if not any(span.overlaps(Span(*match.span())) for span in blocked)
    ]
    return sorted(matches, key=lambda entry: entry[1].start() - entry[1].end())


def _counts(kind: str, text: str, place: Span, language: str) -> bool:
    """Tell whether the digits of a year count something: "más de 2000 personas"."""
    if kind != "year":
        return False
    after = words_of(text, language, Span(place.end, min(len(text), place.end + 40)))
    return bool(after) and unit_phrases(language).at(after, 0) is not None


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


def _is_future(text: str, place: Span, words: DateWords) -> bool | None:
    """Tell the tense of the verb nearest before a date, or else first after it.

    "Said on Monday that he will travel": the Monday is past; "will travel on Monday":
    it is to come. None when no verb tells.
    """
    if words.future is None or words.past is None:
        return None
    if words.limits is not None and words.limits.search(text[: place.start]):
        return True
    before = _CLAUSE_END.split(text[max(0, place.start - _TENSE_REACH) : place.start])[-1]
    after = _CLAUSE_END.split(text[place.end : place.end + _TENSE_REACH])[0]
    future, past = _last_end(words.future, before), _last_end(words.past, before)
    # "Expected" alone looks like a past: the longer reading decides.
    if future >= 0 or past >= 0:
        return future >= past
    ahead, behind = words.future.search(after), words.past.search(after)
    if ahead is None or behind is None:
        return None if ahead is None and behind is None else ahead is not None
    return ahead.start() < behind.start()


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
    )
