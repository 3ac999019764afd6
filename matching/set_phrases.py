"""Numbers of set phrases, which count nothing: "a los cuatro vientos", "de dos en dos"."""

from functools import cache

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.slots import QuantityKind
from matching.units import unit_phrases
from matching.word_table import PhraseTable, Word

_LONGEST_LEAD = 4


def is_set_phrase(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell the number of "mil gracias", "uno por uno", "two by two" from a count."""
    return _is_idiom(words, numeral, language) or is_distributive(words, numeral, language)


@cache
def _idioms(language: str) -> PhraseTable[bool]:
    phrases = load_lexicon(language, "numbers").get("names", {}).get("idioms", ())
    return PhraseTable(dict.fromkeys(phrases, True))


def _is_idiom(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    table = _idioms(language)
    for start in range(max(0, numeral.first - _LONGEST_LEAD), numeral.last):
        found = table.at(words, start)
        if found is not None and start + found[0] > numeral.first:
            return True
    return False


def is_distributive(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell a number said twice, "uno por uno", "de 10 en 10", from "dos por dos metros"."""
    names = load_lexicon(language, "numbers").get("names", {})
    links, shares = names.get("doubling", ()), names.get("percent_compounds", ())
    first = numeral.first
    if numeral.last != first + 1:
        return False
    for start in (first, first - 2):
        pair = words[start : start + 3] if start >= 0 else ()
        if len(pair) < 3 or pair[0].form != pair[2].form or pair[1].form not in links:
            continue
        if f"{pair[1].form} {pair[2].form}" in shares:
            continue  # "cien por cien"
        after = unit_phrases(language).at(words, start + 3)
        # "2 por 2" in digits multiplies, "de 10 en 10" does not.
        spelled = pair[0].form.isalpha() or pair[1].form in ("en", "em")
        if spelled and (after is None or after[1].kind is not QuantityKind.MEASURE):
            return True
    return False
