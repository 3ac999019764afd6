"""Words that bound amounts elsewhere and bound none here: a noun, an adjective, a time."""

from collections.abc import Mapping
from typing import Any

from matching.lexicon import load_lexicon
from matching.word_classes import WordClass, classify_words
from matching.word_table import Word

_NOMINAL = (WordClass.OTHER, WordClass.NAME, WordClass.BASE)


def bound_entries(language: str) -> Mapping[str, Any]:
    """Return the words of *language* that bound amounts, and what stands around them."""
    entries: Mapping[str, Any] = load_lexicon(language, "numbers").get("bounds", {})
    return entries


def is_no_bound(words: tuple[Word, ...], place: int, language: str) -> bool:
    """Tell whether the word at *place*, which begins a bound, is a noun or qualifies one.

    "Un menor de 17 años" is a person, "el salario mínimo de 1.200 euros" has a name; "menores
    de 18 años" and "un mínimo de 1.200 euros" are bounds.
    """
    entries = bound_entries(language)
    if not place:
        return False
    if words[place].form in entries.get("nouns", ()):
        return words[place - 1].form in entries.get("noun_articles", ())
    return words[place].is_in(entries.get("qualifying", ())) and _is_nominal(
        words, place - 1, language
    )


def is_of_time(words: tuple[Word, ...], place: int, last: int, language: str) -> bool:
    """Tell whether a bounding word says something else of a time: "over", "until"."""
    entries = bound_entries(language)
    if last < len(words) and words[last].form in entries.get("ago", ()):
        return False  # "over 60 years ago"
    return words[place].form in entries.get("not_of_time", ())


def _is_nominal(words: tuple[Word, ...], place: int, language: str) -> bool:
    near = [word.token for word in words[max(0, place - 1) : place + 1]]
    return classify_words(near, language)[-1] in _NOMINAL
