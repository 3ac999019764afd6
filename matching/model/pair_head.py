"""The network of the entailment head: two texts' states in, two verdicts out.

    states of A | states of B, each from the lower layers alone
    -> + a vector that tells the sides apart -> upper layers over both together
    -> first state of A, mean of A, mean of B, |A - B|, A * B -> logits

The lower layers see one text at a time, so that a text is encoded once however many pairs
it stands in.

Source: late joining as in PreTTR (MacAvaney et al. 2020) and DeFormer (Cao et al. 2020);
the comparison of two means as in InferSent (Conneau et al. 2017).
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

INFERENCE = ("entailment", "neutral", "contradiction")
"""What A says of B, as in natural language inference: the first three logits."""

RELATION = ("agree", "conflict", "extra")
"""How two claims of two sources stand to each other: the other three logits."""


class PairHead(nn.Module):
    """The upper layers and the classifier; sizes are those of the encoder."""

    def __init__(self, hidden: int, heads: int, feed_forward: int, layers: int) -> None:
        super().__init__()
        self.sides = nn.Embedding(2, hidden)
        nn.init.zeros_(self.sides.weight)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                hidden, heads, feed_forward, 0.0, "gelu", 1e-12, batch_first=True
            )
            for _ in range(layers)
        )
        self.dense = nn.Linear(5 * hidden, hidden)
        self.out = nn.Linear(hidden, len(INFERENCE) + len(RELATION))
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, sides: Tensor) -> Tensor:
        """Return logits [batch, 6]: those of INFERENCE, then those of RELATION.

        *states* is float [batch, pieces, hidden]; *sides* is long [batch, pieces]: 0 for a
        piece of A, 1 of B, -1 for padding. A's pieces come first.
        """
        padding = sides < 0
        values = states + self.sides(sides.clamp(min=0))
        for layer in self.layers:
            values = layer(values, src_key_padding_mask=padding)
        left, right = _mean(values, sides == 0), _mean(values, sides == 1)
        parts = (values[:, 0], left, right, (left - right).abs(), left * right)
        found: Tensor = self.out(self.dropout(nn.functional.gelu(self.dense(torch.cat(parts, -1)))))
        return found


def _mean(values: Tensor, kept: Tensor) -> Tensor:
    weights = kept.unsqueeze(-1).to(values.dtype)
    return (values * weights).sum(1) / weights.sum(1).clamp(min=1)


def upper_layers(encoder: Mapping[str, Tensor], first: int, count: int) -> dict[str, Tensor]:
    """Return layers *first*… of a BERT state dict under the names of `PairHead.layers`."""
    found: dict[str, Tensor] = {}
    for index in range(count):
        source = f"encoder.layer.{first + index}."
        target = f"layers.{index}."
        attention = [f"{source}attention.self.{name}." for name in ("query", "key", "value")]
        for part in ("weight", "bias"):
            found[f"{target}self_attn.in_proj_{part}"] = torch.cat(
                [encoder[name + part] for name in attention]
            )
            for ours, theirs in _NAMES.items():
                found[f"{target}{ours}.{part}"] = encoder[f"{source}{theirs}.{part}"]
    return found


_NAMES = {
    "self_attn.out_proj": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm2": "output.LayerNorm",
}
