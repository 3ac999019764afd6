"""An encoder without weights whose cosines lie where those of the embedded model do."""

from collections.abc import Sequence

import numpy as np

from matching.embed import Encoded
from matching.testing import HashingEncoder

# The share that all texts have in common.
_COMMON = 0.72


class NearEncoder(HashingEncoder):
    """Hashed trigrams beside a number that all texts share: 384 of them in all."""

    def __init__(self) -> None:
        """Leave room for the shared number."""
        super().__init__(383)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return vectors whose cosine is 0.72 and more."""
        found = super().encode(texts)
        shared = np.full((len(texts), 1), _COMMON**0.5, np.float32)
        own = found.sentences * np.float32((1 - _COMMON) ** 0.5)
        return Encoded(np.concatenate([own, shared], axis=1), found.words)
