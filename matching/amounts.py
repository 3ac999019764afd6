"""How words around a number limit it: "more than 200", "almost 200", "200 or more"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.slots import Bound, QuantityKind
from matching.units import Unit
from matching.word_table import PhraseTable, Word, words_of

# "Almost 200" admits 180 to 200, "about 200" 180 to 220.
ABOUT_SHARE = 0.1

_BOUNDS = {
    "at_least": Bound.AT_LEAST,
    "at_most": Bound.AT_MOST,
    "about": Bound.ABOUT,
    "almost": Bound.ABOUT,
    "within": Bound.AT_MOST,
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


@cache
def _limits(language: str, prefix: str) -> PhraseTable[str]:
    """Return the phrases that bound an amount, each with the name of its bound."""
    entries = load_lexicon(language, "numbers").get("bounds", {})
    return PhraseTable(
        {
            form: name
            for name in _BOUNDS
            for phrase in entries.get(f"{prefix}{name}", ())
            for form in _contracted(phrase, entries.get("contractions", {}))
        }
    )


def _contracted(phrase: str, contractions: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a phrase as it is and before an article: "cerca de", "cerca del"."""
    yield phrase
    head, _, last = phrase.rpartition(" ")
    if head:
        yield from (f"{head} {form}" for form in contractions.get(last, ()))


def limit_around(
    words: tuple[Word, ...], place: tuple[int, int], unit: Unit | None, language: str
) -> tuple[str, int, int]:
    """Return the bound that words around the amount give it, and its wider place.

    "Over five years" is a time in which, not a bound: "over 500 people" is one.
    """
    first, last = place
    table = _limits(language, "")
    before = table.before(words, first) or _set_apart(words, first, table)
    # "Up to a 100", "más de los 200", "casi un 8 %": an article may stand between.
    articles = load_lexicon(language, "numbers").get("bounds", {}).get("articles", ())
    if before is None and first and words[first - 1].form in articles:
        before = table.before(words, first - 1)
        # "Subió hasta el 12 %" says where it stopped.
        if before is not None and _is_target(words, before, first, language):
            before = None
    if before is not None and _is_noun(words, before[0], language):
        before = None
    timed = unit is not None and unit.kind is QuantityKind.DURATION
    if before is not None and before[1] == "within" and not timed:
        before = None
    if before is not None and not (timed and _is_of_time(words, before[0], last, language)):
        return before[1], before[0], last
    after = _limits(language, "after_").at(words, last)
    if after is not None and not _adds(words, last):
        return after[1], first, last + after[0]
    return "", first, last


def _set_apart(
    words: tuple[Word, ...], first: int, table: PhraseTable[str]
) -> tuple[int, str] | None:
    """Return the bound between commas of "murieron, al menos, 10", None for none."""
    if first < 3 or words[first - 1].form != ",":
        return None
    before = table.before(words, first - 1)
    if before is None or not before[0] or words[before[0] - 1].form != ",":
        return None
    counted = before[0] > 1 and words[before[0] - 2].form[0].isdigit()
    return None if counted or words[first - 2].form in _GOVERNING else before


_GOVERNING = frozenset({"de", "a", "of", "than", "que", "los", "las", "à"})


def _is_target(words: tuple[Word, ...], bound: tuple[int, str], first: int, language: str) -> bool:
    entries = load_lexicon(language, "numbers").get("bounds", {})
    definite = words[first - 1].form in entries.get("definite", ())
    return definite and words[bound[0]].form in entries.get("targets", ())


def _adds(words: tuple[Word, ...], last: int) -> bool:
    """Tell the "+" of "el minuto 90+3" from that of "200+ people"."""
    follows = last + 1 < len(words) and words[last + 1].span.start == words[last].span.end
    return words[last].form == "+" and follows and words[last + 1].form.isdigit()


def _is_noun(words: tuple[Word, ...], place: int, language: str) -> bool:
    """Tell "un menor de 17 años", a person, from "menores de 18 años", a bound."""
    entries = load_lexicon(language, "numbers").get("bounds", {})
    return (
        place > 0
        and words[place].form in entries.get("nouns", ())
        and words[place - 1].form in entries.get("noun_articles", ())
    )


def _is_of_time(words: tuple[Word, ...], place: int, last: int, language: str) -> bool:
    """Tell whether a bounding word says something else of a time: "over", "until"."""
    entries = load_lexicon(language, "numbers").get("bounds", {})
    if last < len(words) and words[last].form in entries.get("ago", ()):
        return False  # "over 60 years ago"
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
        return value, low, None, Bound.PLURAL
    if bound is Bound.AT_LEAST:
        return value, value, None, bound
    if bound is Bound.AT_MOST:
        return value, None, value, bound
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
