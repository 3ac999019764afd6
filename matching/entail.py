"""What one text says of another: entailment, neutral, contradiction; agree, conflict, extra.

    texts -> states of the lower layers, once each -> pairs -> PairHead -> probabilities

The relation is the mean of both orders, so that it does not depend on them. Probabilities
are rounded: equal pairs give equal bits whatever else is judged with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.errors import ModelError
from matching.model.head_file import read_head
from matching.model.lower_layers import LowerLayers, States

if TYPE_CHECKING:
    from torch import Tensor

    from matching.model.pair_head import PairHead

Probabilities = NDArray[np.float32]

_DECIMALS = 3
_PIECES = 2048


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
    """A trained head on top of an encoder's lower layers."""

    def __init__(self, lower: LowerLayers, head: Path, sha256: str, encoder_sha256: str) -> None:
        """Load the head; ModelError when it is corrupt or was trained for another encoder."""
        weights, about = read_head(head, sha256)
        if about.get("encoder_sha256") != encoder_sha256:
            raise ModelError("The entailment head was trained for another encoder.")
        self.revision = sha256
        self._lower = lower
        self._head = _build(weights, int(about["heads"]))

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged:
        """Return what the head says of *pairs*, in their order."""
        if not pairs:
            none = np.zeros((0, 3), np.float32)
            return Judged(none, none, none)
        both = self.infer([*pairs, *((b, a) for a, b in pairs)])
        forward, backward = both[: len(pairs)], both[len(pairs) :]
        relation = (forward[:, 3:] + backward[:, 3:]) / 2
        return Judged(forward[:, :3], backward[:, :3], np.round(relation, _DECIMALS))

    def infer(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Return [n, 6], one order only: INFERENCE of a on b, then RELATION."""
        found = np.zeros((len(pairs), 6), np.float32)
        distinct = sorted(set(pairs), key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
        texts = sorted({text for pair in distinct for text in pair})
        states = dict(zip(texts, self._lower.states(texts), strict=True))
        place = {pair: index for index, pair in enumerate(distinct)}
        judged = [row for batch in _batches(distinct, states) for row in self._run(batch, states)]
        for index, pair in enumerate(pairs):
            found[index] = judged[place[pair]]
        return found

    def _run(self, batch: Sequence[tuple[str, str]], states: dict[str, States]) -> Probabilities:
        import torch

        with torch.inference_mode():
            logits = self._head(*stack([(states[a], states[b]) for a, b in batch]))
            parts = [logits[:, :3].softmax(-1), logits[:, 3:].softmax(-1)]
        found: Probabilities = np.round(torch.cat(parts, -1).numpy(), _DECIMALS)
        return found


def stack(pairs: Sequence[tuple[States, States]]) -> tuple["Tensor", "Tensor"]:
    """Return states [batch, pieces, hidden] and sides [batch, pieces] of *pairs*, padded."""
    import torch

    longest = max(len(a) + len(b) for a, b in pairs)
    states = np.zeros((len(pairs), longest, pairs[0][0].shape[1]), np.float32)
    sides = np.full((len(pairs), longest), -1, np.int64)
    for index, (a, b) in enumerate(pairs):
        states[index, : len(a)], states[index, len(a) : len(a) + len(b)] = a, b
        sides[index, : len(a)], sides[index, len(a) : len(a) + len(b)] = 0, 1
    return torch.from_numpy(states), torch.from_numpy(sides)


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


def _build(weights: dict[str, NDArray[np.float32]], heads: int) -> "PairHead":
    import torch

    from matching.model.pair_head import PairHead

    hidden, feed_forward = weights["layers.0.linear2.weight"].shape
    layers = sum(name.endswith("linear2.weight") for name in weights)
    with torch.device("meta"):
        head = PairHead(hidden, heads, feed_forward, layers)
    tensors = {name: torch.from_numpy(values) for name, values in weights.items()}
    head.load_state_dict(tensors, assign=True)
    return head.eval()
