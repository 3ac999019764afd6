"""What one text says of another: entailment, neutral, contradiction; agree, conflict, extra.

    texts -> states of the lower layers, once each -> pairs -> PairHead -> probabilities

A pair is read in one order, whichever it comes in: exchanging its texts exchanges what each
says of the other and nothing else. Probabilities are rounded: equal pairs give equal bits
whatever else is judged with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.errors import ModelError
from matching.model.head_file import read_head
from matching.model.lower_layers import Embeddings, LowerLayers, States

if TYPE_CHECKING:
    from torch import Tensor

    from matching.model.pair_head import PairHead

Probabilities = NDArray[np.float32]

_DECIMALS = 3
_PIECES = 2048
_TURNED = [3, 4, 5, 0, 1, 2, 6, 7, 8]
"""The columns of a pair whose texts are exchanged."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Probabilities for n pairs, each row summing to 1.

    `forward[i]` is what a says of b: entailment, neutral, contradiction; `backward[i]` what
    b says of a; `relation[i]` how the two stand to each other: agree, conflict, extra.
    """

    forward: Probabilities
    backward: Probabilities
    relation: Probabilities


class Entailer:
    """A trained head on top of an encoder's embeddings."""

    def __init__(
        self, embeddings: Embeddings, head: Path, sha256: str, encoder_sha256: str
    ) -> None:
        """Load the head; ModelError when it is corrupt or was trained for another encoder."""
        weights, about = read_head(head, sha256)
        if about.get("encoder_sha256") != encoder_sha256:
            raise ModelError("The entailment head was trained for another encoder.")
        self.revision = sha256
        self._head = build_head(weights, int(about["heads"]))
        self._lower = LowerLayers(embeddings, self._head)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged:
        """Return what the head says of *pairs*, in their order."""
        found = self.infer(pairs)
        return Judged(*(found[:, start : start + 3] for start in (0, 3, 6)))

    def infer(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Return [n, 9]: INFERENCE of a on b, that of b on a, RELATION."""
        found = np.zeros((len(pairs), 9), np.float32)
        distinct = sorted({_ordered(pair) for pair in pairs}, key=_by_length)
        texts = sorted({text for pair in distinct for text in pair})
        states = dict(zip(texts, self._lower.states(texts), strict=True))
        judged = [row for batch in _batches(distinct, states) for row in self._run(batch, states)]
        place = {pair: index for index, pair in enumerate(distinct)}
        for index, pair in enumerate(pairs):
            ordered = _ordered(pair)
            row = judged[place[ordered]]
            found[index] = row if pair == ordered else row[_TURNED]
        return found

    def _run(self, batch: Sequence[tuple[str, str]], states: dict[str, States]) -> Probabilities:
        import torch

        with torch.inference_mode():
            logits = self._head(*stack([(states[a], states[b]) for a, b in batch]))
            shares = logits.unflatten(-1, (3, 3)).softmax(-1).flatten(1)
        found: Probabilities = np.round(shares.numpy(), _DECIMALS)
        return found


def stack(pairs: Sequence[tuple[States, States]]) -> tuple["Tensor", "Tensor", "Tensor", "Tensor"]:
    """Return what PairHead reads, one pair a row: states, pairs, sides and starts."""
    import torch

    longest = max(len(a) + len(b) for a, b in pairs)
    states = np.zeros((len(pairs), longest, pairs[0][0].shape[1]), np.float32)
    numbers = np.full((len(pairs), longest), -1, np.int64)
    sides = np.zeros((len(pairs), longest), np.int64)
    starts = np.zeros((len(pairs), 2), np.int64)
    for index, (a, b) in enumerate(pairs):
        end = len(a) + len(b)
        states[index, : len(a)], states[index, len(a) : end] = a, b
        numbers[index, :end], sides[index, len(a) : end] = index, 1
        starts[index] = index * longest, index * longest + len(a)
    states_, numbers_, sides_, starts_ = map(torch.from_numpy, (states, numbers, sides, starts))
    return states_, numbers_, sides_, starts_


def _ordered(pair: tuple[str, str]) -> tuple[str, str]:
    return min(pair), max(pair)


def _by_length(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
    return len(pair[0]) + len(pair[1]), pair


def _batches(
    pairs: Sequence[tuple[str, str]], states: dict[str, States]
) -> list[list[tuple[str, str]]]:
    """Cut *pairs*, sorted by length, where a batch would hold too many sub-words."""
    batches: list[list[tuple[str, str]]] = []
    longest = 0
    for pair in pairs:
        longest = max(longest, len(states[pair[0]]) + len(states[pair[1]]))
        if not batches or (len(batches[-1]) + 1) * longest > _PIECES:
            batches.append([])
            longest = len(states[pair[0]]) + len(states[pair[1]])
        batches[-1].append(pair)
    return batches


def build_head(weights: dict[str, NDArray[np.float32]], heads: int) -> "PairHead":
    """Return the network that holds *weights*, whose names tell its sizes."""
    import torch

    from matching.model.pair_head import FilledLinear, PairHead

    feed_forward, hidden = weights["upper.0.up.weight"].shape
    lower, upper = (
        sum(name.startswith(part) and name.endswith("up.weight") for name in weights)
        for part in ("lower", "upper")
    )
    # Not on the device "meta", which would import a second of compilers.
    head = PairHead(hidden, heads, feed_forward, lower, upper, FilledLinear)
    tensors = {name: torch.from_numpy(values) for name, values in weights.items()}
    head.load_state_dict(tensors, assign=True)
    return head.eval()
