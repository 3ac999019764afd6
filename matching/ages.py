"""Ages: numbers that say how old a person is, with or without "years"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from matching.amounts import Amount
from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.units import Unit, all_units, outcome_verbs, unit_phrases
from matching.word_table import Word

_OLDEST = 120


def age_unit(unit: str = "year") -> Unit:
    """Return the unit of ages in years, or in months."""
    return all_units()[f"{unit}_of_age"]


def is_age_in_years(words: tuple[Word, ...], place: tuple[int, int], language: str) -> bool:
    """Tell the "82 años" of "murió a los 82 años" from "a los 3 años de la firma".

    *place* holds the first of its words and the one after them.
    """
    first, last = place
    ages = load_lexicon(language, "numbers").get("ages", {})
    if last < len(words) and words[last].form in ages.get("not_before", ()):
        return False
    return (
        _is_led(words, first, ages.get("before", ()))
        or _follows_death(words, first, language, ages.get("at_death", ()))
        or _stands_aside(words, first, last, ages)
        or _is_at_age(words, first, ages)
    )


def _stands_aside(words: tuple[Word, ...], first: int, last: int, ages: Mapping[str, Any]) -> bool:
    """Tell "at 31, he", "Con 34 años, el delantero", "Ana Gil, 34 ans," at a clause's edge."""
    if first == 0 or last >= len(words) or words[last].form not in _CLOSING:
        return False
    before = words[first - 1]
    if before.form in ages.get("aside", ()):
        grown = not words[first].form.isdigit() or int(words[first].form) >= _GROWN
        return grown and (first == 1 or words[first - 2].form in _EDGES)
    named = first > 1 and words[first - 2].token.text.istitle()
    return named and (before.form, words[last].form) in _ASIDES


def _is_at_age(words: tuple[Word, ...], first: int, ages: Mapping[str, Any]) -> bool:
    """Tell "élue à 28 ans" from "condamné à 20 ans"."""
    if first < 2 or words[first - 1].form not in ages.get("at_age", ()):
        return False
    form = words[first].form
    grown = not form.isdigit() or int(form) >= _GROWN
    return grown and not any(
        word.is_in(ages.get("terms", ())) for word in words[max(0, first - 5) : first - 1]
    )


