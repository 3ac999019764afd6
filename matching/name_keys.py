"""Names as keys, and how alike two keys are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, digits

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from matching.given_names import are_short_forms, are_variants, name_rows
from matching.name_tokens import split_words
from matching.organisations import without_company_form
from matching.people_words import PARTICLES, all_titles, is_given

# Spellings of one sound across languages and transliterations, applied in order to a folded
# word: Poutine = Putin, Zelenskyy = Zelenski, Mohammed = Muhamad, Jrushchov = Khrushchev.
# The letters before each pattern are those that it needs: without them it is not tried.
_SPELLINGS = tuple(
    (frozenset(needed), re.compile(pattern), letters)
    for needed, pattern, letters in (
        ("c", r"tsch|tch|cz|ch", "c"),
        ("s", r"sch|sh|sz", "s"),
        ("hj", r"kh|gh|h|j(?=[aou])", "h"),
        ("p", r"ph", "f"),
        ("o", r"ou|oo", "u"),
        ("cq", r"ck|q|c(?=[aoulr])", "k"),
        ("w", r"w", "v"),
        ("yie", r"(?:iy|yi|ij|yy|y|ii|ee)", "i"),
        ("z", r"z", "s"),
        ("v", r"o(?=v$)|e(?=v$)", "o"),
        (ascii_lowercase + digits, r"(.)\1+", r"\1"),
        ("neh", r"(?<=n)e$|(?<=.{3})h", ""),
    )
)

# Degrees and ranks after a name; a name's own last word comes before them.
_SUFFIXES = frozenset(
    {"jr", "sr", "phd", "md", "mp", "qc", "kc", "esq", "bed", "msc", "ba", "ma", "mba"}
)


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name's folded words, without titles; `core` leaves particles out ("de", "von")."""

    words: tuple[str, ...]

    @property
    def core(self) -> tuple[str, ...]:
        """The words that tell people apart; all words when there are only particles."""
        return tuple(word for word in self.words if word not in PARTICLES) or self.words


@lru_cache(maxsize=65536)
def name_key(surface: str) -> NameKey:
    """Return the key of a name: accents, case, points and leading titles do not count."""
    # "Jan Nowak (poseł)": what brackets add at the end is no part of the name.
    named = re.sub(r"(?<=.)\s*\([^)]*\)\s*$", "", surface)
    words = [word.key for word in split_words(named) if word.key]
    while len(words) > 1 and words[0] in all_titles():
        words.pop(0)
    while len(words) > 2 and words[-1] in _SUFFIXES:
        words.pop()
    return NameKey(tuple(words))


def company_key(surface: str) -> NameKey:
    """Return the key of a body's name without its legal form ("S.A.", "Ltd")."""
    words = split_words(surface)
    kept = without_company_form(words)
    return NameKey(tuple(word.key for word in kept or words if word.key))


def edit_distance(left: str, right: str) -> int:
    """Return the edits between two folded words; swapping two neighbours is one edit.

    Source: optimal string alignment distance (restricted Damerau-Levenshtein), RapidFuzz.
    """
    return OSA.distance(left, right)


# Letters that a scan reads as others, and what both are read as here.
_SCANNED = (("rn", "m"), ("nn", "m"), ("vv", "w"), ("ii", "u"), ("cl", "d"))


def slips_between(left: str, right: str) -> int:
    """Return the slips between two folded words: edits, or letters that a scan takes for others.

    "Comejo" is one slip from "Cornejo", though two edits.
    """
    edits = edit_distance(left, right)
    if edits < 2:
        return edits
    scanned, other = as_scanned(left), as_scanned(right)
    if (scanned, other) == (left, right):
        return edits
    return min(edits, edit_distance(scanned, other) + 1)


def as_scanned(word: str) -> str:
    """Return a folded word as a scan might read it: equal for "Comejo" and "Cornejo"."""
    for letters, read in _SCANNED:
        if letters in word:
            word = word.replace(letters, read)
    return word


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """Return a spelling-independent form of a folded word; equal for Poutine and Putin."""
    for needed, pattern, letters in _SPELLINGS:
        if not needed.isdisjoint(word):
            word = pattern.sub(letters, word)
    return word


def are_same_word(left: str, right: str) -> bool:
    """Tell whether two folded words are one name word, in any spelling of it."""
    return left == right or (min(len(left), len(right)) > 2 and sound_key(left) == sound_key(right))


def word_families(word: str) -> frozenset[str | int]:
    """Return keys of a folded word: two that are one name word or nicknames share a key."""
    return frozenset((word, sound_key(word))) | name_rows(word)


def are_nicknames(left: str, right: str) -> bool:
    """Tell whether one given name is a short form of the other, or its form in a language."""
    return are_short_forms(left, right) or are_variants(left, right)


def is_initial(short: str, full: str) -> bool:
    """Tell whether *short* is the first letter of *full*."""
    return len(short) == 1 and full.startswith(short) and len(full) > 1


def allowed_edits(word: str) -> int:
    """Return how many edits may still be a slip in a word of this length: 0, 1 or 2."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def is_slip(left: str, right: str) -> bool:
    """Tell whether two different folded words are within the edits of one slip."""
    allowed = max(allowed_edits(left), allowed_edits(right))
    return (
        left != right and min(len(left), len(right)) >= 3 and edit_distance(left, right) <= allowed
    )


def slip_distance(left: Sequence[str], right: Sequence[str]) -> int | None:
    """Return the edits between two names, word by word in order; None when it is no slip.

    Each word must be equal or within the edits of one slip, and at most two edits in all.
    """
    if len(left) != len(right):
        return None
    pairs = list(zip(left, right, strict=True))
    if not all(one == other or is_slip(one, other) for one, other in pairs):
        return None
    edits = sum(edit_distance(one, other) for one, other in pairs)
    return edits if 0 < edits <= 2 else None


def spelling_similarity(left: str, right: str) -> float:
    """Return how alike the letters of two folded words are, in [0, 1]; 1.0 means equal."""
    return min(OSA.normalized_similarity(left, right), JaroWinkler.similarity(left, right))


def words_similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Return how alike the words of two names are, in [0, 1]; 1.0 means equal in any order.

    Use for names only: word-set measures score a claim and its denial as equal.
    """
    return token_sort_ratio(" ".join(left), " ".join(right)) / 100


def name_similarity(left: str, right: str) -> float:
    """Return how alike two written names are, in [0, 1]; 1.0 means equal words in any order."""
    return words_similarity(name_key(left).words, name_key(right).words)


def is_contained(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether every word of *short* is a word of *full*, in the same order.

    A word counts as found when equal in sound, a nickname or an initial of it.
    """
    at = 0
    for word in short:
        while at < len(full) and not _stands_for(word, full[at]):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True


def _stands_for(short: str, full: str) -> bool:
    return (
        are_same_word(short, full)
        or is_initial(short, full)
        or (is_given(full) and are_nicknames(short, full))
    )


def letters_similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Return how alike two names are as letters without spaces, in [0, 1]; 1.0 is equal."""
    return OSA.normalized_similarity("".join(left), "".join(right))


def fold_accents(surface: str) -> str:
    """Return a written name as words without accents or case; titles stay."""
    return " ".join(word.key for word in split_words(surface))
