"""How far a pair of claims stands above its rivals: the other pairs of either claim.

Two claims with few words in common may still be each other's nearest by far, and two that
share many may each have a nearer one. Retrieval across languages calls this a margin.

Source: the difference margin of Artetxe and Schwenk (2019), with one neighbour a side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Lead:
    """What a pair is ahead of the strongest rival of one claim, and of the other.

    `least` is the smaller of the two and `most` the larger, so that they are the same for
    swapped sides; below 0 where a rival is nearer. A claim without a rival leads by all.
    """

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How near two claims of two documents are among all claims of these documents.

    `closeness` is the cosine of their sentences, in [0, 1]. `likeness_lead` and
    `closeness_lead` tell how far each is ahead of its rivals.
    """

    closeness: float
    likeness_lead: Lead
    closeness_lead: Lead


def standings(
    likeness: Matrix, closeness: Matrix, places: Sequence[tuple[int, int]]
) -> list[Standing]:
    """Return the standing of each place (i, j) of two matrices of similarities."""
    return [
        Standing(round(float(closeness[place]), _DECIMALS), one, two)
        for place, one, two in zip(
            places, leads(likeness, places), leads(closeness, places), strict=True
        )
    ]


def leads(values: Matrix, places: Sequence[tuple[int, int]]) -> list[Lead]:
    """Return the lead of each place (i, j) of *values*, similarities that are 0 at least."""
    if not places:
        return []
    rows, columns = np.array(places).T
    rivals = _strongest_rivals(values), _strongest_rivals(values.T).T
    ahead = np.sort([(values - rival)[rows, columns] for rival in rivals], axis=0)
    return [Lead(round(float(a), _DECIMALS), round(float(b), _DECIMALS)) for a, b in ahead.T]


def _strongest_rivals(values: Matrix) -> Matrix:
    """Return r with `r[i, j]` the largest of row i outside column j, 0 where there is none."""
    padded = np.concatenate([values, np.zeros((len(values), 2), values.dtype)], axis=1)
    ranked = np.sort(padded, axis=1)
    is_best = np.arange(values.shape[1])[None, :] == padded.argmax(axis=1)[:, None]
    return np.asarray(np.where(is_best, ranked[:, -2:-1], ranked[:, -1:]), values.dtype)


def nearest(values: Matrix, count: int) -> NDArray[np.bool_]:
    """Return where a value is among the *count* largest of its row or of its column.

    Equal values stand or fall together, so that no order matters; 0 is near nothing.
    """
    if not values.size or not count:
        return np.zeros(values.shape, np.bool_)
    return (values > 0) & (
        (values >= _least(values, count)) | (values >= _least(values.T, count).T)
    )


def _least(values: Matrix, count: int) -> Matrix:
    """Return the *count*-th largest of each row [rows, 1], its smallest in a short row."""
    ranked = -np.sort(-values, axis=1)
    return ranked[:, min(count, values.shape[1]) - 1 :][:, :1]
