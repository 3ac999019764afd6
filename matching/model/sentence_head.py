"""Sentence vectors that compare across languages: a linear map on the encoder's own states.

    states of the last layer -> mean over the text's sub-words, weighted by how rare they are
    -> length 1 -> @ weight + bias -> length 1

The plain mean carries the language of a text beside its content. The map shrinks the
directions in which a sentence and its translation differ; it was computed in closed form
from pairs of translations (`benchmarks.training_embedding`, card in docs/sentence-head.md).

Source: within-class covariance normalisation (Hatch et al. 2006), with translations as the
classes.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.errors import ModelError
from matching.model.manifest import file_hash

WEIGHTS = Path(__file__).with_name("sentence_head.safetensors")
"""The file that ships: `weight` [d, d] and `bias` [d], float16."""

SHA256 = "c0c33d0474bf5e6e1df2eae1b12fd0cb91a26280e46b6817bb93c7b609a0fbe4"
"""Checksum of the file that ships."""

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class SentenceHead:
    """The map, and which weights of which encoder it was made for.

    `base` is the SHA-256 of the encoder's source weights, `sha256` of the map's own file.
    """

    weight: _Floats
    bias: _Floats
    base: str
    sha256: str

    @property
    def revision_with_base(self) -> str:
        """SHA-256 of both checksums: vectors made with and without the head never mix."""
        return hashlib.sha256(f"{self.base}+{self.sha256}".encode()).hexdigest()

    def __call__(self, means: _Floats) -> _Floats:
        """Return vectors [n, d] for means [n, d] of `weighted_means`; lengths are free."""
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        unit = means / np.where(lengths > 0, lengths, 1)
        return np.asarray(unit @ self.weight + self.bias)


def weighted_means(
    states: _Floats, ids: NDArray[np.int64], mask: NDArray[np.bool_], content: NDArray[np.bool_]
) -> _Floats:
    """Return the mean of each text's states [n, sub-words, d], weighted by log rank: [n, d].

    *mask* leaves padding out; *content* also the prompt and the separators. A text without
    content of its own has the mean over *mask*. The vocabulary is sorted by frequency, so
    that a sub-word's id is its rank.
    """
    counted = np.where(content.any(axis=1, keepdims=True), content, mask)
    weights = counted * np.log(np.maximum(ids, 2)).astype(np.float32)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray(np.einsum("nt,ntd->nd", weights, states, dtype=np.float32))


@lru_cache(maxsize=2)
def load_sentence_head(path: Path = WEIGHTS, sha256: str = SHA256) -> SentenceHead:
    """Return the map in *path*; ModelError when it is missing or not the one that ships."""
    from safetensors import SafetensorError, safe_open

    try:
        if file_hash(path) != sha256:
            raise ModelError(f"The sentence head {path} is corrupt: its checksum is wrong.")
        with safe_open(path, framework="numpy") as file:
            weight, bias = (file.get_tensor(name) for name in ("weight", "bias"))
            base = file.metadata()["base_sha256"]
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The sentence head {path} cannot be read: {error}.") from error
    return SentenceHead(weight.astype(np.float32), bias.astype(np.float32), base, sha256)
