"""Encoders that look into the database first: no text is embedded twice."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Engine

from matching.embed import Encoded, Encoder, Vectors, WordVectors
from matching.wrapped_encoder import WrappedEncoder
from service.store.engine import transaction, view
from service.store.vectors import VectorRepository


class StoredEncoder(WrappedEncoder):
    """Another encoder whose vectors are kept; the same vectors, so nothing else changes.

    Calls of another process between look-up and storing cost time and do no harm: the first
    vector stored stays.
    """

    def __init__(self, encoder: Encoder, engine: Engine) -> None:
        """Keep the vectors of *encoder* in the migrated database of *engine*."""
        super().__init__(encoder)
        self._engine = engine

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order, computing those not stored yet."""
        if not texts:
            return self._encoder.encode(texts)
        with view(self._engine) as session:
            known = VectorRepository(session).get(self, texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            made = self._encoder.encode(unknown)
            fresh = dict(zip(unknown, zip(made.sentences, made.words, strict=True), strict=True))
            with transaction(self._engine) as session:
                VectorRepository(session).add(self, fresh)
            known |= fresh
        found = [known[text] for text in texts]
        return Encoded(np.stack([row for row, _ in found]), tuple(words for _, words in found))


class SentenceEncoder(WrappedEncoder):
    """Another encoder for whoever keeps the sentences' vectors elsewhere and needs no words'.

    Words have no vectors. What is not in the database is embedded and not stored: with its
    words' vectors a sentence takes 30 kB.
    """

    def __init__(self, encoder: Encoder, engine: Engine) -> None:
        """Look up the vectors of *encoder* in the migrated database of *engine*."""
        super().__init__(encoder)
        self._engine = engine

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the sentences' vectors of *texts* in their order, computing those not stored."""
        if not texts:
            return self._encoder.encode(texts)
        with view(self._engine) as session:
            known = VectorRepository(session).sentences(self, texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            known |= zip(unknown, self._encoder.sentences(unknown), strict=True)
        return Encoded(np.stack([known[text] for text in texts]), (_NO_WORDS,) * len(texts))


_NONE: Vectors = np.zeros((0, 0), np.float32)
_NO_WORDS = WordVectors((), _NONE, np.zeros(0, np.float32))