def is_bare_age(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether a number without a unit is an age: "he was 87", "Ana Gil, 42,"."""
    ages = load_lexicon(language, "numbers").get("ages", {})
    if not numeral.plain or not 0 < numeral.value <= _OLDEST:
        return False
    after = words[numeral.last] if numeral.last < len(words) else None
    first = numeral.first
    if after is not None and after.form in ages.get("not_before", ()):
        return False  # "gol aos 42 do segundo tempo"
    if any(word.form.startswith("minut") for word in words[numeral.last : numeral.last + 5]):
        return False  # "marcou aos 10 e aos 35 minutos"
    if _is_led(words, first, ages.get("bare", ())):
        return True
    if _is_led(words, first, ages.get("bare_alone", ())):
        stops = load_lexicon(language, "numbers").get("grammar", {}).get("stops", ())
        counts = after is not None and after.form[0].isalpha() and after.form not in stops
        return numeral.value >= _GROWN and not counts
    if _opens_aside(words, first, numeral.last, ages):
        return True
    if after is not None and after.form[0].isalpha() and after.form not in ages.get("ends", ()):
        return False
    return (
        _follows_death(words, first, language, ages.get("at_death_bare", ()))
        or _is_of_subject(words, first, language)
        or _stands_beside(words, first, after, language)
    )


def _opens_aside(words: tuple[Word, ...], first: int, last: int, ages: Mapping[str, Any]) -> bool:
    """Tell the "at 31" of "Tomorrow, at 31, he makes his debut"."""
    led = first > 0 and words[first - 1].form in ages.get("aside", ())
    if not led or last + 1 >= len(words) or not _stands_aside(words, first, last, ages):
        return False
    # "At 30, the index rose" tells no age.
    after = words[last + 1]
    return after.form in ages.get("persons", ()) or after.token.text.istitle()


def share_ages(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
    """Read "de 23 et 41 ans", "aged 4, 7 and 11", "él tiene 62 años y ella, 58" as ages all."""
    lexicon = load_lexicon(language, "numbers")
    links = {",", *lexicon.get("grammar", {}).get("and", ()), *_OR}
    shared, age = list(found), age_unit()
    for index in reversed(range(len(shared) - 1)):
        left, right = shared[index], shared[index + 1]
        if right.unit == age and _may_be_age(left) and _is_joined(words, left, right, links):
            shared[index] = replace(left, unit=age, noun=None)
    for index in range(len(shared) - 1):
        left, right = shared[index], shared[index + 1]
        if left.unit != age or not _may_be_age(right):
            continue
        bare = left.last == left.numeral.last
        if (bare and _is_joined(words, left, right, links)) or _is_elliptic(
            words, left, right, lexicon
        ):
            shared[index + 1] = replace(right, unit=age, noun=None)
    return shared


def _may_be_age(one: Amount) -> bool:
    return not one.attached and one.numeral.plain and 0 < one.numeral.value <= _OLDEST


def _is_joined(words: tuple[Word, ...], left: Amount, right: Amount, links: set[str]) -> bool:
    between = words[left.last : right.first]
    return 0 < len(between) <= 2 and all(word.form in links for word in between)


def _is_elliptic(
    words: tuple[Word, ...], left: Amount, right: Amount, lexicon: Mapping[str, Any]
) -> bool:
    """Tell the 58 of "él tiene 62 años y ella, 58": a person and a comma for the verb."""
    between = words[left.last : right.first]
    if not 2 < len(between) <= 4 or between[-1].form != ",":
        return False
    person = between[-2]
    ends = right.last >= len(words) or words[right.last].form in _CLOSING
    return ends and (
        person.form in lexicon.get("ages", {}).get("persons", ()) or person.token.text.istitle()
    )


def _is_led(words: tuple[Word, ...], first: int, phrases: list[str]) -> bool:
    before = " ".join(word.form for word in words[max(0, first - 4) : first])
    return any(f" {before}".endswith(f" {phrase}") for phrase in phrases)


def _follows_death(words: tuple[Word, ...], first: int, language: str, links: list[str]) -> bool:
    """Tell "died at 82", "murió con 82 años": a preposition after a verb of dying."""
    if first < 2 or words[first - 1].form not in links:
        return False
    found = outcome_verbs(language).before(words, first - 1)
    return found is not None and found[1].unit.name == "dead" and not found[1].transitive


def _is_of_subject(words: tuple[Word, ...], first: int, language: str) -> bool:
    """Tell "the injured man is 42", "he was 87" from "the number of injured is 42"."""
    ages = load_lexicon(language, "numbers").get("ages", {})
    if first < 2 or words[first - 1].form not in ages.get("copulas", ()):
        return False
    subject = words[first - 2]
    if subject.form in ages.get("pronouns", ()):
        return True
    found = unit_phrases(language).before(words, first - 1)
    person = found is not None and found[1].person and not found[1].outcome
    return person and subject.form == subject.lemma


def _stands_beside(words: tuple[Word, ...], first: int, after: Word | None, language: str) -> bool:
    """Tell an age between commas or brackets after a name of two words, or "a woman, 35,"."""
    if first < 3 or after is None or (words[first - 1].form, after.form) not in _ASIDES:
        return False
    if all(word.token.text.istitle() for word in words[first - 3 : first - 1]):
        return True
    found = unit_phrases(language).before(words, first - 1)
    one = words[first - 2].form == words[first - 2].lemma and words[first - 3].form in _ONE
    if not one or found is None or found[1].name == "people":
        return False
    return found[1].person and not found[1].outcome


_GROWN = 10
_ONE = frozenset({"a", "the", "un", "una", "el", "la", "um", "uma", "o", "une", "le"})
_OR = frozenset({"or", "o", "ou"})
_CLOSING = frozenset(",.;:)—–")
_EDGES = frozenset('.:;,!?¿¡"“«(—–-\n')
_ASIDES = frozenset({(",", ","), ("(", ")"), (",", ".")})
