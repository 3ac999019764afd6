"""The layers of a BERT encoder over texts laid end to end.

    sub-words of all texts -> embeddings [pieces, hidden] -> layers -> states [pieces, hidden]

No text is padded. The pieces of all texts are rows of one matrix for everything that looks at
one piece at a time, and attention reads texts of one length together. So no arithmetic goes
into padding, and a text's states do not depend on what stands beside it.

Source: Devlin et al. 2019. How a layer's matrices are multiplied is told by `LayerMaps`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Protocol

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor
from torch.nn import functional

from matching.errors import ModelError
from matching.model.folder import read_shape
from matching.model.pair_head import encoder_layers
from matching.model.word_rows import WordRows

Weights = Mapping[str, Tensor]

_WORDS = "embeddings.word_embeddings.weight"
_ROWS = 64


class LayerMaps(Protocol):
    """The matrices of one layer; x is [pieces, hidden], of the numbers that the maps are for."""

    def seek(self, x: Tensor) -> Tensor:
        """Return queries, keys and values of attention: [pieces, 3 * hidden]."""

    def gather(self, mixed: Tensor, x: Tensor) -> Tensor:
        """Return *x* and what attention *mixed* adds to it."""

    def feed(self, x: Tensor) -> Tensor:
        """Return *x* and what the feed-forward block adds to it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Texts of one length that lie one after the other from row *start* on."""

    start: int
    texts: int
    pieces: int

    @property
    def rows(self) -> slice:
        """The rows of all its texts."""
        return slice(self.start, self.start + self.texts * self.pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Norm:
    """Layer normalisation."""

    weight: Tensor
    bias: Tensor
    epsilon: float

    def of(self, numbers: torch.dtype) -> "Norm":
        """Return the same for rows of such *numbers*, on its own: no part of a mapped file."""
        weight, bias = (each.to(numbers, copy=True) for each in (self.weight, self.bias))
        return Norm(weight, bias, self.epsilon)

    def __call__(self, x: Tensor) -> Tensor:
        """Return *x* [pieces, hidden] with mean 0 and deviation 1 by row, then scaled."""
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, self.epsilon)


class Bert:
    """A BERT encoder; *maps* makes the matrices of a layer from its number and weights.

    States pass from layer to layer as *numbers*.
    """

    def __init__(
        self,
        weights: Weights,
        words: Callable[[Tensor], Tensor],
        heads: int,
        epsilon: float,
        maps: Callable[[int, Weights], LayerMaps],
        numbers: torch.dtype = torch.float32,
    ) -> None:
        """Take *weights*, named as `transformers` does; float32.

        *words* returns the embeddings [..., hidden] of sub-words [...], which are not in them.
        """
        self._numbers = numbers
        self._words = words
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self._positions = weights["embeddings.position_embeddings.weight"] + kind
        self._norm = _norm(weights, "embeddings.LayerNorm", epsilon).of(torch.float32)
        self._heads = heads
        layers = encoder_layers(weights, lower=len(weights))
        self._layers = [
            (
                maps(at, one),
                _norm(one, "norm1", epsilon).of(numbers),
                _norm(one, "norm2", epsilon).of(numbers),
            )
            for at, one in enumerate(_by_layer(layers))
        ]

    @property
    def hidden(self) -> int:
        """Dimensions of a state."""
        return self._positions.shape[1]

    def embed(self, ids: Tensor) -> Tensor:
        """Return the embeddings [texts, pieces, hidden] of *ids*, long [texts, pieces]."""
        return self._placed(self._words(ids))

    def states(self, texts: Sequence[Sequence[int]]) -> Iterator[Tensor]:
        """Yield the states of each of *texts*, which are sorted by length.

        They are float32 [sub-words, hidden].
        """
        runs = runs_of(list(map(len, texts)))
        ids = torch.tensor([piece for text in texts for piece in text], dtype=torch.long)
        words = self._words(ids)
        # Rows of nothing at the end: oneDNN makes and keeps a program for each number of rows.
        x = self._norm.weight.new_zeros(-(-len(ids) // _ROWS) * _ROWS, self.hidden)
        for run in runs:
            placed = self._placed(words[run.rows].view(run.texts, run.pieces, -1))
            x[run.rows] = placed.flatten(0, 1)
        x = x.to(self._numbers)
        for maps, norm1, norm2 in self._layers:
            mixed = attention(maps.seek(x), runs, self._heads)
            x = norm1(maps.gather(mixed, x))
            x = norm2(maps.feed(x))
        x = x.float()
        for run in runs:
            yield from x[run.rows].view(run.texts, run.pieces, -1)

    def _placed(self, words: Tensor) -> Tensor:
        """Return *words* [texts, pieces, hidden] with what their places add."""
        return self._norm(words + self._positions[: words.shape[-2]])


def open_bert(
    folder: Path,
    maps: Callable[[int, Weights], LayerMaps],
    numbers: torch.dtype = torch.float32,
) -> Bert:
    """Return the encoder of a prepared model folder; ModelError when it cannot be read.

    Its weights are mapped, not copied; of maps that lay them out anew nothing stays mapped.
    """
    shape = read_shape(folder)
    path = folder / "model.safetensors"
    try:
        with safe_open(path, "pt") as stream:
            names = [name for name in stream.keys() if name != _WORDS]  # noqa: SIM118
            weights = {name: stream.get_tensor(name) for name in names}
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The model folder {folder} cannot be read: {error}.") from error
    words = WordRows(path, _WORDS)
    return Bert(weights, words, shape.heads, shape.epsilon, maps, numbers)


def runs_of(lengths: Sequence[int]) -> list[Run]:
    """Return the runs of texts of the given *lengths*, which do not fall."""
    runs: list[Run] = []
    start = 0
    for pieces, group in groupby(lengths):
        run = Run(start, len(list(group)), pieces)
        runs.append(run)
        start = run.rows.stop
    return runs


def attention(parts: Tensor, runs: Sequence[Run], heads: int) -> Tensor:
    """Return what each piece takes from those of its text: [pieces, hidden].

    *parts* [pieces, 3 * hidden] are queries, keys and values, each head by head.
    """
    hidden = parts.shape[1] // 3
    mixed = parts.new_zeros(parts.shape[0], hidden)
    for run in runs:
        split = parts[run.rows].view(run.texts, run.pieces, 3, heads, -1)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(query, key, value)
        mixed[run.rows] = seen.transpose(1, 2).reshape(-1, hidden)
    return mixed


def _norm(weights: Weights, name: str, epsilon: float) -> Norm:
    return Norm(weights[f"{name}.weight"], weights[f"{name}.bias"], epsilon)


def _by_layer(layers: Weights) -> Iterator[Weights]:
    """Yield the weights of each layer under short names, such as `seek.weight`."""
    count = len({name.split(".")[1] for name in layers})
    for at in range(count):
        prefix = f"lower.{at}."
        yield {
            name.removeprefix(prefix): value
            for name, value in layers.items()
            if name.startswith(prefix)
        }
