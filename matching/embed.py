"""Texts as vectors: one for each text, one for each of its words in that context."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.entail import Judged
from matching.tokens import Token

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """The words of one text and their vectors: `vectors[i]` is `tokens[i]` in context.

    Vectors have length 1. Punctuation has no vector, nor have words beyond the longest
    input that the model reads (512 sub-words for the embedded one). `rarity[i]` is the sum
    of the log ranks of the word's sub-words in the model's vocabulary, which is sorted by
    frequency: about 2 for "de", 10 for "seguridad", 35 for "narcotráfico".
    """

    tokens: tuple[Token, ...]
    vectors: Vectors
    rarity: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts as vectors: `sentences[i]` (length 1) and `words[i]` belong to text i."""

    sentences: Vectors
    words: tuple[WordVectors, ...]


class Encoder(Protocol):
    """What turns texts into vectors; two sets of vectors compare only under one encoder."""

    @property
    def name(self) -> str:
        """Name of the model, as its publisher writes it."""

    @property
    def revision(self) -> str:
        """Hexadecimal digest of the weights."""

    @property
    def precision(self) -> str:
        """Number format of the computation, such as "float32"."""

    @property
    def head(self) -> str | None:
        """SHA-256 of the entailment head, None for a model without one."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged | None:
        """Return what the entailment head says of *pairs* of texts, None without a head."""

    def __hash__(self) -> int:
        """Encoders are keys of caches: equal ones give equal vectors."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order; equal texts get equal vectors."""

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors [texts, d] of `encode` without those of words."""
