"""The patterns that find dates in running text, built from lexicon/<language>/dates.toml."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from matching.lexicon import load_lexicon

# In this order: an earlier kind wins over a later one that begins at the same place
# and is no longer.
KINDS = ("months", "days", "full", "month_relative", "month", "weekday", "period", "year")
# Looked for only in a text that holds one of their words (`spans` of the lexicon).
RARE = (
    "part",
    "quarter",
    "half",
    "decade",
    "century",
    "weekend",
    "years",
    "month_range",
    "weekday_range",
    "week_of",
)
_OFFSETS = ("ago", "ahead", "ahead_if_future")
_STEPS = (("before_last", -2), ("last", -1), ("last_period", -1), ("this", 0), ("next", 1))
RELATIVE_DAYS = {"day_before": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "day_after": 2}
_WEEKDAY_FIRST = r"(?:{weekday},? (?:el |the |le |dia |día )?)?"
_NUMBER = (
    r"(?P<n>\d{1,3}|(?:un|um|a) (?:par|couple)(?: de| of)?"
    r"|[^\W\d_]+(?:-[^\W\d_]+)?(?: (?:de|y|of|e|et) [^\W\d_]+)?)"
)
_ISO = r"(?P<year>(?:19|20)\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?=\D|$)(?:T[\d:.]+Z?)?"
_NUMERIC = (
    r"(?<![\d/.\-])(?P<one>\d{1,2})(?P<sep>[/.\-])(?P<two>\d{1,2})(?P=sep)"
    r"(?P<year>(?:19|20)?\d\d)(?![\d/\-])"
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's date words and compiled patterns, each with the kind it finds."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    rare: tuple[tuple[str, re.Pattern[str]], ...]
    rare_trigger: re.Pattern[str] | None
    guards: Mapping[str, re.Pattern[str]]
    blocked: re.Pattern[str] | None
    blocked_today: re.Pattern[str] | None
    trigger: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    steps: Mapping[str, int]
    parts: Mapping[str, int]
    nth: Mapping[str, int]
    decades: Mapping[str, int]
    centuries: Mapping[str, int]
    future: re.Pattern[str] | None
    past: re.Pattern[str] | None
    limits: re.Pattern[str] | None
    long_limits: re.Pattern[str] | None
    since: re.Pattern[str] | None
    reaching: re.Pattern[str] | None
    subordinator: re.Pattern[str] | None
    order: str
    capitalised: bool
    other_year: re.Pattern[str] | None = None
    anaphoric: re.Pattern[str] | None = None
    preceding: re.Pattern[str] | None = None
    opening: re.Pattern[str] | None = None
    fiscal: re.Pattern[str] | None = None


def _limits(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for a limit at the very end of what stands before a date."""
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b(?:{longest_first})\s+(?:\w{{1,3}}\s+)?$", re.I) if words else None


