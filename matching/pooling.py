"""From sub-words to words: the states of a text's pieces as vectors of its words."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.embed import Vectors, WordVectors
from matching.errors import EncodingError
from matching.tokens import Token, tokenize

# Equal texts give equal bits on one machine whatever else is in the batch; rounding keeps
# them equal where a numerical library adds up in another order.
_DECIMALS = 6


def unit_rows(vectors: NDArray[Any]) -> Vectors:
    """Return rows of length 1, rounded; EncodingError when a row is not finite."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if not np.isfinite(norms).all():
        raise EncodingError("The model gave vectors that are not finite.")
    unit = vectors / np.where(norms > 0, norms, 1)
    return np.round(unit, _DECIMALS).astype(np.float32)


def pool_words(
    text: str, states: Vectors, offsets: NDArray[np.int64], ids: NDArray[np.int64]
) -> WordVectors:
    """Average the *states* [pieces, d] of the sub-words that share a character with each word.

    `offsets[i]` is where sub-word i begins and ends in *text*; *ids* are its sub-words' ranks
    in the vocabulary, which is sorted by frequency.
    """
    tokens = [token for token in tokenize(text) if token.is_word]
    starts = np.array([token.span.start for token in tokens], dtype=np.int64)[:, None]
    ends = np.array([token.span.end for token in tokens], dtype=np.int64)[:, None]
    shared = (offsets[None, :, 0] < ends) & (starts < offsets[None, :, 1])
    read: NDArray[np.bool_] = np.asarray(shared.any(axis=1))
    weights = shared[read].astype(np.float32)
    kept = tuple(token for token, known in zip(tokens, read, strict=True) if known)
    return WordVectors(kept, unit_rows(weights @ states), _rarity(weights, ids))


def rarity_by_length(tokens: Sequence[Token]) -> Vectors:
    """Return a stand-in for rarity where sub-words are unknown: longer words are rarer."""
    return np.array([2.0 * len(token.text) for token in tokens], np.float32)


def _rarity(shared: Vectors, ids: NDArray[np.int64]) -> Vectors:
    """Return each word's summed log rank; the vocabulary's ids are its ranks."""
    ranks = np.log(np.maximum(ids, 1)).astype(np.float32)
    return np.round(shared @ ranks, _DECIMALS)
