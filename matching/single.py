"""Whether "un", "una" or "one" counts one thing, or is an article: "una posible detención"."""

from collections.abc import Mapping
from typing import Any

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.slots import QuantityKind
from matching.units import Unit, unit_phrases
from matching.word_table import Word

_CONTRAST_REACH = 5


def is_counting_one(
    words: tuple[Word, ...], numeral: Numeral, unit: Unit | None, last: int, language: str
) -> bool:
    """Tell "un muerto", which counts, from "un avión", "una posible muerte" and "one of the".

    *last* is the word after the noun. A thing that happened counts one only beside
    another number: "dos heridos y una muerte".
    """
    if unit is None or not unit.one or unit.leading:
        return False
    lexicon = load_lexicon(language, "numbers")
    grammar = lexicon["grammar"]
    if numeral.value == 1 and unit.kind is QuantityKind.COUNT and not unit.outcome:
        return False  # "una persona puede contraer": anybody
    if numeral.last < len(words) and words[numeral.last].form in grammar["of"]:
        return False  # "one of the"
    if numeral.first and words[numeral.first - 1].form == "no":
        return False
    if numeral.value != 1 or not unit.outcome:
        return True
    contrasted = _is_contrasted(words, numeral, last, lexicon)
    return contrasted or not _is_any(words, numeral, last, language)


def _is_any(words: tuple[Word, ...], numeral: Numeral, last: int, language: str) -> bool:
    """Tell "una posible detención", "una muerte significativa" from "un muerto", "one arrest"."""
    grammar = load_lexicon(language, "numbers")["grammar"]
    named = unit_phrases(language).before(words, last)
    if named is None or not named[1].outcome or named[0] < numeral.last:
        return False
    if any(word.form in grammar.get("only", ()) for word in words[numeral.last : named[0]]):
        return False  # "un solo muerto"
    if named[0] > numeral.last or words[named[0]].form in grammar.get("acts", ()):
        return True
    if numeral.first and words[numeral.first - 1].form in grammar.get("of", ()):
        return True
    after = numeral.last + 1
    if after >= len(words) or not words[after].form[0].isalpha():
        return False
    return words[after].form not in grammar.get("stops", ())


def _is_contrasted(
    words: tuple[Word, ...], numeral: Numeral, last: int, lexicon: Mapping[str, Any]
) -> bool:
    """Tell the one of "un muerto y dos heridos", "dos heridos y una muerte"."""
    joins = (",", *lexicon["grammar"].get("and", ()))
    at = numeral.first
    before = words[max(0, at - _CONTRAST_REACH) : at]
    if before and before[-1].form in joins and any(_is_many(one, lexicon) for one in before):
        return True
    after = words[last : last + 3]
    return bool(after) and after[0].form in joins and any(_is_many(one, lexicon) for one in after)


def _is_many(word: Word, lexicon: Mapping[str, Any]) -> bool:
    """Tell a number of more than one, but no year's digits."""
    if word.form.isdecimal():
        return word.form not in ("0", "1") and len(word.form) < 4
    many: float = lexicon.get("cardinals", {}).get(word.form, 0)
    return many > 1
