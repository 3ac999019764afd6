"""What a number read from a text is, and the scales that follow one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from matching.word_table import Word

# A number rounded to its written precision is never taken to admit more than this
# share either side: "2 million" admits 1.92 to 2.08 million, not 1.5 to 2.5.
ROUNDING_SHARE = 0.04
THOUSAND = 1e3


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words [first, last) of a text, admitting values [low, high].

    `plain` marks digits without separator or scale, which may be a year or a name;
    `article` a lone "un" or "one", which may be no number at all; `vague` a bare plural
    such as "dozens"; `about` a round figure such as "una veintena".
    """

    first: int
    last: int
    value: float
    low: float
    high: float
    plain: bool = False
    article: bool = False
    vague: bool = False
    about: bool = False


def scale_of(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> float | None:
    """Return the scale that word *at* names, None when it names none."""
    if at >= len(words):
        return None
    form = words[at].form
    scale = lexicon.get("scales", {}).get(form) or lexicon.get("groups", {}).get(form)
    if scale is None and words[at].lemma in lexicon.get("groups", {}):
        scale = lexicon["groups"][words[at].lemma]
    return float(scale) if scale else None


def scale_after(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> tuple[float, int]:
    """Return the product of the scales from word *at*, and where they end."""
    factor = 1.0
    # "12-million": a hyphen may stand between digits and scale.
    if at + 1 < len(words) and words[at].form == "-" and scale_of(words, at + 1, lexicon):
        at += 1
    while (scale := scale_of(words, at, lexicon)) is not None and scale != factor:
        factor, at = factor * scale, at + 1
    if factor == 1.0 and at < len(words) and words[at].form == "k" and touches(words, at):
        return THOUSAND, at + 1
    return factor, at


def touches(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether there is a word *at* that follows the one before it without a gap."""
    return 0 < at < len(words) and words[at].span.start == words[at - 1].span.end


def last_scale(words: tuple[Word, ...], end: int, lexicon: Mapping[str, Any]) -> float:
    """Return the scale named by the word before *end*."""
    return scale_of(words, end - 1, lexicon) or 1.0


def half_after(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> tuple[float, int]:
    """Return (0.5, length) for "y medio" at word *at*, 0.25 for "y cuarto", (0, 0) otherwise."""
    if not lexicon:
        return 0.0, 0
    grammar = lexicon["grammar"]
    for phrases, part in ((grammar["half_after"], 0.5), *_quarters(grammar)):
        for phrase in phrases:
            keys = phrase.split()
            if [word.form for word in words[at : at + len(keys)]] == keys:
                return part, len(keys)
    return 0.0, 0


def _quarters(grammar: Mapping[str, Any]) -> tuple[tuple[list[str], float], ...]:
    return (
        (grammar.get("three_quarters_after", []), 0.75),
        (grammar.get("quarter_after", []), 0.25),
    )


def grouped(words: tuple[Word, ...], numeral: Numeral) -> Numeral:
    """Read "2.977 personas" as thousands, whatever mark the country writes decimals with."""
    head, _, tail = words[numeral.first].form.replace(",", ".").partition(".")
    plain = numeral.last == numeral.first + 1 and head.isdecimal() and tail.isdecimal()
    if not plain or len(tail) != _GROUP or head.startswith("0"):
        return numeral
    value = float(head + tail)
    return replace(numeral, value=value, low=value, high=value)


def short_of_all(words: tuple[Word, ...], numeral: Numeral) -> Numeral:
    """Read the "99,999 %" that falls short of all, whatever mark groups thousands."""
    head, _, tail = words[numeral.first].form.replace(",", ".").partition(".")
    if head != "99" or len(tail) != _GROUP or numeral.last != numeral.first + 1:
        return numeral
    value = float(f"{head}.{tail}")
    return replace(numeral, value=value, low=value, high=value)


_GROUP = 3
