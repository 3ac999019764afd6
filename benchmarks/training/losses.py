"""What training minimises: labels, what one text alone gives away, and teachers' verdicts.

Much is written in a style that tells its class: who refutes a sentence writes "not" or "only".
A small network guesses the class from each text by itself; the head is trained on what is left
to explain when the guess is multiplied with its verdict, and judges without the guess.

Source: products of experts against such shortcuts, Clark et al. 2019, Karimi Mahabadi et al.
2020; learning from the mean of several networks, Hinton et al. 2015.
"""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.training.rows import UNTOLD
from matching.model.pair_head import INFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

_SMOOTHING = 0.05
_WEIGHTS = (1.0, 0.5, 1.0)
"""Of what A says of B, of what B says of A (told by contradictions alone), of the relation."""

_VERDICTS = 3
_CONTRADICTION = INFERENCE.index("contradiction")


class Giveaway(nn.Module):
    """Guesses the verdicts on a pair from each of its texts by itself."""

    def __init__(self, hidden: int, inner: int = 512) -> None:
        super().__init__()
        self.dense = nn.Linear(hidden, inner)
        self.out = nn.Linear(inner, _VERDICTS * len(INFERENCE))

    def forward(self, means: Tensor) -> Tensor:
        """Return log probabilities [pairs, 3, 3] by means of texts [2 pairs, hidden]."""
        said = self.out(functional.gelu(self.dense(means))).reshape(-1, _VERDICTS, len(INFERENCE))
        a, b = said[0::2], said[1::2]
        parts = (a[:, 0] + b[:, 1], b[:, 0] + a[:, 1], a[:, 2] + b[:, 2])
        return torch.stack(parts, 1).log_softmax(-1)


def log_shares(logits: Tensor) -> Tensor:
    """Return the head's logits [pairs, 9] as log probabilities [pairs, 3, 3]."""
    return logits.reshape(-1, _VERDICTS, len(INFERENCE)).log_softmax(-1)


def targets(classes: Tensor) -> Tensor:
    """Return the classes of the three verdicts [pairs, 3] by those of rows [pairs, 2 or more]."""
    label, relation = classes[:, 0], classes[:, 1]
    back = torch.where(label == _CONTRADICTION, label, UNTOLD)
    return torch.stack([label, back, relation], 1)


def label_loss(found: Tensor, guessed: Tensor, debias: Tensor, wanted: Tensor) -> Tensor:
    """Return the mean cross-entropy of what is told.

    *found* and *guessed* are log probabilities [pairs, 3, 3] of the head and the giveaway;
    *debias* [pairs] is 1 where the guess takes part, else 0; *wanted* is that of `targets`.
    """
    both = (found + debias[:, None, None] * guessed.detach()).log_softmax(-1)
    weights = (wanted >= 0) * torch.tensor(_WEIGHTS, device=wanted.device)
    return (_entropy(both, wanted, _SMOOTHING) * weights).sum() / weights.sum().clamp(min=1)


def guess_loss(guessed: Tensor, wanted: Tensor) -> Tensor:
    """Return the mean cross-entropy of the giveaway."""
    told = wanted >= 0
    return (_entropy(guessed, wanted, 0.0) * told).sum() / told.sum().clamp(min=1)


def taught_loss(found: Tensor, teachers: "Sequence[Tensor]") -> Tensor:
    """Return the mean cross-entropy with the mean verdict of *teachers* (log probabilities)."""
    mean = torch.stack([one.exp() for one in teachers]).mean(0)
    return -(mean * found).sum(-1).mean()


def _entropy(found: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
    right = found.gather(-1, wanted.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    return -(1 - smoothing) * right - smoothing * found.mean(-1)
