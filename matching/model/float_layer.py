"""The matrices of a layer in single precision."""

from torch import Tensor
from torch.nn import functional

from matching.model.bert import Weights


class FloatLayer:
    """`LayerMaps` as the encoder was published."""

    def __init__(self, _: int, weights: Weights) -> None:
        """Take a layer's *weights*, named as in `PairHead`."""
        self._weights = weights

    def seek(self, x: Tensor) -> Tensor:
        """Return queries, keys and values."""
        return self._map("seek", x)

    def gather(self, mixed: Tensor, x: Tensor) -> Tensor:
        """Return *x* and what attention adds."""
        return self._map("gather", mixed) + x

    def feed(self, x: Tensor) -> Tensor:
        """Return *x* and what the feed-forward block adds."""
        return self._map("down", functional.gelu(self._map("up", x))) + x

    def _map(self, name: str, x: Tensor) -> Tensor:
        weights = self._weights
        return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])
