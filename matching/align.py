"""Which claims of two sides are counterparts: order-free, n:m, or none at all.

    similarity matrix -> the best pairing in total, in which staying alone is a choice
                      -> extensions: a claim still alone joins a partner it is sure of
                      -> groups: claims connected by pairs

Rewards grow with the square of what lies above the threshold, so that a strong pair is
not given up for two weak ones. Ties are broken by the claims' keys, which come from their
content, never by position: shuffled rows give the same groups, a transposed matrix gives
the transposed groups.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matching.errors import EncodingError
from matching.thresholds import ALIGNMENT, AlignmentThresholds

# Far below the last decimal of a similarity, even summed over all pairs of a long document.
_TIE = 1e-9


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Row `left` and column `right` are counterparts, with their similarity in [0, 1]."""

    left: int
    right: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that report one fact: rows and columns connected by pairs, in rising order."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    pairs: tuple[Pair, ...]

    @property
    def similarity(self) -> float:
        """The similarity of the strongest pair, in [0, 1]."""
        return max(pair.similarity for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every row and every column exactly once: in one group, or without a counterpart."""

    groups: tuple[Group, ...]
    left_alone: tuple[int, ...]
    right_alone: tuple[int, ...]


def align(
    similarity: NDArray[np.floating[Any]],
    *,
    left_keys: Sequence[str],
    right_keys: Sequence[str],
    thresholds: AlignmentThresholds = ALIGNMENT,
) -> Alignment:
    """Return the alignment of rows and columns of *similarity*, values in [0, 1].

    The keys stand for the claims' content (their words and speaker); claims with equal
    keys are interchangeable. EncodingError when the matrix does not fit the keys.
    """
    rows, columns = len(left_keys), len(right_keys)
    scores = np.asarray(similarity, dtype=np.float64)
    if scores.shape != (rows, columns) or not np.isfinite(scores).all():
        raise EncodingError(f"not similarities of {rows} by {columns} claims: {scores.shape}")
    ties = _tie_breaks(scores >= thresholds.counterpart, left_keys, right_keys)
    rewards = np.square(np.clip(scores - thresholds.counterpart, 0, None)) + ties
    pairs = _best_pairs(rewards)
    extended = [*pairs, *_extensions(scores + ties, pairs, thresholds.extension)]
    return _group([Pair(i, j, float(scores[i, j])) for i, j in extended], rows, columns)


def joined(first: Alignment, then: Alignment) -> Alignment:
    """Return *first* with the groups that *then* makes of its lone rows and columns."""
    return Alignment(
        tuple(sorted((*first.groups, *then.groups), key=lambda group: (group.left, group.right))),
        tuple(sorted({*first.left_alone} & {*then.left_alone})),
        tuple(sorted({*first.right_alone} & {*then.right_alone})),
    )


def _tie_breaks(
    candidates: NDArray[np.bool_], left_keys: Sequence[str], right_keys: Sequence[str]
) -> NDArray[np.float64]:
    """Return a tiny positive number for each candidate pair, 0 for all others.

    It is the same whichever side comes first, and no two pairs have the same.
    """
    ties = np.zeros(candidates.shape)
    for i, j in np.argwhere(candidates):
        joined = "\0".join(sorted((left_keys[i], right_keys[j])))
        digest = hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=6).digest()
        ties[i, j] = _TIE * (1 + int.from_bytes(digest, "big") / 2**48)
    return ties


def _best_pairs(rewards: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of highest total reward; a pair without reward is none."""
    rows, columns = linear_sum_assignment(rewards, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if rewards[i, j] > 0]


def _extensions(
    ranked: NDArray[np.float64], pairs: Sequence[tuple[int, int]], extension: float
) -> list[tuple[int, int]]:
    """Return each lone claim's strongest pair, when it is sure enough.

    A lone claim joins one partner only, and two paired claims are never joined further:
    groups grow, they do not merge.
    """
    taken_rows, taken_columns = {i for i, _ in pairs}, {j for _, j in pairs}
    rows, columns = ranked.shape
    found = []
    if pairs:
        for i in sorted(set(range(rows)) - taken_rows):
            found.append((i, int(ranked[i].argmax())))
        for j in sorted(set(range(columns)) - taken_columns):
            found.append((int(ranked[:, j].argmax()), j))
    return [(i, j) for i, j in found if ranked[i, j] >= extension]


def _group(pairs: Sequence[Pair], rows: int, columns: int) -> Alignment:
    """Join pairs that share a claim into groups; the rest is alone."""
    groups: list[list[Pair]] = []
    for pair in sorted(pairs):
        touching = [group for group in groups if any(_share_claim(pair, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([pair, *(other for group in touching for other in group)])
    return Alignment(
        tuple(sorted(map(_as_group, groups), key=lambda group: group.left)),
        _others(rows, {pair.left for pair in pairs}),
        _others(columns, {pair.right for pair in pairs}),
    )


def _share_claim(one: Pair, two: Pair) -> bool:
    return one.left == two.left or one.right == two.right


def _as_group(pairs: Sequence[Pair]) -> Group:
    left = sorted({pair.left for pair in pairs})
    right = sorted({pair.right for pair in pairs})
    return Group(tuple(left), tuple(right), tuple(sorted(pairs)))


def _others(count: int, taken: set[int]) -> tuple[int, ...]:
    return tuple(index for index in range(count) if index not in taken)
