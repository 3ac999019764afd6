"""What a stage of training is, and what all of them are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.training.corpus import Corpus, Table
from matching.model.pair_head import PairHead, encoder_layers


@dataclass(frozen=True, slots=True)
class Stage:
    """One head: how many of its layers see one text, and how it is trained.

    `debias` makes it explain what the giveaway cannot; `start` is the stage it begins from,
    the encoder where None; `teachers` are stages whose mean verdict it learns beside labels.
    """

    name: str
    lower: int
    views: int
    seed: int
    debias: bool = True
    rate: float = 3e-4
    start: str | None = None
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """What all stages share. `rows` of packs.WIDTH sub-words are a batch."""

    rows: int = 128
    warmup: float = 0.05
    falling: float = 0.93
    weight_decay: float = 0.05
    keeping: float = 0.998
    taught: float = 0.7
    save_every: int = 200


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is trained on: texts, rows, how often each source is seen, and the encoder.

    Rows of the sources in `plain` are learned without the giveaway's guess: their tests have
    the same style. Those in `untold` have no classes and are seen with teachers alone.
    """

    corpus: Corpus
    table: Table
    shares: Mapping[str, float]
    untold: Mapping[str, float]
    plain: frozenset[str]
    encoder: Mapping[str, Tensor]
    shape: Mapping[str, int]


class Embeddings(nn.Module):
    """The encoder's embeddings, frozen."""

    def __init__(self, encoder: Mapping[str, Tensor]) -> None:
        super().__init__()
        for name in ("word", "position", "token_type"):
            self.register_buffer(name, encoder[f"embeddings.{name}_embeddings.weight"])
        for part in ("weight", "bias"):
            self.register_buffer(part, encoder[f"embeddings.LayerNorm.{part}"])

    def forward(self, pieces: Tensor, positions: Tensor) -> Tensor:
        """Return [rows, pieces, hidden] of sub-words at *positions* of their texts."""
        parts: Any = dict(self.named_buffers())
        whole = parts["word"][pieces] + parts["position"][positions] + parts["token_type"][0]
        return functional.layer_norm(whole, whole.shape[-1:], parts["weight"], parts["bias"], 1e-12)


def new_head(material: Material, stage: Stage) -> PairHead:
    """Return a head whose layers are the encoder's own, the classifier untrained."""
    torch.manual_seed(stage.seed)
    shape = material.shape
    upper = shape["num_hidden_layers"] - stage.lower
    head = PairHead(
        shape["hidden_size"],
        shape["num_attention_heads"],
        shape["intermediate_size"],
        stage.lower,
        upper,
    )
    head.load_state_dict(encoder_layers(material.encoder, stage.lower), strict=False)
    return head
