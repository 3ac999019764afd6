"""What is usual among the documents of one time: how rare a key is, how near any text comes.

A name that every second document has tells nothing, and some sentences come near to all
others ("the minister said so today"): what counts is nearness beyond what is usual for them.

Source: hubness and its local correction, Conneau et al. 2018 (CSLS), with a quantile over
documents in place of a mean over neighbours, so that the documents of one large story do
not hide each other.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.embed import Vectors
from matching.grouping.profile import Profile

# As if so many documents more were there, none of which has a key: two documents that share a
# name are no proof that it is rare.
_PRIOR_DOCUMENTS = 50
_USUAL_SHARE = 0.9
# The same among everyday texts of the embedded model, until a window has texts enough.
_USUAL = 0.80
_PRIOR_USUAL = 20
# Profiles in one product: some 20 MB beside a background of 300 documents.
_AT_ONCE = 32


@dataclass(frozen=True, eq=False)
class Window:
    """Documents near in time, as a background; `counts[key]` of them have a key."""

    profiles: Sequence[Profile]
    counts: Mapping[str, int]

    def rarity(self, key: str) -> float:
        """Return how rare a key is, in [0, 1]: 1 for one that a single document has."""
        return self._rarities[self.counts.get(key, 1)]

    @cached_property
    def _rarities(self) -> Sequence[float]:
        """The rarity of a key that so many documents have."""
        total = len(self.profiles) + _PRIOR_DOCUMENTS
        most = max(self.counts.values(), default=1)
        return [math.log(total / max(1, count)) / math.log(total) for count in range(most + 1)]

    @cached_property
    def _sentences(self) -> tuple[Vectors, NDArray[np.intp]]:
        starts = np.cumsum([0, *(len(profile.vectors) for profile in self.profiles[:-1])])
        return np.concatenate([profile.vectors for profile in self.profiles]), starts

    def usual(self, profiles: Sequence[Profile]) -> list[Vectors]:
        """Return u of each profile, `u[i]` the cosine that sentence i has with one document in ten.

        What it has with a document is that of its nearest sentence there.
        """
        found: list[Vectors] = []
        for at in range(0, len(profiles), _AT_ONCE):
            some = profiles[at : at + _AT_ONCE]
            ends = np.cumsum([len(profile.vectors) for profile in some])[:-1]
            nearest = np.split(self._nearest(some), ends, axis=1)
            found += map(self._usual, some, nearest)
        return found

    def _nearest(self, profiles: Sequence[Profile]) -> Vectors:
        """Return the cosine of each document's nearest sentence, a column for each of *profiles*'.

        All of them in one product: one after the other waits for memory, and takes four times
        as long.
        """
        if not self.profiles:
            return np.empty((0, sum(len(profile.vectors) for profile in profiles)), np.float32)
        vectors, starts = self._sentences
        sentences = np.concatenate([profile.vectors for profile in profiles])
        return np.maximum.reduceat(vectors @ sentences.T, starts, axis=0)

    def _usual(self, profile: Profile, nearest: Vectors) -> Vectors:
        others = np.array([one.document_id != profile.document_id for one in self.profiles], bool)
        if not others.any():
            return np.full(len(profile.vectors), _USUAL, np.float32)
        best = nearest[others]
        found = np.quantile(best, _USUAL_SHARE, axis=0)
        share = len(best) / (len(best) + _PRIOR_USUAL)
        return np.asarray(share * found + (1 - share) * _USUAL, np.float32)


def make_window(profiles: Sequence[Profile]) -> Window:
    """Return the window of *profiles*, each of which counts once."""
    ordered = sorted(profiles, key=lambda profile: profile.document_id)
    counts = Counter(
        key for one in ordered for key in {*one.names, *one.amounts, *one.words, *day_keys(one)}
    )
    return Window(ordered, counts)


def day_keys(profile: Profile) -> set[str]:
    """Return the keys of the days that a document gives."""
    return {day_key(day.on) for day in profile.days}


def day_key(day: date) -> str:
    """Return the key of a day."""
    return f"day:{day}"