@cache
def date_words(language: str) -> DateWords:
    """Return the date words of *language*; numeric dates alone where it has no lexicon."""
    lexicon = load_lexicon(language, "dates")
    names = _places(lexicon) if lexicon else {}
    patterns = [("iso", re.compile(_ISO)), ("numeric", re.compile(_NUMERIC))]
    if lexicon:
        patterns += _compiled(lexicon, names)
    parts = lexicon.get("part", {})
    steps = {word: step for key, step in _STEPS for word in lexicon.get(key, ())}
    return DateWords(
        patterns=tuple(patterns),
        rare=tuple(_rare(lexicon, names)) if lexicon else (),
        rare_trigger=_optional("|".join(lexicon.get("spans", ()))),
        guards=_guards(lexicon) if lexicon else {},
        blocked=_any_of(lexicon.get("not_dates", ())),
        blocked_today=_any_of(lexicon.get("not_today", ())),
        trigger=_trigger(lexicon),
        months=_numbered(lexicon.get("months", ()), 1),
        weekdays=_numbered(lexicon.get("weekdays", ()), 0),
        units={word: unit for unit, words in lexicon.get("units", {}).items() for word in words},
        steps=steps,
        parts={w: n for n, k in enumerate(("early", "mid", "late")) for w in parts.get(k, ())},
        nth=lexicon.get("nth", {}),
        decades=lexicon.get("decades", {}),
        centuries=lexicon.get("centuries", {}),
        future=_optional(lexicon.get("future")),
        past=_optional(lexicon.get("past")),
        limits=_limits((*lexicon.get("limits", ()), *lexicon.get("until", ()))),
        long_limits=_limits(lexicon.get("limits", ())),
        since=_limits(lexicon.get("since", ())),
        reaching=_limits(lexicon.get("reaching", ())),
        subordinator=_any_of(lexicon.get("subordinators", ())),
        order=lexicon.get("order", ""),
        capitalised=bool(lexicon.get("capitalised")),
        other_year=_optional(
            rf",? (?:{lexicon['other_year']})" if "other_year" in lexicon else None
        ),
        anaphoric=_optional(rf"\b(?:{lexicon['anaphoric']})$" if "anaphoric" in lexicon else None),
        preceding=_any_of(lexicon.get("preceding", ())),
        opening=_optional(lexicon.get("opening")),
        fiscal=_optional(rf"\b(?:{lexicon['fiscal']})\s$" if "fiscal" in lexicon else None),
    )


def _numbered(names: Iterable[Iterable[str]], start: int) -> dict[str, int]:
    return {word.lower(): number for number, words in enumerate(names, start) for word in words}


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(patterns)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE) if joined else None


