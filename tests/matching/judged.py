"""A stand-in for the entailment head: verdicts from the words that two texts share."""

from collections.abc import Sequence

import numpy as np

from matching.entail import Judged
from matching.testing import HashingEncoder


class JudgingEncoder(HashingEncoder):
    """Hashed letters, and a head that believes texts with the same words."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []

    @property
    def head(self) -> str:  # type: ignore[override]
        """A checksum of nothing."""
        return "0" * 64

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged:  # type: ignore[override]
        """Agree by the share of common words; entail by the share of the other's words."""
        self.asked += pairs
        relation = [_relation(*map(_words, pair)) for pair in pairs]
        forward = [_inference(*map(_words, pair)) for pair in pairs]
        backward = [_inference(*map(_words, pair[::-1])) for pair in pairs]
        return Judged(*(_rows(found) for found in (forward, backward, relation)))


def _words(text: str) -> set[str]:
    return set(text.lower().strip(".").split())


def _relation(a: set[str], b: set[str]) -> list[float]:
    shared = len(a & b) / max(1, len(a | b))
    return [0.9 * shared, 0.1 * shared, 1 - shared]


def _inference(a: set[str], b: set[str]) -> list[float]:
    held = len(a & b) / max(1, len(b))
    return [held, (1 - held) / 2, (1 - held) / 2]


def _rows(found: list[list[float]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(found, np.float32).reshape(-1, 3)
