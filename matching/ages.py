"""Ages: numbers that say how old a person is, with or without "years"."""

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.units import Unit, all_units, outcome_verbs, unit_phrases
from matching.word_table import Word

_OLDEST = 120


def age_unit() -> Unit:
    """Return the unit of ages."""
    return all_units()["year_of_age"]


def is_age_in_years(words: tuple[Word, ...], place: tuple[int, int], language: str) -> bool:
    """Tell the "82 años" of "murió a los 82 años" from "a los 3 años de la firma".

    *place* holds the first of its words and the one after them.
    """
    first, last = place
    ages = load_lexicon(language, "numbers").get("ages", {})
    if last < len(words) and words[last].form in ages.get("not_before", ()):
        return False
    return _is_led(words, first, ages.get("before", ())) or _follows_death(
        words, first, language, ages.get("at_death", ())
    )


def is_bare_age(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether a number without a unit is an age: "he was 87", "Ana Gil, 42,"."""
    ages = load_lexicon(language, "numbers").get("ages", {})
    if not numeral.plain or not 0 < numeral.value <= _OLDEST:
        return False
    after = words[numeral.last] if numeral.last < len(words) else None
    first = numeral.first
    if _is_led(words, first, ages.get("bare", ())):
        return True
    if after is not None and after.form[0].isalpha() and after.form not in ages.get("ends", ()):
        return False
    return (
        _follows_death(words, first, language, ages.get("at_death_bare", ()))
        or _is_of_subject(words, first, language)
        or _stands_beside_name(words, first, after)
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


def _stands_beside_name(words: tuple[Word, ...], first: int, after: Word | None) -> bool:
    """Tell an age between commas or brackets after a name of two words."""
    if first < 3 or after is None or (words[first - 1].form, after.form) not in _ASIDES:
        return False
    return all(word.token.text.istitle() for word in words[first - 3 : first - 1])


_ASIDES = frozenset({(",", ","), ("(", ")"), (",", ".")})
