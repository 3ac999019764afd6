"""The network of the entailment head: two texts in, what each says of the other out.

    embeddings of A -> lower layers --+
                                      +-> upper layers over both -> verdicts
    embeddings of B -> lower layers --+

The lower layers see one text at a time, so that a text is read once however many pairs it
stands in. The upper ones know which pieces are of one text and not which text is the first:
exchanging the texts exchanges the two inferences and nothing else. The classifier reads both
first states, both means, their difference and product. All layers begin as the encoder's own.

Texts lie in rows: `texts` and `pairs` number what each piece of a row belongs to, and pieces
see only those of their number. A row may hold one pair, padded, or many.

Source: late joining as in PreTTR (MacAvaney et al. 2020) and DeFormer (Cao et al. 2020);
the comparison of two means as in InferSent (Conneau et al. 2017).
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

INFERENCE = ("entailment", "neutral", "contradiction")
"""What A says of B, as in natural language inference: the first three logits."""

RELATION = ("agree", "conflict", "extra")
"""How two claims of two sources stand to each other: the other three logits."""

_DROPOUT = 0.1
_PARTS = 6
_SPREAD = 2.0
_ROOM = 8
"""Dimensions that the leaning adds to a head, of which one is used: kernels want eights."""


class FilledLinear(nn.Linear):
    """A matrix whose numbers will come from a file: none are drawn before."""

    def reset_parameters(self) -> None:
        """Leave the numbers as they are."""


class Layer(nn.Module):
    """One layer of a BERT encoder; a joint one also knows which pieces are of one text.

    Each head of a joint layer leans to its own text or to the other: `leaning` is added to
    the scores of pieces of the same text and taken from those of the other.
    """

    def __init__(
        self,
        hidden: int,
        heads: int,
        feed_forward: int,
        *,
        joint: bool,
        linear: type[nn.Linear] = nn.Linear,
    ) -> None:
        super().__init__()
        self._heads = heads
        self.seek = linear(hidden, 3 * hidden)
        self.gather = linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = linear(hidden, feed_forward)
        self.down = linear(feed_forward, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(_DROPOUT)
        if joint:
            self.leaning = nn.Parameter(torch.linspace(-_SPREAD, _SPREAD, heads))

    def forward(self, values: Tensor, unseen: Tensor, signs: Tensor | None = None) -> Tensor:
        """Return the next states [rows, pieces, hidden].

        *unseen* [rows, 1, pieces, pieces] is added to the attention's scores; *signs* [rows,
        pieces] of a joint layer are 1 for one text of a pair and -1 for the other.
        """
        rows, pieces, hidden = values.shape
        parts = self.seek(values).view(rows, pieces, 3, self._heads, -1)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        size = query.shape[-1]
        if signs is not None:
            sign = signs.to(query.dtype)[:, None, :, None].expand(rows, self._heads, pieces, 1)
            leaning = (self.leaning * size**0.5).to(query.dtype)[None, :, None, None]
            query = functional.pad(torch.cat([query, sign * leaning], -1), (0, _ROOM - 1))
            key = functional.pad(torch.cat([key, sign], -1), (0, _ROOM - 1))
            value = functional.pad(value, (0, _ROOM))
        seen = functional.scaled_dot_product_attention(
            query, key, value, unseen.to(query.dtype), scale=size**-0.5
        )[..., :size]
        seen = self.gather(seen.transpose(1, 2).reshape(rows, pieces, hidden))
        values = self.norm1(values + self.dropout(seen))
        fed = self.down(functional.gelu(self.up(values)))
        found: Tensor = self.norm2(values + self.dropout(fed))
        return found


class PairHead(nn.Module):
    """All layers and the classifier; sizes are those of the encoder.

    Matrices begin as *linear* leaves them: drawn at random, or for a file to fill.
    """

    def __init__(
        self,
        hidden: int,
        heads: int,
        feed_forward: int,
        lower: int,
        upper: int,
        linear: type[nn.Linear] = nn.Linear,
    ) -> None:
        super().__init__()
        self.lower = nn.ModuleList(
            Layer(hidden, heads, feed_forward, joint=False, linear=linear) for _ in range(lower)
        )
        self.upper = nn.ModuleList(
            Layer(hidden, heads, feed_forward, joint=True, linear=linear) for _ in range(upper)
        )
        self.dense = linear(_PARTS * hidden, hidden)
        self.out = linear(hidden, len(INFERENCE) + len(RELATION))
        self.dropout = nn.Dropout(_DROPOUT)

    def read(self, embedded: Tensor, texts: Tensor) -> Tensor:
        """Return the states of texts, each by itself.

        *embedded* is float [rows, pieces, hidden], *texts* long [rows, pieces].
        """
        unseen = _unseen(texts)
        for layer in self.lower:
            embedded = layer(embedded, unseen)
        return embedded

    def forward(self, states: Tensor, pairs: Tensor, sides: Tensor, starts: Tensor) -> Tensor:
        """Return logits [pairs, 9]: INFERENCE of A on B, of B on A, RELATION.

        *states* is float [rows, pieces, hidden]; *pairs* is long [rows, pieces] and numbers
        the pairs from 0, -1 for padding; *sides* is 0 for a piece of A and 1 of B;
        `starts[i]` is where A and B of pair i begin when the rows are laid end to end.
        """
        unseen, signs = _unseen(pairs), 1 - 2 * sides
        for layer in self.upper:
            states = layer(states, unseen, signs)
        states = states.flatten(0, 1)
        means = text_means(states, pairs, sides, len(starts))
        left, right = means[0::2], means[1::2]
        first, second = states[starts[:, 0]], states[starts[:, 1]]
        shared = ((left - right).abs(), left * right)
        forward = self._classify(first, second, left, right, *shared)
        backward = self._classify(second, first, right, left, *shared)
        size = len(INFERENCE)
        relation = (forward[:, size:] + backward[:, size:]) / 2
        return torch.cat([forward[:, :size], backward[:, :size], relation], -1)

    def _classify(self, *parts: Tensor) -> Tensor:
        hidden = functional.gelu(self.dense(torch.cat(parts, -1)))
        found: Tensor = self.out(self.dropout(hidden))
        return found


def text_means(states: Tensor, pairs: Tensor, sides: Tensor, count: int) -> Tensor:
    """Return the mean states [2 * count, hidden] of the texts of pairs, A before B."""
    return _means(states, (2 * pairs + sides).flatten(), 2 * count)


def _unseen(numbers: Tensor) -> Tensor:
    """Return [rows, 1, pieces, pieces]: 0 between pieces of one number, else minus infinity."""
    apart = numbers.unsqueeze(1).unsqueeze(-1) != numbers.unsqueeze(1).unsqueeze(-2)
    return torch.zeros(apart.shape, device=numbers.device).masked_fill(apart, -torch.inf)


def _means(values: Tensor, places: Tensor, count: int) -> Tensor:
    """Return the mean [count, hidden] of the *values* of each place; negative ones are padding."""
    kept = (places >= 0).to(values.dtype).unsqueeze(-1)
    at = places.clamp(min=0)
    sums = values.new_zeros(count, values.shape[-1]).index_add(0, at, values * kept)
    sizes = values.new_zeros(count, 1).index_add(0, at, kept)
    return sums / sizes.clamp(min=1)


def encoder_layers(encoder: Mapping[str, Tensor], lower: int) -> dict[str, Tensor]:
    """Return all layers of a BERT state dict under the names of PairHead's, *lower* below."""
    count = len({name.split(".")[2] for name in encoder if name.startswith("encoder.layer.")})
    found: dict[str, Tensor] = {}
    for index in range(count):
        source = f"encoder.layer.{index}."
        target = f"lower.{index}." if index < lower else f"upper.{index - lower}."
        attention = [f"{source}attention.self.{name}." for name in ("query", "key", "value")]
        for part in ("weight", "bias"):
            found[f"{target}seek.{part}"] = torch.cat([encoder[name + part] for name in attention])
            for ours, theirs in _NAMES.items():
                found[f"{target}{ours}.{part}"] = encoder[f"{source}{theirs}.{part}"]
    return found


_NAMES = {
    "gather": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