def _guards(lexicon: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Return, for kinds of patterns, one that every text with such a date matches."""
    months = [name for names in lexicon["months"] for name in names]
    weekdays = [name for names in lexicon["weekdays"] for name in names]
    units = [word for words in lexicon["units"].values() for word in words]
    relative = [word for key in RELATIVE_DAYS for word in lexicon[key]]
    kinds = {
        ("months", "days", "full", "month_relative", "month", "month_range"): months,
        ("weekday", "weekday_range"): weekdays,
        ("period", *_OFFSETS): units,
        tuple(RELATIVE_DAYS): relative,
        ("year", "years", "iso"): [r"\d{3}"],
    }
    guards = {}
    for names, words in kinds.items():
        guard = re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)
        guards.update(dict.fromkeys(names, guard))
    return guards


def _trigger(lexicon: Mapping[str, Any]) -> re.Pattern[str]:
    """Return a pattern that every text with a date matches, to pass over the others."""
    words = [
        word for key in ("months", "weekdays") for group in lexicon.get(key, ()) for word in group
    ]
    words += [word for key in RELATIVE_DAYS for word in lexicon.get(key, ())]
    words += [word for unit in lexicon.get("units", {}).values() for word in unit]
    words += lexicon.get("triggers", ())
    # Whole words, and no part of a number's digits, decide at the start of each word.
    return re.compile(rf"\d|\b(?:{'|'.join(words)})\b" if words else r"\d", re.IGNORECASE)


def _places(lexicon: Mapping[str, Any]) -> dict[str, str]:
    """Return what each placeholder of a pattern stands for."""
    every = [word for group in lexicon["months"] for word in group]
    full = [group[0] for group in lexicon["months"]]
    days = [word for group in lexicon["weekdays"] for word in group]
    if lexicon.get("capitalised"):  # "MONDAY" too, but no verb "may"
        every, full, days = ([*names, *map(str.upper, names)] for names in (every, full, days))
    units = [word for unit in lexicon["units"].values() for word in unit]
    day = rf"(?:{lexicon['ordinal_day']}|\d{{1,2}})(?![\d%])"
    month, weekday = _longest_first(every), _longest_first(days)
    if lexicon.get("capitalised"):
        month, weekday = f"(?-i:{month})", f"(?-i:{weekday})"
    return {
        "day": rf"(?P<day>{day})",
        "day2": rf"(?P<day2>{day})",
        "month": rf"(?P<month>{month})",
        "month2": rf"(?P<month2>{month})",
        "monthword": rf"(?P<month>{month})",
        "monthname": rf"(?P<month>{'|'.join(full)})",
        "year": r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d)",
        # A month before it tells a year of any century from a count.
        "anyyear": r"(?P<year>(?:1\d|20)\d\d)(?![\d%]|[.,]\d)",
        "oldyear": r"(?P<year>[1-9]\d\d)(?![\d%]|[.,]\d)",
        "year1": r"(?P<year1>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d)",
        "year2": r"(?P<year2>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d)",
        "short2": r"(?P<year2>(?:1[5-9]|20)?\d\d)(?![\d%:]|[.,:]\d)",
        "weekday": rf"(?P<weekday>{weekday})",
        "weekday2": rf"(?P<weekday2>{weekday})",
        "inday": r"(?P<inday>[12]\d|3[01]|[1-9])",
        "rel": lexicon.get("rel", ""),
        "longday": _longest_first(day for group in lexicon["weekdays"] for day in group[:1]),
        "n": _NUMBER,
        "unit": rf"(?P<unit>{'|'.join(sorted(units, key=len, reverse=True))})",
        "single": rf"(?P<unit>{'|'.join(words[0] for words in lexicon['units'].values())})",
        "part": rf"(?P<part>{_longest_first(w for p in lexicon['part'].values() for w in p)})",
        "nth": rf"(?P<nth>{_longest_first(lexicon['nth'])})",
        "decade": rf"(?P<decade>{_longest_first(lexicon['decades'])}|{lexicon['decade_digits']})",
        "decade2": rf"(?P<decade2>{_longest_first(lexicon['decades'])}|{lexicon['decade_digits']})",
        "century": rf"(?P<century>{lexicon['century']})",
        "century2": rf"(?P<century2>{lexicon['century']})",
        "base": f"(?:{lexicon['base']})",
        "last_period": "|".join(lexicon.get("last_period", lexicon["last"])),
        "about": lexicon.get("about", ""),
        **{key: "|".join(lexicon[key]) for key in ("last", "next", "this", "before_last")},
    }


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _rare(
    lexicon: Mapping[str, Any], places: Mapping[str, str]
) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns of stretches longer than a day, which few texts hold."""
    for kind in RARE:
        for source in lexicon["patterns"].get(kind, ()):
            yield kind, re.compile(_filled(kind, source, places), re.IGNORECASE)


def _compiled(
    lexicon: Mapping[str, Any], places: Mapping[str, str]
) -> list[tuple[str, re.Pattern[str]]]:
    """Return the patterns of one language with their kinds."""
    patterns = []
    # Names of days and months keep their case where capitals mean something else:
    # "Santo Domingo", the verb "may".
    flags = re.NOFLAG if lexicon.get("capitalised") else re.IGNORECASE
    for kind in KINDS:
        for source in lexicon["patterns"].get(kind, ()):
            patterns.append(
                (
                    kind,
                    re.compile(
                        _filled(kind, source, places), flags if kind != "period" else re.IGNORECASE
                    ),
                )
            )
    for key in _OFFSETS:
        for source in lexicon[key]:
            patterns.append((key, re.compile(_filled(key, source, places), re.IGNORECASE)))
    for key in RELATIVE_DAYS:
        patterns.append((key, re.compile(rf"\b(?:{'|'.join(lexicon[key])})\b", re.IGNORECASE)))
    return patterns


def _filled(kind: str, source: str, places: Mapping[str, str]) -> str:
    """Return a pattern with its placeholders filled in, at word boundaries."""
    if kind in ("full", "days", "months"):
        source = _WEEKDAY_FIRST + source
    if kind in ("month", "month_relative", "part", "month_range"):
        source = source.replace("{month}", "{monthname}")
    if kind in ("full", "month"):
        source = source.replace("{year}", "{anyyear}")
    if kind == "period":
        source = source.replace("{unit}", "{single}")
    # A pattern of patterns is filled in first.
    for name, value in sorted(places.items(), key=lambda one: one[0] not in ("base", "rel")):
        source = source.replace("{" + name + "}", value)
    return rf"(?<![\w\-]){source}(?!\w)"
