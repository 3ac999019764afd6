"""Which known subjects a text names: concepts that vectors alone confuse.

"narcotráfico" and "delincuencia organizada" lie close together in any model of meaning,
yet a claim about the one does not report what a claim about the other does. The lexicon
lists such sisters in sets; two texts that name different members of a set contrast.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from matching.lexicon import SHARED, load_lexicon

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class SubjectRelation:
    """How the subjects of two lists of texts relate: `[i, j]` is left i and right j.

    `contrasting`: both name members of one set and have none in common. `shared`: they
    name the same member of some set and contrast in none.
    """

    contrasting: Flags
    shared: Flags


def relate_subjects(left: Sequence[str], right: Sequence[str]) -> SubjectRelation:
    """Compare what the texts of two sides name; swapping the sides transposes both arrays."""
    contrasting = np.zeros((len(left), len(right)), bool)
    shared = contrasting.copy()
    one, two = _named(left), _named(right)
    for sisters in _patterns():
        common = (one[sisters].astype(np.float32) @ two[sisters].astype(np.float32).T) > 0
        both = np.outer(one[sisters].any(axis=1), two[sisters].any(axis=1))
        contrasting |= both & ~common
        shared |= common
    return SubjectRelation(contrasting, shared & ~contrasting)


def _named(texts: Sequence[str]) -> Mapping[str, Flags]:
    """Return for each set an array: does text i name member k?"""
    found = [_named_in(text) for text in texts]
    return {
        sisters: np.array([row[place] for row in found], bool).reshape(len(texts), len(patterns))
        for place, (sisters, patterns) in enumerate(_patterns().items())
    }


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[tuple[bool, ...], ...]:
    """Tell for each set which of its members *text* names."""
    folded = anyascii(text).lower()
    return tuple(
        tuple(pattern.search(folded) is not None for pattern in patterns)
        for patterns in _patterns().values()
    )


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    lexicon = load_lexicon(SHARED, "subjects")
    return {
        sisters: tuple(_pattern(words) for words in members.values())
        for sisters, members in lexicon.items()
    }


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of whole words; a * in the lexicon stands for any ending."""
    stems = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(stems)})\b")
