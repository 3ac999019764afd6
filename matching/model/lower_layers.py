"""Texts through the head's lower layers, one text at a time; the latest are remembered."""

import re
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from matching.model.pair_head import PairHead

States = NDArray[np.float16]
"""One text: [sub-words, hidden size]."""

MAX_PIECES = 160
"""Sub-words of one text that are read; the rest of a longer one is not seen."""

# Half of a surrogate pair is a code point that UTF-8 cannot hold; its stand-in is one too.
_SURROGATE = re.compile("[\ud800-\udfff]")
_BATCH = 32
_REMEMBERED = 1024


class LowerLayers:
    """The embeddings of a sentence model, whose weights are shared, below a head's own layers."""

    def __init__(self, model: "SentenceTransformer", head: "PairHead") -> None:
        self._tokenizer = model.tokenizer
        encoder: Any = model[0].model
        self._embeddings = encoder.embeddings
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

        read = self._tokenizer(
            [as_input("", text) for text in texts],
            padding=True,
            truncation=True,
            max_length=MAX_PIECES,
            return_tensors="pt",
        )
        mask = read["attention_mask"]
        with torch.inference_mode():
            states = self._head.read(self._embeddings(read["input_ids"]), mask - 1).numpy()
        kept = mask.numpy().astype(bool)
        return [row[keep].astype(np.float16) for row, keep in zip(states, kept, strict=True)]

    def _remember(self, text: str, states: States) -> None:
        self._known[text] = states
        self._known.move_to_end(text)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)


def as_input(prompt: str, text: str) -> str:
    """Return what the tokenizer reads: *prompt* and *text*, without halves of surrogate pairs."""
    return prompt + _SURROGATE.sub("\ufffd", text)
