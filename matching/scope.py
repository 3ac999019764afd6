"""How much a claim covers: all or part, for good or for a time."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from matching.lexicon import load_lexicon
from matching.numerals import read_numeral
from matching.relation import RelatedPairs, Relating, Relation, relate_values
from matching.slots import Scope
from matching.span import Span
from matching.units import unit_phrases
from matching.word_table import PhraseTable, Word, words_of

DIMENSIONS = (
    "extent",
    "duration",
    "unanimity",
    "completeness",
    "condition",
    "quantity",
    "restriction",
)
# "3 of 2019" is a date, and "ni ... ni" binds what stands close.
_LARGEST_WHOLE, _NEITHER_REACH = 1900, 5
_PLACES = frozenset({"regions", "municipalities", "countries"})


@dataclass(frozen=True, slots=True)
class ScopeValue:
    """How much of one dimension a claim covers, and the words that say so.

    `count` is how many it tells: 27 of "in 27 towns" and of "all 27 towns".
    """

    dimension: str
    scope: Scope
    span: Span
    surface: str
    count: float | None = None


@cache
def _tables(language: str) -> tuple[PhraseTable[tuple[str, Scope]], re.Pattern[str] | None]:
    lexicon = load_lexicon(language, "scope")
    phrases = {
        phrase: (dimension, scope)
        for dimension in DIMENSIONS
        for scope in Scope
        for phrase in lexicon.get(dimension, {}).get(scope.value, ())
    }
    traps = "|".join(re.escape(trap) for trap in lexicon.get("traps", ()))
    return PhraseTable(phrases), re.compile(rf"\b(?:{traps})\b", re.I) if traps else None


@cache
def _place_words(language: str) -> frozenset[str]:
    return frozenset(load_lexicon(language, "scope").get("places_in", ()))


@lru_cache(maxsize=1024)
def find_scope(text: str, language: str, span: Span | None = None) -> tuple[ScopeValue, ...]:
    """Return what *text* inside *span* says about how much it covers, in order.

    One value for each phrase: "nationwide" (extent), "temporary" (duration),
    "unanimously", "partial", "unconditional", "all", "in three regions".
    """
    words = words_of(text, language, span)
    table, pattern = _tables(language)
    traps = [Span(*match.span()) for match in pattern.finditer(text)] if pattern else []
    values: list[ScopeValue] = []
    place = 0
    while place < len(words):
        found = (
            table.at(words, place)
            or _counted_places(words, place, language)
            or _counted_part(words, place, language)
            or _neither(words, place, language)
        )
        if found is None:
            place += 1
            continue
        end = place + found[0]
        where = Span(words[place].span.start, words[end - 1].span.end)
        if not any(trap.overlaps(where) for trap in traps):
            count = _count(words, place, end, language)
            values.append(ScopeValue(*found[1], where, where.quote(text), count))
        place = end
    return tuple(values)


def _count(words: tuple[Word, ...], start: int, end: int, language: str) -> float | None:
    """Return the number in the words [start, end) or right behind them."""
    for place in range(start, min(end + 1, len(words))):
        numeral = read_numeral(words, place, language)
        if numeral is not None:
            return float(numeral.value)
    return None


def _counted_places(
    words: tuple[Word, ...], place: int, language: str
) -> tuple[int, tuple[str, Scope]] | None:
    """Read "en tres regiones", "in 12 districts" as a part of the whole."""
    if words[place].form not in _place_words(language) or place + 2 >= len(words):
        return None
    numeral = read_numeral(words, place + 1, language)
    if numeral is None:
        return None
    unit = unit_phrases(language).at(words, numeral.last)
    if unit is None or unit[1].name not in _PLACES:
        return None
    return numeral.last + unit[0] - place, ("extent", Scope.PARTIAL)


def _counted_part(
    words: tuple[Word, ...], place: int, language: str
) -> tuple[int, tuple[str, Scope]] | None:
    """Read "two of the three unions", "13 of 14 counts", "tres de las víctimas" as a part."""
    parts = load_lexicon(language, "scope").get("parts", {})
    numeral = read_numeral(words, place, language)
    if numeral is None or not parts or numeral.last >= len(words):
        return None
    if words[numeral.last].form not in parts["of"]:
        return None
    next_place = numeral.last + 1
    articled = next_place < len(words) and words[next_place].form in parts["articles"]
    if next_place + articled >= len(words):
        return None  # "30 de" at the end of a text
    whole = read_numeral(words, next_place + articled, language)
    if whole is not None:
        scope = Scope.PARTIAL if numeral.value < whole.value else Scope.ALL
        is_part = numeral.value <= whole.value and whole.value < _LARGEST_WHOLE
        return (whole.last - place, ("quantity", scope)) if is_part else None
    # "One of the largest" is no part of anything.
    if not articled or numeral.value <= 1:
        return None
    return next_place + 1 - place, ("quantity", Scope.PARTIAL)


def _neither(
    words: tuple[Word, ...], place: int, language: str
) -> tuple[int, tuple[str, Scope]] | None:
    """Read "neither A nor B" as none of a whole."""
    parts = load_lexicon(language, "scope").get("parts", {})
    if words[place].form not in parts.get("neither", ()):
        return None
    for end in range(place + 2, min(place + _NEITHER_REACH, len(words))):
        if words[end].form in parts["nor"]:
            return end + 1 - place, ("quantity", Scope.NONE)
    return None


# How many, how much, how far and "only": one question in four wordings.
_AMOUNT = frozenset({"extent", "completeness", "quantity", "restriction"})


def _are_one_dimension(left: ScopeValue, right: ScopeValue) -> bool:
    return left.dimension == right.dimension or {left.dimension, right.dimension} <= _AMOUNT


def compare_scope(left: ScopeValue, right: ScopeValue) -> Relating:
    """Decide whether two statements of one dimension agree; others are incomparable."""
    if not _are_one_dimension(left, right):
        return Relating(Relation.INCOMPARABLE, f"{left.dimension} and {right.dimension}")
    # "In 27 towns" and "in all 27 towns that have no power" are one number of towns.
    is_one_count = left.count is not None and left.count == right.count
    if left.scope is right.scope or is_one_count:
        return Relating(Relation.SAME, f"“{left.surface}” and “{right.surface}”")
    return Relating(Relation.DIFFERENT, f"“{left.surface}” against “{right.surface}”")


def _distance(left: ScopeValue, right: ScopeValue) -> float:
    """Return 0 for scopes of one dimension; others are never paired."""
    return 0.0 if _are_one_dimension(left, right) else inf


def relate_scopes(
    lefts: tuple[ScopeValue, ...], rights: tuple[ScopeValue, ...]
) -> RelatedPairs[ScopeValue]:
    """Pair what two claims say about how much they cover, dimension by dimension."""
    return relate_values(lefts, rights, compare_scope, _distance)
