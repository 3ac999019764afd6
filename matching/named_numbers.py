"""Numbers that a noun or a name before them bears: "el punto 3", "HEK 293", "ONCE"."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.slots import QuantityKind
from matching.units import Unit, currency_symbols, unit_phrases
from matching.word_table import Word

_LONGEST_SIGLUM = 5
_LARGEST_LABEL = 9999
_SHORTEST_NOUN = 3
_LONGEST_CODE = 2
_SIGNS = frozenset("%$€£°º:*")
_DASHES = frozenset("-–—")
_LINKS = frozenset({",", "y", "e", "o", "a", "al", "et", "ou", "à"})


@cache
def heads(language: str) -> frozenset[str]:
    """Return the nouns whose number names one of them: "artículo", "ruta", "page"."""
    return frozenset(_names(language).get("before", ()))


def _names(language: str) -> Mapping[str, Any]:
    names: Mapping[str, Any] = load_lexicon(language, "numbers").get("names", {})
    return names


def bears_number(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "el punto 3", "sus apartados 2 a 5", where one noun bears the number, from a count.

    A determiner stands before the noun, and after the number nothing that it could count.
    """
    names = _names(language)
    if not numeral.plain or numeral.value > _LARGEST_LABEL or not names.get("determiners"):
        return False
    at = numeral.first
    while at > 1 and words[at - 1].form in _LINKS and words[at - 2].form.isdecimal():
        at -= 2
    if at < 2 or words[at - 2].form not in names["determiners"]:
        return False
    noun = words[at - 1]
    if noun.form in names.get("not_heads", ()) or not _may_head(noun, language):
        return False
    end = numeral.last
    while end + 1 < len(words) and words[end].form in _LINKS and words[end + 1].form.isdecimal():
        end += 2
    return not _counts(words, end, language)


def _may_head(noun: Word, language: str) -> bool:
    """Tell a noun written small that neither is a unit nor tells what happened to people."""
    form = noun.form
    if not form.isalpha() or len(form) < _SHORTEST_NOUN or noun.token.is_capitalised:
        return False
    if form.endswith("mente"):
        return False
    found = unit_phrases(language).at((noun,), 0)
    return found is None or not (
        found[1].outcome or found[1].person or found[1].kind is not QuantityKind.COUNT
    )


def _counts(words: tuple[Word, ...], at: int, language: str) -> bool:
    """Tell whether a noun, a sign or a verb of many follows the number."""
    if at >= len(words):
        return False
    after = words[at]
    if not after.form[0].isalnum():
        digits = at + 1 < len(words) and words[at + 1].form[0].isdigit()
        return after.form in _SIGNS or (after.form in _DASHES and digits)
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    names = _names(language)
    if after.form not in grammar.get("stops", ()) or after.form in names.get("many", ()):
        return True
    if after.form in grammar.get("of", ()):
        # "El punto 3 de la ley", "en el hospital 3 de los heridos".
        return at + 1 >= len(words) or words[at + 1].form not in names.get("singular_of", ())
    return False


def follows_siglum(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell the number of "HEK 293", "ISO 9001", "DNI 12345678" from "USD 300"."""
    at, last = numeral.first, numeral.last
    if not numeral.plain or not at:
        return False
    siglum = words[at - 1].token.text
    if not (siglum.isalpha() and siglum.isupper() and 1 < len(siglum) <= _LONGEST_SIGLUM):
        return False
    if words[at - 1].form in load_lexicon(language, "numbers").get("grammar", {}).get("stops", ()):
        return False
    if currency_symbols().before(words, at) is not None or _is_shouted(words, at - 1, last):
        return False
    if last >= len(words):
        return True
    after = words[last].form
    return after not in _SIGNS and unit_phrases(language).at(words, last) is None


def _is_shouted(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Tell a text of capitals, where a word in capitals names nothing."""
    near = [
        word.token.text
        for word in (*words[max(0, first - 3) : first], *words[last : last + 3])
        if word.form.isalpha() and len(word.form) >= _SHORTEST_NOUN
    ]
    longest = max((len(text) for text in near if text.isupper()), default=0)
    return longest > _LONGEST_SIGLUM or (len(near) > 1 and all(map(str.isupper, near)))


def is_shouted_name(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "la ONCE", a name in capitals, from a number word of a text in capitals."""
    text = words[numeral.first].token.text
    if numeral.last > numeral.first + 1 or not text.isalpha() or not text.isupper():
        return False
    return not _is_shouted(words, numeral.first, numeral.last)


def is_code(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "0800", "007", "06700" from an amount: those do not begin with a nought."""
    form = words[numeral.first].form
    return form.isdecimal() and len(form) > _LONGEST_CODE and form[0] == "0"


def is_quoted(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell a title that is a number, "24", "Los 300", from a number inside a quotation."""
    at, last = numeral.first, numeral.last
    if at and words[at - 1].form in _names(language).get("articles", ()):
        at -= 1
    if not at or last >= len(words) or not numeral.plain or words[last].form not in _CLOSING:
        return False
    # "Evento 201" in quotation marks is a name all along.
    at -= at > 1 and words[at - 1].token.is_capitalised
    return words[at - 1].form in _OPENING


def is_title(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell the quoted "60 Minutes", a name, from a quotation that begins with a number."""
    first, last = numeral.first, numeral.last
    if not first or last >= len(words) or words[first - 1].form not in _OPENING:
        return False
    return numeral.plain and words[last].token.text.istitle()


_OPENING = frozenset("\"“«'‘")
_CLOSING = frozenset("\"”»'’")


def is_word_named(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "el cuatro", the digit, "le cayó el veinte" from "el cien por ciento"."""
    at, last = numeral.first, numeral.last
    singular = _names(language).get("singular", ())
    if not at or words[at - 1].form not in singular or last > at + 1 or numeral.article:
        return False
    groups = load_lexicon(language, "numbers").get("groups", {})
    form = words[at].form
    if not form.isalpha() or form in groups or form in _names(language).get("not_labels", ()):
        return False
    return last >= len(words) or (
        words[last].form not in _SIGNS
        and words[last].form in (*load_lexicon(language, "numbers")["grammar"]["stops"], *_ENDS)
        and words[last].form not in _names(language).get("not_after_label", ())
    )


_ENDS = frozenset('.,;:!?)"”»')


def is_year_of(words: tuple[Word, ...], numeral: Numeral, unit: Unit | None) -> bool:
    """Tell "the 2016 vote" from a count: one thing is not counted in thousands."""
    if unit is None or unit.person or unit.outcome or not is_year(numeral, None):
        return False
    named = words[numeral.last] if numeral.last < len(words) else None
    return (
        named is not None
        and unit.kind is QuantityKind.COUNT
        and named.form == named.lemma
        and unit.name in (f"{named.form}s", f"{named.form}es")
    )


def is_year(numeral: Numeral, unit: Unit | None) -> bool:
    """Tell whether plain digits are a year: four of them, counting nothing known."""
    return unit is None and numeral.plain and numeral.value in _YEARS


def is_rate(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "a 5.50 el kilo", a price that names no currency."""
    at = numeral.last
    named = unit_phrases(language).at(words, at + 1) if at + 1 < len(words) else None
    if named is None or not (named[1].kind is QuantityKind.MEASURE or named[1].name == "hour"):
        return False
    return words[at].form in _ARTICLES and not numeral.article


_YEARS = range(1500, 2100)
_ARTICLES = frozenset({"el", "la", "le", "o"})
