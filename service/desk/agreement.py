"""Agreement of two reviewers beyond what chance would give: Cohen's kappa.

Source: Cohen (1960), A coefficient of agreement for nominal scales; its standard error: Fleiss,
Cohen and Everitt (1969), Large sample standard errors of kappa and weighted kappa, formula 13.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

# Of the normal distribution: 95 % lie within.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Kappa:
    """How two reviewers agree on `n` findings.

    `observed` and `expected` are shares in [0, 1]. `kappa` is in [-1, 1]; None where chance alone
    explains everything (both always gave one and the same label) or nothing was judged by both.
    `low` and `high` bound it with 95 % confidence; they mean little below some thirty findings.
    """

    n: int
    observed: float
    expected: float
    kappa: float | None
    low: float | None
    high: float | None


def cohen_kappa(pairs: Iterable[tuple[T, T]]) -> Kappa:
    """Return the agreement over *pairs*: what one and the other said of each finding."""
    found = list(pairs)
    n = len(found)
    if not n:
        return Kappa(0, 0.0, 0.0, None, None, None)
    one, other = Counter(a for a, _ in found), Counter(b for _, b in found)
    observed = sum(a == b for a, b in found) / n
    expected = sum(one[label] * other[label] for label in one) / n**2
    if math.isclose(expected, 1.0):
        return Kappa(n, observed, 1.0, None, None, None)
    kappa = (observed - expected) / (1 - expected)
    margin = _Z * _standard_error(found, observed, expected)
    return Kappa(n, observed, expected, kappa, max(-1.0, kappa - margin), min(1.0, kappa + margin))


def _standard_error(pairs: Sequence[tuple[T, T]], observed: float, expected: float) -> float:
    n = len(pairs)
    cells = Counter(pairs)
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    kappa = (observed - expected) / (1 - expected)
    same = sum(
        (count / n) * (1 - (rows[a] + columns[a]) / n * (1 - kappa)) ** 2
        for (a, b), count in cells.items()
        if a == b
    )
    apart = (1 - kappa) ** 2 * sum(
        (count / n) * ((columns[a] + rows[b]) / n) ** 2 for (a, b), count in cells.items() if a != b
    )
    spread = same + apart - (kappa - expected * (1 - kappa)) ** 2
    # Rounding may leave a tiny number below zero where nothing varies.
    return math.sqrt(max(0.0, spread) / n) / (1 - expected)
