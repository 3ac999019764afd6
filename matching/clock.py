"""Times of day in running text, built from the [clock] part of lexicon/<language>/dates.toml."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from matching.lexicon import load_lexicon
from matching.slots import Clock
from matching.span import Span

_HOUR = 60
_HALF_DAY = 12 * _HOUR
# "About ten", "around noon" admit half an hour; an hour without minutes is often rounded.
_ABOUT_MINUTES = 30
_ROUNDING_MINUTES = 10
_NIGHTFALL = 5
_OPENING_REACH = 30
_RANGE_OPENING = re.compile(
    r"\b(?:entre|between|from|de|desde|das|depuis)\s+(?:las |as )?[^\W_]+\s+"
    r"(?:y|a|and|to|e|às|et|à|hasta|-|–)\s+(?:las |as )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _ClockWords:
    """One language's words for times of day and the compiled patterns."""

    patterns: tuple[re.Pattern[str], ...]
    trigger: re.Pattern[str]
    about: re.Pattern[str]
    parts: Mapping[str, re.Pattern[str]]
    zones: Mapping[str, str]
    hours: Mapping[str, int]
    past: Mapping[str, int]
    halves: bool


def find_clocks(text: str, language: str, start: int, end: int) -> Iterator[tuple[Span, Clock]]:
    """Yield the times of day between *start* and *end* of *text*, none overlapping another."""
    words = _clock_words(language)
    if words is None or not words.trigger.search(text, start, end):
        return
    taken: list[Span] = []
    matches = [m for pattern in words.patterns for m in pattern.finditer(text, start, end)]
    for match in sorted(matches, key=lambda one: one.start() - one.end()):
        place = Span(*match.span()).strip(text)
        drops = match.groupdict().get("ranged") is None and _ends_range(text, place)
        if drops or any(place.overlaps(other) for other in taken):
            continue
        clock = _read(match, words)
        if clock is not None:
            taken.append(place)
            yield place, clock


def _ends_range(text: str, place: Span) -> bool:
    """Tell the end of "between 8 and 10 p.m.", whose beginning is no time by itself."""
    return (
        _RANGE_OPENING.search(text[max(0, place.start - _OPENING_REACH) : place.start]) is not None
    )


def _read(match: re.Match[str], words: _ClockWords) -> Clock | None:
    """Return the time that a match says, None when there is no such time."""
    groups = match.groupdict()
    zone = words.zones.get((groups.get("zone") or "").lower())
    about = groups.get("about") is not None and words.about.search(match.group()) is not None
    slack = _ABOUT_MINUTES if about else 0
    for name, minute in (("noon", _HALF_DAY), ("midnight", 0)):
        if groups.get(name):
            return Clock(minute, _ABOUT_MINUTES, sure=True, zone=zone)
    hour = _hour(groups, words)
    minute = int(groups.get("m") or 0) + words.past.get((groups.get("past") or "").lower(), 0)
    written = groups.get("m") or groups.get("past")
    part = _part(groups.get("part") or "", words)
    if hour == 24 and minute:
        return None
    whole = _in_day(hour, part) * _HOUR + minute
    sure = part is not None or hour > 12 or not words.halves or (groups.get("h") or "")[:1] == "0"
    return Clock(
        whole % (2 * _HALF_DAY), slack or (0 if written else _ROUNDING_MINUTES), sure, zone
    )


def _hour(groups: Mapping[str, str | None], words: _ClockWords) -> int:
    digits = groups.get("h")
    return int(digits) if digits else words.hours[(groups.get("word") or "").lower()]


def _part(text: str, words: _ClockWords) -> str | None:
    """Return the part of the day that *text* names: "am", "pm", "night"; None for none."""
    return next((name for name, one in words.parts.items() if text and one.search(text)), None)


def _in_day(hour: int, part: str | None) -> int:
    """Return the hour of the day: "12 a.m." is 0, "11 at night" 23, "1 at night" 1."""
    if part is None or hour > 12:
        return hour
    late = part == "pm" or (part == "night" and _NIGHTFALL <= hour < 12)
    return hour % 12 + (12 if late else 0)


@cache
def _clock_words(language: str) -> _ClockWords | None:
    lexicon = load_lexicon(language, "dates").get("clock")
    if not lexicon:
        return None
    return _ClockWords(
        patterns=tuple(re.compile(source, re.IGNORECASE) for source in _sources(lexicon)),
        trigger=_any_of([r"\d", *lexicon["noon"], *lexicon["midnight"], *lexicon["cues"]]),
        about=_any_of(lexicon["about"]),
        parts={name: _any_of(forms) for name, forms in lexicon["parts"].items()},
        zones={form: zone for zone, forms in lexicon["zones"].items() for form in forms},
        hours={word: hour for hour, word in enumerate(lexicon["hours"], 1)},
        past=lexicon.get("past", {}),
        halves=lexicon["halves"],
    )


def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.IGNORECASE)


def _sources(lexicon: Mapping[str, Any]) -> Iterator[str]:
    """Yield the patterns of one language with their placeholders filled in."""
    parts = "|".join(form for forms in lexicon["parts"].values() for form in forms)
    zones = sorted((form for forms in lexicon["zones"].values() for form in forms), key=len)
    places = {
        "about": rf"(?P<about>(?:(?:{'|'.join(lexicon['about'])}) )?)",
        "h": r"(?P<h>2[0-4]|1\d|0?\d)(?!\d)",
        "m": r"(?P<m>[0-5]\d)(?!\d)",
        "word": rf"(?P<word>{'|'.join(sorted(lexicon['hours'], key=len, reverse=True))})",
        "part": rf"(?P<part>[ ,]{{0,2}}(?:{parts})(?!\w))",
        "past": rf"(?P<past>{'|'.join(lexicon.get('past', {'': 0}))})",
        "zone": rf"(?:,? \(?(?P<zone>{'|'.join(map(re.escape, reversed(zones)))})\b\)?)?",
        "noon": rf"(?P<noon>{'|'.join(lexicon['noon'])})",
        "midnight": rf"(?P<midnight>{'|'.join(lexicon['midnight'])})",
        "free": lexicon["free"],
    }
    for source in lexicon["patterns"]:
        for name, value in places.items():
            source = source.replace("{" + name + "}", value)
        yield rf"(?<![\w:.,/]){source}(?![\w:])"
