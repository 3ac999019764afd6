"""The matrices of a layer in bfloat16, two bytes a number: twice the products a second.

Sums are float32 inside the products. Activation and the sum with what came before are done
where the product's numbers still lie in registers, by the operators of oneDNN that torch
itself uses for compiled models.
"""

import torch
from torch import Tensor

from matching.model.bert import Weights

# Rows that the weights are laid out for; any number of rows may come.
_ROWS = 1024


class BFloat16Layer:
    """`LayerMaps` for a matrix of states in bfloat16."""

    def __init__(self, _: int, weights: Weights) -> None:
        """Lay out a layer's *weights*, named as in `PairHead`."""
        names = ("seek", "gather", "up", "down")
        self._weights = {
            name: torch.ops.mkldnn._reorder_linear_weight(
                weights[f"{name}.weight"].bfloat16(), _ROWS
            )
            for name in names
        }
        self._biases = {name: weights[f"{name}.bias"].bfloat16() for name in names}

    def seek(self, x: Tensor) -> Tensor:
        """Return queries, keys and values."""
        return self._map("seek", x, "none")

    def gather(self, mixed: Tensor, x: Tensor) -> Tensor:
        """Return *x* and what attention adds."""
        return self._add("gather", mixed, x)

    def feed(self, x: Tensor) -> Tensor:
        """Return *x* and what the feed-forward block adds."""
        return self._add("down", self._map("up", x, "gelu"), x)

    def _map(self, name: str, x: Tensor, step: str) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(
            x, self._weights[name], self._biases[name], step, [], "none"
        )
        return found

    def _add(self, name: str, x: Tensor, other: Tensor) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise.binary(
            x, other, self._weights[name], self._biases[name], "add"
        )
        return found
