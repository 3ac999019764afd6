"""Years that are the age of the person before them: "una vecina de Lima de 34 años"."""

from collections.abc import Mapping
from typing import Any

from matching.ages import age_unit, is_age_in_years
from matching.given_names import is_full_form
from matching.lexicon import load_lexicon
from matching.name_tokens import fold
from matching.units import Unit, unit_phrases
from matching.word_table import Word


def aged_unit(words: tuple[Word, ...], number: tuple[int, int], unit: Unit, language: str) -> Unit:
    """Return the unit of age where "de 34 años" tells how old a person is, else *unit*.

    *number* holds the first of the number's words and the one after them; *unit* is the
    unit as it is written, "year" or "month".
    """
    if unit.name == "month":
        after = words[number[1] + 1 : number[1] + 2]
        return (
            unit if after and after[0].form in _OF else _aged_person(words, number, unit, language)
        )
    if unit.name != "year":
        return unit
    first = _first_of_row(words, number[0])
    if is_age_in_years(words, (first, number[1] + 1), language):
        return age_unit()
    return _aged_person(words, number, unit, language)


_OF = frozenset({"de", "of"})


def _aged_person(
    words: tuple[Word, ...], number: tuple[int, int], unit: Unit, language: str
) -> Unit:
    """Return the unit of age for "una niña de 18 meses", else the unit as it is."""
    aged = age_unit(unit.name)
    ages = load_lexicon(language, "numbers").get("ages", {})
    first = _first_of_row(words, number[0])
    before = words[max(0, first - 3) : first]
    forms = [word.form for word in before]
    table = unit_phrases(language)
    for index, form in enumerate(forms):
        if form not in ages.get("links", ()):
            continue
        position = first - len(forms) + index
        if form in ages.get("verbs", ()):
            return unit if _is_of_what(words, number[1], ages) else aged
        if position and words[position - 1].form == ",":
            return aged
        # "Esta mujer neoyorquina de 41 años": an adjective may follow the person.
        near = (table.before(words, end) for end in (position, position - 1) if end > 0)
        found = next((one for one in near if one is not None), None)
        if found is not None and found[1].person:
            return aged
        if found is None and position and _is_agent(words[position - 1], ages):
            return aged
        if _follows_name(words, position) or _is_of_person(words, (position, first), language):
            return aged
    return unit


def _first_of_row(words: tuple[Word, ...], at: int) -> int:
    """Return where the row of numbers that ends at *at* begins: "de 4, 7 y 11 años"."""
    while at > 1 and words[at - 1].form in _ROW_LINKS and words[at - 2].form.isdigit():
        at -= 2
    # "De 34 y de 30 años".
    if at > 3 and words[at - 1].form in _OF and words[at - 2].form in _ROW_LINKS:
        return at - 3 if words[at - 3].form.isdigit() else at
    return at


_ROW_LINKS = frozenset({",", "y", "e", "et", "and", "o", "ou", "a", "to", "à", "-", "–"})


def _is_agent(word: Word, ages: Mapping[str, Any]) -> bool:
    """Tell a word for a person by its ending: "pelotero", "futbolista", "cantante"."""
    form = word.form
    if word.is_in(ages.get("persons", ())):
        return True
    return form.endswith(tuple(ages.get("agents", ()))) and form not in ages.get("not_agents", ())


def _is_of_what(words: tuple[Word, ...], at: int, ages: Mapping[str, Any]) -> bool:
    """Tell the years of "tiene 30 años de experiencia", whose unit is word *at*."""
    after = [word.form for word in words[at + 1 : at + 3]]
    return bool(after) and after[0] in ages.get("not_before", ()) and after[-1] not in _AGE


_AGE = frozenset({"edad", "idade", "vida"})


def _follows_name(words: tuple[Word, ...], at: int) -> bool:
    """Tell "Juan Gil de 34 años": two capitals or more, the first a given name."""
    first = at
    while first and words[first - 1].token.text.istitle() and at - first < _LONGEST_NAME:
        first -= 1
    if first == 0 or words[first - 1].form in _ENDS:
        # A sentence begins with a capital too: "Murió Juan Gil".
        first += not is_full_form(fold(words[first].token.text))
    if at - first < 2 or not is_full_form(fold(words[first].token.text)):
        return False
    # "El hospital de Juan Gil de 34 años".
    return not first or words[first - 1].form not in _BEARERS


def _is_of_person(words: tuple[Word, ...], place: tuple[int, int], language: str) -> bool:
    """Tell "la veterana de la Fuerza Aérea de 35 años": what a person is of stands between.

    *place* holds the linking word and the number.
    """
    lexicon = load_lexicon(language, "numbers")
    ages, stops = lexicon.get("ages", {}), lexicon.get("grammar", {}).get("stops", ())
    link, number = place
    form = words[number].form
    if words[link].form not in _OF or (form.isdigit() and int(form) < _GROWN):
        return False
    near = words[max(0, link - _TERM_REACH) : link]
    if any(word.is_in(ages.get("terms", ())) for word in near):
        return False
    for of in range(link - 2, max(1, link - _COMPLEMENT), -1):
        between = words[of + 1 : link]
        if words[of].form not in (*_OF, "del", "da", "do"):
            if not words[of].form.isalpha():
                return False
            continue
        plain = between[1:] if between[0].form in _THE else between
        if not plain or any(word.form in stops for word in plain):
            return False
        return _is_person(words, of, language)
    return False


def _is_person(words: tuple[Word, ...], end: int, language: str) -> bool:
    """Tell a person with a determiner before word *end*, who is of nothing else."""
    if end < 2:
        return False
    ages = load_lexicon(language, "numbers").get("ages", {})
    found = unit_phrases(language).before(words, end)
    person = found is not None and found[1].person
    led = words[end - 2].form in _DETERMINERS and (end < 3 or words[end - 3].form not in _OF)
    return led and (person or (found is None and _is_agent(words[end - 1], ages)))


_GROWN = 10
_LONGEST_NAME = 4
_ENDS = frozenset(".;:!?\n")
_TERM_REACH = 9
_COMPLEMENT = 7
_THE = frozenset({"la", "el", "los", "las", "a", "o", "as", "os", "the"})
_BEARERS = frozenset({"de", "del", "la", "el", "los", "las", "of", "the", "da", "do"})
_DETERMINERS = frozenset(
    {"un", "una", "el", "la", "al", "este", "esta", "otro", "otra", "um", "uma", "o", "a", "outro"}
)
