"""Signals of two documents into the odds that they tell one event: a logistic regression.

The weights stand in weights.toml, each beside the example that justifies it, with their origin;
`python -m benchmarks.training.grouping` fits them on the development gold of tests/gold/grouping.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matching.grouping.signals import Placed, signals
from matching.grouping.window import Window
from matching.ids import text_hash

# Beyond this one document would decide for all others of its story.
_MOST = 5.0
LEAST = -8.0
"""The odds of documents that tell two events for sure, such as those out of reach."""

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents side by side: `odds` is the log odds that they tell one event.

    `parts` are the contributions of the signals, whose sum the odds are (but for the ends).
    """

    left_id: str
    right_id: str
    odds: float
    parts: Mapping[str, float]

    @property
    def probability(self) -> float:
        """The odds as a probability in [0, 1]."""
        return probability(self.odds)


def probability(odds: float) -> float:
    """Return log odds as a probability, four decimals."""
    return round(1 / (1 + math.exp(-odds)), _DECIMALS)


def link(left: Placed, right: Placed, window: Window) -> Link:
    """Return how likely it is that two documents tell one event."""
    left, right = sorted((left, right), key=lambda each: each.profile.document_id)
    found = signals(left, right, window)
    parts = {name: weight * found[name] for name, weight in _weights().items()}
    odds = bounded(sum(parts.values()))
    return Link(left.profile.document_id, right.profile.document_id, odds, parts)


def bounded(odds: float) -> float:
    """Return log odds within their ends, four decimals."""
    return round(min(max(odds, LEAST), _MOST), _DECIMALS)


@cache
def weights_hash() -> str:
    """Return the SHA-256 of the weight file: odds of two hashes do not compare."""
    return text_hash(_read())


@cache
def _weights() -> Mapping[str, float]:
    return {row["name"]: row["weight"] for row in tomllib.loads(_read())["signals"]}


def _read() -> str:
    return (files("matching.grouping") / "weights.toml").read_text(encoding="utf-8")
