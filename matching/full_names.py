"""A written name taken apart: the words that tell people apart, and what stands beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from matching.given_names import is_listed_given
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import fold, split_words
from matching.people_words import PARTICLES, all_titles

# "Jan Nowak (poseł)": what brackets add at the end is no part of the name.
_BRACKETS = re.compile(r"(?<=.)\s*\([^)]*\)\s*$")
# "D. Feetham", "Carlos e Ana": a letter alone is an initial unless it is written small.
_LINKING = frozenset(word for word in PARTICLES if len(word) > 1)
_SMALL_LINKS = frozenset(word for word in PARTICLES if len(word) == 1)
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")


# Digits that a scan reads for the letters of a name: "0scar", "Angel0".
_DIGITS = str.maketrans("01583", "olsbe")
_MIXED = re.compile(r"[^\W\d]{2}.*\d|\d.*[^\W\d]{2}")


@dataclass(frozen=True, slots=True)
class FullName:
    """The folded words of a name without titles, particles and marks of generation.

    `words` keeps the particles, `core` leaves them out; `generation` is "junior", "senior",
    "second"… or None.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    generation: str | None


@cache
def _beside(topic: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_lexicon(SHARED, "honorifics")[topic])


@cache
def _generations() -> dict[str, str]:
    rows = load_lexicon(SHARED, "honorifics")["generation"]
    return {fold(form): name for name, forms in rows.items() for form in forms}


@lru_cache(maxsize=65536)
def full_name(surface: str) -> FullName:
    """Return the parts of a written name; a name of titles alone keeps them as words."""
    words = _words(_without_tail(_BRACKETS.sub("", surface)))
    is_marked = len(words) > (2 if words[-1:] and words[-1] in _beside("also_surnames") else 1)
    generation = _generations().get(words[-1]) if is_marked else None
    if generation:
        words.pop()
    words = _without_titles(words)
    core = tuple(word for at, word in enumerate(words) if at == 0 or word not in _LINKING)
    if len(core) > 1 and core[0] in _LINKING and not is_listed_given(core[0]):
        core = core[1:]
    return FullName(tuple(words), core, generation)


def is_one_with_mark(left: str, right: str) -> bool:
    """Tell "Vinícius Júnior" and "Vinicius Jr.": one name, its mark spelt in two ways.

    Alone, the spelt mark may be a surname ("Ana Junior"); beside the short mark it is none.
    """
    marks = _generations()
    one, other = _words(left), _words(right)
    if min(len(one), len(other)) < 2 or one[:-1] != other[:-1]:
        return False
    return one[-1] in marks and marks[one[-1]] == marks.get(other[-1])


def _without_tail(surface: str) -> str:
    """Return "Des Browne" for "Des Browne, Baron Browne of Ladyton" and "Des Browne, M.A."."""
    name, comma, tail = surface.partition(",")
    words = [fold(word) for word in tail.split()]
    if not (comma and words and len(name.split()) > 1):
        return surface
    is_extra = words[0] in _beside("peerage") or _are_degrees(tail, words)
    return name if is_extra else surface


def _are_degrees(tail: str, words: Sequence[str]) -> bool:
    """Tell degrees behind a comma ("S.H., M.Kn") from a given name ("Batlle, Ana")."""
    if any(word in _generations() or is_listed_given(word) for word in words):
        return False
    are_short = all(0 < len(word) < 5 for word in words)
    return are_short and ("." in tail or tail.upper() == tail)


def _words(surface: str) -> list[str]:
    words: list[str] = []
    for word in split_words(surface):
        if _INITIALS.fullmatch(word.text):  # "J.R." stands for two words.
            words += [fold(letter) for letter in word.text if letter != "."]
        elif word.key and word.text not in _SMALL_LINKS:
            words.append(word.key.translate(_DIGITS) if _MIXED.search(word.key) else word.key)
    return words


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in all_titles():
        if len(words) == 2 and is_listed_given(words[0]):  # "Don Beyer" is no don.
            break
        words = words[1:]
    honours = _beside("anywhere")
    kept = [word for word in words if word not in honours]
    return kept if any(len(word) > 1 for word in kept) else words
