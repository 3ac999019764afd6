"""Stand-ins for tests: an encoder that needs no weights."""

import hashlib
import math
from collections.abc import Iterator, Sequence

import numpy as np

from matching.embed import Encoded, Vectors, WordVectors
from matching.tokens import tokenize


class HashingEncoder:
    """Vectors made of hashed character trigrams: no weights, no meaning, no surprises.

    Texts that share letters are alike, so spelling variants and cognates are a little
    alike; nothing else is. A word has the same vector in every context.
    """

    name = "hashing"
    precision = "float32"

    def __init__(self, dimension: int = 256) -> None:
        """Make vectors of *dimension* numbers."""
        self.dimension = dimension

    @property
    def revision(self) -> str:
        """Digest of what the vectors depend on besides the text."""
        return hashlib.sha256(f"hashing-{self.dimension}".encode()).hexdigest()

    @property
    def head(self) -> None:
        """No entailment head."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Return None: letters do not tell what a text says of another."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order."""
        sentences = np.zeros((len(texts), self.dimension), np.float32)
        words = []
        for row, text in zip(sentences, texts, strict=True):
            tokens = tuple(token for token in tokenize(text) if token.is_word)
            vectors = np.zeros((len(tokens), self.dimension), np.float32)
            for vector, token in zip(vectors, tokens, strict=True):
                vector[:] = self._word(token.text)
            row[:] = _unit(vectors.sum(axis=0))
            rarity = np.array([2 * len(token.text) for token in tokens], np.float32)
            words.append(WordVectors(tokens, vectors, rarity))
        return Encoded(sentences, tuple(words))

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors [texts, d] of `encode` without those of words."""
        return self.encode(texts).sentences

    def _word(self, word: str) -> Vectors:
        vector = np.zeros(self.dimension, np.float32)
        for gram in _trigrams(word.lower()):
            digest = hashlib.blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            number = int.from_bytes(digest, "little")
            vector[(number >> 1) % self.dimension] += 1 if number & 1 else -1
        return _unit(vector)


def _trigrams(word: str) -> Iterator[str]:
    padded = f"^{word}$"
    for start in range(max(1, len(padded) - 2)):
        yield padded[start : start + 3]


def _unit(vector: Vectors) -> Vectors:
    """Return the vector at length 1, or the first axis for one without length."""
    norm = math.sqrt(float(vector @ vector))
    if norm == 0:
        unit = np.zeros_like(vector)
        unit[0] = 1
        return unit
    return vector / np.float32(norm)
