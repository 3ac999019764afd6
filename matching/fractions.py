"""Shares in words: "la mitad", "two-thirds of", "una cuarta parte"; and halves of a unit."""

from functools import cache

from matching.amounts import Amount
from matching.lexicon import load_lexicon
from matching.limits import limit_around
from matching.number_parts import Numeral, half_after
from matching.numerals import read_numeral
from matching.slots import QuantityKind
from matching.units import Unit, all_units, unit_phrases
from matching.word_table import PhraseTable, Word

# "A third" may be said of 32 or 35 %.
_SLACK = 0.05
_HALF = 0.5
_LARGEST_PART = 99
_LARGEST_WHOLE = 1_000_000
_SHORTEST_UNIT = 3
_OF = frozenset({"de", "of", "a", "an", "un"})
_DIVIDED = frozenset({"hour", "percentage_point", "points"})
_HALVED = (QuantityKind.DURATION, QuantityKind.MEASURE, QuantityKind.PERCENT)


@cache
def _shares(language: str) -> PhraseTable[float]:
    lexicon = load_lexicon(language, "numbers").get("fractions", {})
    return PhraseTable({phrase: float(value) for phrase, value in lexicon.get("of", {}).items()})


def share_at(words: tuple[Word, ...], at: int, language: str) -> Amount | None:
    """Return the share of a whole that begins at word *at*, as a percentage; None for none.

    "Un cuarto de hora" and "cuartos de final" are no shares; a lone "half" is one only
    where something limits it: "more than half".
    """
    lexicon = load_lexicon(language, "numbers").get("fractions", {})
    found = _shares(language).at(words, at)
    bare = found is None
    if found is None:
        value = lexicon.get("limited", {}).get(words[at].form)
        found = (1, float(value)) if value is not None else None
    if found is None:
        return None
    last, value = at + found[0], found[1]
    after = words[last].form if last < len(words) else ""
    place = last
    while place < len(words) and words[place].form in _OF:
        place += 1
    part = unit_phrases(language).at(words, place)
    # "Tres cuartos de hora", "a quarter of a percentage point".
    if part is not None and part[1].name in _DIVIDED:
        share, unit = value / 100, _of_rate(part[1])
        return _limited(
            words, Numeral(at, place, share, share, share), place + part[0], unit, language
        )
    if after in lexicon.get("not_before", ()) or after.removeprefix("d'") in ("heure", "hora"):
        return None
    percent = all_units()["%"]
    limit, first, last = limit_around(words, (at, last), percent, language)
    if bare and not limit:
        return None
    numeral = Numeral(at, last, value, value * (1 - _SLACK), value * (1 + _SLACK))
    return Amount(numeral, first, last, limit, percent)


def ratio_at(words: tuple[Word, ...], at: int, language: str) -> Amount | None:
    """Return "tres de cada diez", "one in five" as a percentage; None for other numbers."""
    lexicon = load_lexicon(language, "numbers").get("fractions", {})
    part = read_numeral(words, at, language)
    if part is None or part.vague or part.value > _LARGEST_PART:
        return None
    for phrase in lexicon.get("ratios", ()):
        keys = phrase.split()
        place = _after(words, part.last, keys)
        if place is None:
            continue
        whole = read_numeral(words, place, language)
        if whole is None or not part.value < whole.value <= _LARGEST_WHOLE:
            return None
        unit = unit_phrases(language).at(words, whole.last) if whole.last < len(words) else None
        if unit is not None and unit[1].kind is not QuantityKind.COUNT:
            return None
        value = 100 * part.value / whole.value
        numeral = Numeral(at, whole.last, value, value * (1 - _SLACK), value * (1 + _SLACK))
        percent = all_units()["%"]
        limit, first, last = limit_around(words, (at, whole.last), percent, language)
        return Amount(numeral, first, last, limit, percent)
    return None


def _after(words: tuple[Word, ...], at: int, keys: list[str]) -> int | None:
    """Return where *keys* end, at once or after one noun: "trois Français sur dix"."""
    for start in (at, at + 1):
        end = start + len(keys)
        if end < len(words) and [word.form for word in words[start:end]] == keys:
            noun = words[at].form.isalpha() and (start == at or keys in _AFTER_NOUN)
            return end if noun or start == at else None
    return None


# "Trois Français sur dix", "nueve casos de cada mil".
_AFTER_NOUN = (["sur"], ["de", "cada"])


def half_unit_at(words: tuple[Word, ...], at: int, language: str) -> Amount | None:
    """Return "media hora", "half an hour", "hora y media" at word *at*, None for others."""
    lexicon = load_lexicon(language, "numbers")
    grammar = lexicon.get("grammar", {})
    if at < len(words) and words[at].form in grammar.get("half_before", ()):
        place = at + 1
        between = ("-", *grammar.get("articles", ()))
        place += place < len(words) and words[place].form in between
        found = _halved(words, place, language)
        if found is None:
            return None
        numeral = Numeral(at, place, _HALF, _HALF, _HALF)
        return _limited(words, numeral, place + found[0], found[1], language)
    if at + 1 < len(words) and words[at + 1].form in grammar.get("and", ()):
        found = _halved(words, at, language)
        half, length = half_after(words, at + found[0], lexicon) if found else (0.0, 0)
        if found is not None and length:
            last, value = at + found[0] + length, 1 + half
            return _limited(words, Numeral(at, last, value, value, value), last, found[1], language)
    return None


def _halved(words: tuple[Word, ...], at: int, language: str) -> tuple[int, Unit] | None:
    found = unit_phrases(language).at(words, at)
    if found is not None:
        found = found[0], _of_rate(found[1])
    if found is None or found[1].kind not in _HALVED or len(words[at].form) < _SHORTEST_UNIT:
        return None
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    if words[at].form in grammar.get("not_halved", ()):
        return None
    return found


def _of_rate(unit: Unit) -> Unit:
    """Read parts of a point as of a rate: games are not won by "un cuarto de punto"."""
    return all_units()["percentage_point"] if unit.name == "points" else unit


def _limited(
    words: tuple[Word, ...], numeral: Numeral, last: int, unit: Unit, language: str
) -> Amount:
    limit, first, last = limit_around(words, (numeral.first, last), unit, language)
    return Amount(numeral, first, last, limit, unit)
