"""How words around a number limit it: "more than 200", "almost 200", "200 or more"."""

from dataclasses import dataclass
from functools import cache

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.slots import Bound, QuantityKind
from matching.units import Unit
from matching.word_table import PhraseTable, Word

# "Almost 200" admits 180 to 200, "about 200" 180 to 220.
ABOUT_SHARE = 0.1

_BOUNDS = {
    "at_least": Bound.AT_LEAST,
    "at_most": Bound.AT_MOST,
    "about": Bound.ABOUT,
    "almost": Bound.ABOUT,
}
# "Up to a 100", "más de los 200": an article may stand between.
_ARTICLES = frozenset({"a", "to", "los", "las", "the"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with what surrounds it, before it becomes a quantity.

    Words [first, last) run from the bounding words to the counted noun; `limit` is the
    name of the bound in the lexicon, "" for an exact number; `attached` tells a unit
    written beside the number from one that a verb or the next number gives it.
    """

    numeral: Numeral
    first: int
    last: int
    limit: str
    unit: Unit | None
    noun: str | None = None
    attached: bool = True


@cache
def _limits(language: str, prefix: str) -> PhraseTable[str]:
    """Return the phrases that bound an amount, each with the name of its bound."""
    entries = load_lexicon(language, "numbers").get("bounds", {})
    return PhraseTable(
        {phrase: name for name in _BOUNDS for phrase in entries.get(f"{prefix}{name}", ())}
    )


def limit_around(
    words: tuple[Word, ...], place: tuple[int, int], unit: Unit | None, language: str
) -> tuple[str, int, int]:
    """Return the bound that words around the amount give it, and its wider place.

    "Over five years" is a time in which, not a bound: "over 500 people" is one.
    """
    first, last = place
    table = _limits(language, "")
    before = table.before(words, first)
    if before is None and first and words[first - 1].form in _ARTICLES:
        before = table.before(words, first - 1)
    timed = unit is not None and unit.kind is QuantityKind.DURATION
    if before is not None and not (timed and _is_of_time(words, before[0], language)):
        return before[1], before[0], last
    after = _limits(language, "after_").at(words, last)
    if after is not None:
        return after[1], first, last + after[0]
    return "", first, last


def _is_of_time(words: tuple[Word, ...], place: int, language: str) -> bool:
    """Tell whether a bounding word says something else of a time: "over", "until"."""
    entries = load_lexicon(language, "numbers").get("bounds", {})
    return words[place].form in entries.get("not_of_time", ())


def admitted(
    amount: Amount, words: tuple[Word, ...]
) -> tuple[float, float | None, float | None, Bound]:
    """Return an amount's value, the ends of what it admits, and its bound."""
    numeral, factor = amount.numeral, _letter_factor(amount, words)
    value, low, high = (number * factor for number in (numeral.value, numeral.low, numeral.high))
    bound = _BOUNDS.get(amount.limit, Bound.EXACT)
    if amount.limit == "between":
        return value, low, high, Bound.BETWEEN
    if numeral.vague:
        return value, low, None if bound is Bound.AT_LEAST else high, Bound.ABOUT
    if bound is Bound.AT_LEAST:
        return value, value, None, bound
    if bound is Bound.AT_MOST:
        return value, None, value, bound
    if bound is Bound.ABOUT:
        upper = value if amount.limit == "almost" else max(high, value * (1 + ABOUT_SHARE))
        return value, min(low, value * (1 - ABOUT_SHARE)), upper, bound
    return value, low, high, bound


def _letter_factor(amount: Amount, words: tuple[Word, ...]) -> float:
    """Return a million for the "m" of "$3m"."""
    letter = amount.unit is not None and amount.unit.kind is QuantityKind.MONEY
    last = amount.numeral.last
    return 1e6 if letter and last < amount.last and words[last].form == "m" else 1.0
