"""An encoder that computes each text and pair once: sources of one story share most of theirs."""

from collections.abc import Sequence

import numpy as np

from matching.embed import Encoded, Encoder, Vectors, WordVectors
from matching.entail import Judged, Probabilities
from matching.wrapped_encoder import WrappedEncoder

# About 15 kB a claim with its words: the memory stays below 100 MB, then begins anew.
_MOST_TEXTS = 6_000
# Some 200 bytes each.
_MOST_PAIRS = 50_000


class RememberingEncoder(WrappedEncoder):
    """Another encoder with a memory; equal texts have equal vectors, so nothing else changes."""

    def __init__(self, encoder: Encoder, most_texts: int = _MOST_TEXTS) -> None:
        """Remember the vectors of up to *most_texts*, some 15 kB each, then begin anew."""
        super().__init__(encoder)
        self._most_texts = most_texts
        self._known: dict[str, tuple[Vectors, WordVectors]] = {}
        self._judged: dict[tuple[str, str], tuple[Probabilities, ...]] = {}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged | None:
        """Return what the entailment head says of *pairs*, None without one."""
        if not pairs or self._encoder.head is None:
            return self._encoder.judge(pairs)
        if len(self._judged) > _MOST_PAIRS:
            self._judged.clear()
        unknown = [pair for pair in dict.fromkeys(pairs) if pair not in self._judged]
        fresh = self._encoder.judge(unknown) if unknown else None
        if fresh is not None:
            rows = zip(fresh.forward, fresh.backward, fresh.relation, strict=True)
            self._judged.update(zip(unknown, rows, strict=True))
        found = [self._judged[pair] for pair in pairs]
        return Judged(*(np.stack(part) for part in zip(*found, strict=True)))

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order, computing those not seen before."""
        if not texts:
            return self._encoder.encode(texts)
        if len(self._known) > self._most_texts:
            self.forget()
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        if unknown:
            fresh = self._encoder.encode(unknown)
            self._known.update(
                zip(unknown, zip(fresh.sentences, fresh.words, strict=True), strict=True)
            )
        found = [self._known[text] for text in texts]
        return Encoded(np.stack([row for row, _ in found]), tuple(words for _, words in found))

    def forget(self) -> None:
        """Empty the memory."""
        self._known.clear()
        self._judged.clear()
