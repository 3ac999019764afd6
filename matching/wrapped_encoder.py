"""An encoder around another one: its name and weights are the other's, so results are too."""

from collections.abc import Sequence

from matching.embed import Encoder
from matching.entail import Judged


class WrappedEncoder:
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
