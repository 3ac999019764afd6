"""An encoder around another one: its name and weights are the other's, so results are too."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from matching.embed import Encoded, Encoder, Vectors
from matching.entail import Judged


class WrappedEncoder(ABC):
    """What every encoder around another one passes on; `encode` is the subclass's own."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._encoder.name

    @property
    def revision(self) -> str:
        """Digest of the weights."""
        return self._encoder.revision

    @property
    def precision(self) -> str:
        """Number format of the computation."""
        return self._encoder.precision

    @property
    def head(self) -> str | None:
        """SHA-256 of the entailment head, None without one."""
        return self._encoder.head

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged | None:
        """Return what the entailment head says of *pairs*, None without one."""
        return self._encoder.judge(pairs)

    @abstractmethod
    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order."""

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors [texts, d] of `encode` without those of words."""
        return self.encode(texts).sentences
