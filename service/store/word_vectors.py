"""The vectors of a text's words as one block of bytes."""

import struct

import numpy as np

from matching.embed import WordVectors
from matching.span import Span
from matching.tokens import Token

_HEAD = struct.Struct("<II")
_FLOAT32 = np.dtype("<f4")
_INT32 = np.dtype("<i4")


def pack_words(words: WordVectors) -> bytes:
    """Return *words* as bytes: n and d, then int32[n, 2] spans, float32[n] rarity, float32[n, d].

    The words themselves are not kept: their spans cut them out of the text.
    """
    count, width = words.vectors.shape
    spans = np.array([(token.span.start, token.span.end) for token in words.tokens], _INT32)
    return b"".join(
        (
            _HEAD.pack(count, width),
            spans.tobytes(),
            words.rarity.astype(_FLOAT32, copy=False).tobytes(),
            words.vectors.astype(_FLOAT32, copy=False).tobytes(),
        )
    )


def unpack_words(packed: bytes, text: str) -> WordVectors:
    """Return the words of *text* that `pack_words` wrote."""
    count, width = _HEAD.unpack_from(packed)
    at = _HEAD.size
    spans = np.frombuffer(packed, _INT32, 2 * count, at).reshape(count, 2)
    at += spans.nbytes
    rarity = np.frombuffer(packed, _FLOAT32, count, at)
    at += rarity.nbytes
    vectors = np.frombuffer(packed, _FLOAT32, count * width, at).reshape(count, width)
    found = [Span(int(start), int(end)) for start, end in spans]
    return WordVectors(
        tuple(Token(span, span.quote(text)) for span in found),
        vectors.astype(np.float32),
        rarity.astype(np.float32),
    )
