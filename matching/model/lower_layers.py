"""Texts through the encoder's lower layers, one text at a time: what the entailment head reads."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matching.model.pair_head import LOWER_LAYERS, MAX_PIECES

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

States = NDArray[np.float16]
"""One text: [sub-words without those of the prompt, hidden size]."""


class LowerLayers:
    """The embeddings and lower layers of a sentence model, whose weights are shared."""

    def __init__(self, model: "SentenceTransformer", prompt: str) -> None:
        self._tokenizer = model.tokenizer
        self._lower = _lower(model[0].model)
        self._prompt = prompt

    def states(self, texts: Sequence[str], *, fast: bool = False) -> list[States]:
        """Return the states of *texts* in their order; *fast* computes in bfloat16."""
        import torch

        read = self._tokenizer(
            [self._prompt + text for text in texts],
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
        kept = mask & ~_of_prompt(offsets, len(self._prompt))
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
