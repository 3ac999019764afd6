"""An amount before it becomes a quantity, and the interval that its bound admits."""

from dataclasses import dataclass
from functools import cache

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.slots import Bound, QuantityKind
from matching.units import Unit
from matching.word_table import PhraseTable, Word, words_of

# "Almost 200" admits 180 to 200, "about 200" 180 to 220.
ABOUT_SHARE = 0.1

# The names of bounds in the lexicon; "over" is a little more than, "under" a little less.
BOUNDS = {
    "at_least": Bound.AT_LEAST,
    "at_most": Bound.AT_MOST,
    "about": Bound.ABOUT,
    "almost": Bound.ABOUT,
    "within": Bound.AT_MOST,
    "over": Bound.AT_LEAST,
    "under": Bound.AT_MOST,
}


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


def admitted(
    amount: Amount, words: tuple[Word, ...]
) -> tuple[float, float | None, float | None, Bound]:
    """Return an amount's value, the ends of what it admits, and its bound."""
    numeral, factor = amount.numeral, _letter_factor(amount, words)
    value, low, high = (number * factor for number in (numeral.value, numeral.low, numeral.high))
    bound = BOUNDS.get(amount.limit, Bound.EXACT)
    if amount.limit == "between":
        return value, low, high, Bound.BETWEEN
    if numeral.vague:
        return value, low, None, Bound.PLURAL
    if bound is Bound.AT_LEAST:
        most = max(high, value * (1 + ABOUT_SHARE)) if amount.limit == "over" else None
        return value, value, most, bound
    if bound is Bound.AT_MOST:
        least = min(low, value * (1 - ABOUT_SHARE)) if amount.limit == "under" else None
        return value, least, value, bound
    if bound is Bound.ABOUT:
        upper = value if amount.limit == "almost" else max(high, value * (1 + ABOUT_SHARE))
        return value, min(low, value * (1 - ABOUT_SHARE)), upper, bound
    return value, low, high, Bound.ABOUT if numeral.about else bound


# Letters of money beside its sign: "$3m", "$1.2B", "US$ 3 MM", "4,3 M$", "2 Mds €".
MONEY_LETTERS = {
    "k": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "mio": 1e6,
    "b": 1e9,
    "g": 1e9,
    "md": 1e9,
    "mds": 1e9,
    "mrd": 1e9,
    "mrds": 1e9,
    "t": 1e12,
}


def _letter_factor(amount: Amount, words: tuple[Word, ...]) -> float:
    """Return a million for the "m" of "$3m", and of the English "3.4m people"."""
    last = amount.numeral.last
    if amount.unit is None or last >= amount.last:
        return 1.0
    if amount.unit.kind is QuantityKind.MONEY:
        return MONEY_LETTERS.get(words[last].form, 1.0)
    counts = amount.unit.kind is QuantityKind.COUNT and amount.attached
    return 1e6 if counts and words[last].form == "m" else 1.0


@cache
def _others(language: str) -> PhraseTable[bool]:
    return PhraseTable(dict.fromkeys(load_lexicon(language, "numbers").get("others", ()), True))


def tells_of_another(text: str, language: str) -> bool:
    """Tell whether words say that a thing is another of its kind: "a smaller", "una réplica"."""
    words, table = words_of(text, language), _others(language)
    return any(table.at(words, place) is not None for place in range(len(words)))
