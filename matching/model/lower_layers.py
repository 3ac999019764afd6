"""Texts through the head's lower layers, one text at a time; the latest are remembered."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

    from matching.model.pair_head import PairHead

States = NDArray[np.float16]
"""One text: [sub-words, hidden size]."""

MAX_PIECES = 160
"""Sub-words of one text that are read; the rest of a longer one is not seen."""

_BATCH = 32
_REMEMBERED = 1024


class Embeddings(Protocol):
    """What a head shares with its encoder."""

    def pieces(self, texts: Sequence[str], most: int) -> list[Sequence[int]]:
        """Return the first *most* sub-words of each text, separators among them."""

    def embed(self, ids: "Tensor") -> "Tensor":
        """Return the embeddings [texts, pieces, hidden] of *ids*, long [texts, pieces]."""


class LowerLayers:
    """An encoder's embeddings below a head's own layers."""

    def __init__(self, embeddings: Embeddings, head: "PairHead") -> None:
        self._embeddings = embeddings
        self._head = head
        self._known: OrderedDict[str, States] = OrderedDict()

    def states(self, texts: Sequence[str]) -> list[States]:
        """Return the states of *texts* in their order, computing those not remembered."""
        distinct = dict.fromkeys(texts)
        known = {text: self._known[text] for text in distinct if text in self._known}
        missing = sorted(distinct.keys() - known, key=lambda text: (len(text), text))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            known |= dict(zip(batch, self.compute(batch), strict=True))
        for text in distinct:
            self._remember(text, known[text])
        return [known[text] for text in texts]

    def compute(self, texts: Sequence[str]) -> list[States]:
        """Return the states of *texts* in their order, as one batch."""
        import torch

        rows = self._embeddings.pieces(texts, MAX_PIECES)
        # What stands in the padding is never looked at: any number of the vocabulary does.
        ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        unseen = torch.full_like(ids, -1)
        for at, row in enumerate(rows):
            ids[at, : len(row)], unseen[at, : len(row)] = torch.tensor(row), 0
        with torch.inference_mode():
            states = self._head.read(self._embeddings.embed(ids), unseen).numpy()
        return [
            found[: len(row)].astype(np.float16) for found, row in zip(states, rows, strict=True)
        ]

    def _remember(self, text: str, states: States) -> None:
        self._known[text] = states
        self._known.move_to_end(text)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
