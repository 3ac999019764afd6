"""Texts through the encoder's lower layers, one text at a time: what the entailment head reads.

The latest are remembered, and so are those that the encoder passes on its way through all
of its layers: a claim that has just been encoded costs the head nothing below its own layers.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matching.model.pair_shape import LOWER_LAYERS, MAX_PIECES

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

States = NDArray[np.float16]
"""One text: [sub-words without those of the prompt, hidden size]."""


# Half of a surrogate pair is a code point that UTF-8 cannot hold; its stand-in is one too.
_SURROGATE = re.compile("[\ud800-\udfff]")
_BATCH = 32
_REMEMBERED = 1024


class LowerLayers:
    """The embeddings and lower layers of a sentence model, whose weights are shared."""

    def __init__(self, model: "SentenceTransformer", prompt: str) -> None:
        self._tokenizer = model.tokenizer
        self._lower = _lower(model[0].model)
        self._prompt = prompt
        self._known: OrderedDict[str, States] = OrderedDict()
        self._passing: NDArray[np.float32] | None = None
        self._lower.encoder.layer[-1].register_forward_hook(self._see)

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

    def compute(self, texts: Sequence[str], *, fast: bool = False) -> list[States]:
        """Return the states of *texts* in their order, as one batch; *fast* uses bfloat16."""
        import torch

        read = self._tokenizer(
            [as_input(self._prompt, text) for text in texts],
            padding=True,
            truncation=True,
            max_length=MAX_PIECES,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = read.pop("offset_mapping").numpy()
        mask = read["attention_mask"].numpy().astype(bool)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=fast):
            states = self._lower(**read).last_hidden_state.float().numpy()
        return _kept(states, mask, offsets, len(self._prompt))

    def keep_passing(
        self, texts: Sequence[str], mask: NDArray[np.bool_], offsets: NDArray[np.int64]
    ) -> None:
        """Remember *texts*, a batch that the encoder has just read whole, prompt included.

        Texts of more than MAX_PIECES are left out: the head sees their beginning alone.
        """
        passing, self._passing = self._passing, None
        if passing is None:
            return
        found = _kept(passing, mask, offsets, len(self._prompt))
        for text, states, pieces in zip(texts, found, mask.sum(axis=1), strict=True):
            if pieces <= MAX_PIECES:
                self._remember(text, states)

    def _remember(self, text: str, states: States) -> None:
        self._known[text] = states
        self._known.move_to_end(text)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _see(self, _layer: Any, _inputs: Any, output: Any) -> None:
        states = output[0] if isinstance(output, tuple) else output
        self._passing = states.float().numpy()


def as_input(prompt: str, text: str) -> str:
    """Return what the tokenizer reads: *prompt* and *text*, without halves of surrogate pairs."""
    return prompt + _SURROGATE.sub("\ufffd", text)


def _kept(
    states: NDArray[np.float32], mask: NDArray[np.bool_], offsets: NDArray[np.int64], prompt: int
) -> list[States]:
    kept = mask & ~_of_prompt(offsets, prompt)
    return [row[keep].astype(np.float16) for row, keep in zip(states, kept, strict=True)]


def _of_prompt(offsets: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    """Tell which sub-words lie in the prompt; <s> and </s> have no place and stay."""
    found: NDArray[np.bool_] = (offsets[..., 1] <= length) & (offsets[..., 1] > 0)
    return found


def _lower(encoder: Any) -> Any:
    """Return a model that ends after the lower layers, made of the same parameters."""
    import torch
    from transformers import BertModel

    config = type(encoder.config)(**{**encoder.config.to_dict(), "num_hidden_layers": 0})
    with torch.device("meta"):
        lower = BertModel(config, add_pooling_layer=False)
    lower.embeddings = encoder.embeddings
    lower.encoder.layer = encoder.encoder.layer[:LOWER_LAYERS]
    lower.train(False)
    return lower
