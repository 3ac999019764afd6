"""The head that a lone number predicates: "the death toll rose to 12"."""

from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.slots import QuantityKind
from matching.units import Unit, leading_phrases, unit_phrases
from matching.verb_forms import VerbForm, verb_form
from matching.word_table import Word

_NO_HEADS = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT})


def headed_unit(words: tuple[Word, ...], number: tuple[int, int], language: str) -> Unit | None:
    """Return the unit of the head a lone number predicates: "the death toll rose to 12".

    *number* holds the first word of the amount and of its numeral: between them a bound
    may be the verb itself, "los muertos rondan los 200".
    """
    first = number[0]
    scale = _scale_before(words, first, language)
    if scale is not None:
        return scale
    links = load_lexicon(language, "numbers").get("grammar", {}).get("links_from_head", ())
    table = unit_phrases(language)
    place = first
    while place and words[place - 1].form in links:
        place -= 1
    primary = primary_language(language)
    bounds = words[first : number[1]]
    if place == first and not any(
        verb_form(word.form, primary) is VerbForm.FINITE for word in bounds
    ):
        return None
    for end in range(place, max(0, place - (3 if place < first else 1)), -1):
        found = table.before(words, end)
        # "He won the title at 19", "fell 1.2% to 47,122": currency and percent are no heads.
        # Nor is the verb of "ha adelantado a dos" hectares.
        if found is not None and found[1].kind not in _NO_HEADS and words[found[0]].form != "ha":
            return found[1]
    return None


def _scale_before(words: tuple[Word, ...], first: int, language: str) -> Unit | None:
    """Return the scale whose range a number ends: "el pH del agua varía de 5.5 a 8.5".

    Only a verb of ranging or "between" may stand between them, and of what the scale is.
    """
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    table = leading_phrases(language)
    betweens = grammar.get("range_between", ())
    ends = {*grammar.get("from", ()), *grammar.get("range_to", ()), *grammar.get("range_and", ())}
    place, ranges = first, False
    while place and (
        words[place - 1].form[0].isdigit()
        or words[place - 1].form in (*betweens, *ends)
        or words[place - 1].is_in(grammar.get("ranging", ()))
    ):
        place -= 1
        ranges = ranges or words[place].form in betweens
        ranges = ranges or words[place].is_in(grammar.get("ranging", ()))
    if not ranges:
        return None
    for end in range(place, max(0, place - _COMPLEMENT), -1):
        found = table.before(words, end)
        if found is not None:
            of = end == place or not _OF.isdisjoint({words[end - 1].form, words[end].form})
            return found[1] if of else None
        if not words[end - 1].form.isalpha():
            return None
    return None


# "El pH del agua potable".
_COMPLEMENT = 5
_OF = frozenset({"de", "del", "of", "in", "en", "da", "do", "du"})
