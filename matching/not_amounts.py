"""Numbers in a text that are no amounts: dates, addresses, names, years, times of day."""

import re
from collections.abc import Mapping
from typing import Any

from matching.dates import find_dates
from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.span import Span
from matching.units import Unit, leading_phrases, unit_phrases
from matching.word_table import Word

_NOT_PROSE = re.compile(
    r"(?:https?://|www\.|pic\.)\S+|[@#]\w+|\S+@\S+|(?m:^\s*\d{1,2}[.)](?:\s|$))"
    r"|\d+(?:[-:/]\d+){2,}|\b\d{1,2}:\d{2}\b"
)
_YEARS = range(1500, 2100)


def blocked_spans(text: str, language: str, span: Span | None) -> tuple[Span, ...]:
    """Return the spans of dates, addresses, telephone numbers, times and list numbers."""
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    signs = [Span(*match.span()) for match in _NOT_PROSE.finditer(text, start, end)]
    dates = [value.span for value in find_dates(text, language, None, span)]
    return tuple(signs + dates)


def is_blocked(word: Word, blocked: tuple[Span, ...]) -> bool:
    """Tell whether a word lies in one of the blocked spans."""
    return any(span.overlaps(word.span) for span in blocked)


def is_name(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether the number is part of a name or a time: "Article 5", "G-20", "10 a.m."."""
    names = load_lexicon(language, "numbers").get("names", {})
    first = numeral.first
    if leading_phrases(language).before(words, first) is not None:
        return False
    if first and words[first - 1].form in (*names.get("before", ()), "º", "°"):
        return words[first - 1].form != "no" or words[first - 1].token.text[0] == "N"
    if (
        first > 1
        and words[first - 1].form == "."
        and words[first - 2].form in names.get("before", ())
    ):
        return True
    if first and words[first - 1].form in "-/" and _glued(words, first):
        return words[first - 2].form[-1:].isalpha() if first > 1 else True
    return numeral.plain and (
        _is_glued_after(words, numeral, language) or _is_clock(words, numeral, names)
    )


def _glued(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether the two words before *at* touch each other and it."""
    if at < 2:
        return False
    return (
        words[at].span.start == words[at - 1].span.end
        and words[at - 1].span.start == words[at - 2].span.end
        and words[at - 2].form not in "$sr"
    )


def _is_glued_after(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether letters that name no unit touch the digits: "5G", "3D", "1st"."""
    last = numeral.last
    if last >= len(words) or words[last].span.start != words[last - 1].span.end:
        return False
    # "5 g" is a mass, "5G" a name.
    capital = words[last].token.text.isupper() and len(words[last].form) == 1
    return words[last].form[0].isalpha() and (
        capital or unit_phrases(language).at(words, last) is None
    )


def _is_clock(words: tuple[Word, ...], numeral: Numeral, names: Mapping[str, Any]) -> bool:
    """Tell whether the number is a time of day: "a las 10", "10 a.m."."""
    if numeral.value > 24:
        return False
    after = words[numeral.last].form if numeral.last < len(words) else ""
    hours = after in names.get("clock_after", ())
    before = " ".join(word.form for word in words[max(0, numeral.first - 2) : numeral.first])
    marked = any(
        before == cue or before.endswith(" " + cue) for cue in names.get("clock_before", ())
    )
    if marked and before.endswith("las"):
        return hours or not after.isalpha() or after in ("de", "del", "y", "en")
    return hours and (marked or after not in ("horas", "heures", "h"))


def is_year(numeral: Numeral, unit: Unit | None) -> bool:
    """Tell whether plain digits are a year: four of them, counting nothing known."""
    if not numeral.plain or numeral.value not in _YEARS:
        return False
    return unit is None
