"""The matrices of a layer in whole numbers of 8 bits: four times the products a second.

    x -> round(x / scale) in 0..255 -> times weights in -127..127, summed exactly -> float32

A row of weights has one scale of its own. The inputs of a matrix have one scale, fixed
beforehand by their ranges over many texts (`int8_ranges.py`), so that a text's numbers never
depend on its company. Inputs of few large columns are levelled first: column j is divided by
the root of its largest value and the weights multiplied by it.

Source: Jacob et al. 2018 (whole-number arithmetic); Xiao et al. 2023 (SmoothQuant, levelling
by the root). The products are oneDNN's, by the operators that torch itself exports for
quantised models.
"""

import warnings
from dataclasses import dataclass

import torch
from torch import Tensor

from matching.model.bert import Weights

_LEVELS = 255
_WEIGHT_LEVELS = 127
_SMALLEST = 1e-3
Step = tuple[str, list[float], str]
_NO_STEP: Step = ("none", [], "")


# Quantised tensors will leave a later torch, which says so once a process. This one is pinned,
# and none of its other ways from float32 to uint8 is as quick: `Tensor.to` takes eight times that.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)
    torch.quantize_per_tensor(torch.zeros(1), 1.0, 0, torch.quint8)


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """The least and greatest value of each column of a matrix's input: float32 [width]."""

    low: Tensor
    high: Tensor


class Int8Linear:
    """One matrix [out, in] and its bias, for inputs whose columns stay within *ranges*."""

    def __init__(
        self, weight: Tensor, bias: Tensor, ranges: Ranges, *, levelled: bool = True
    ) -> None:
        """Round *weight*; values outside *ranges* will be cut to them."""
        largest = torch.maximum(ranges.low.abs(), ranges.high.abs()).clamp(min=_SMALLEST)
        level = largest.rsqrt() if levelled else torch.ones_like(largest)
        low, high = float((ranges.low * level).min()), float((ranges.high * level).max())
        self.scale = max(high - low, _SMALLEST) / _LEVELS
        self.zero = round(-low / self.scale)
        self._level = level
        spread = weight / level
        self._row_scales = spread.abs().amax(dim=1).clamp(min=_SMALLEST**2) / _WEIGHT_LEVELS
        rounded = torch.round(spread / self._row_scales[:, None]).to(torch.int8)
        self._weight = torch.ops.onednn.qlinear_prepack(rounded, None)
        self._row_zeros = torch.zeros(len(rounded), dtype=torch.long)
        self._bias = bias

    def rounded(self, x: Tensor, *, in_place: bool = False) -> Tensor:
        """Return *x*, float32 [pieces, in], as uint8; *in_place* x is not needed any more."""
        levelled = x.mul_(self._level) if in_place else x * self._level
        found = torch.quantize_per_tensor(levelled, self.scale, self.zero, torch.quint8)
        # The same bytes under their plain type: `int_repr` would copy them one by one.
        plain = torch.empty(0, dtype=torch.uint8)
        plain.set_(found.untyped_storage(), 0, found.shape)  # type: ignore[call-overload]
        return plain

    def map(self, rounded: Tensor) -> Tensor:
        """Return float32 [pieces, out]."""
        return self._run(rounded, _NO_STEP)

    def activate(self, rounded: Tensor) -> Tensor:
        """Return the Gaussian error units of the result, float32 [pieces, out]."""
        return self._run(rounded, ("gelu", [], "none"))

    def add(self, rounded: Tensor, x: Tensor) -> Tensor:
        """Return the result plus *x*, float32 [pieces, out]."""
        found: Tensor = torch.ops.onednn.qlinear_pointwise.binary(
            *self._given(rounded, x), 1.0, 0, torch.float32, 1.0, 0, "add", 1.0, *_NO_STEP
        )
        return found

    def _run(self, rounded: Tensor, step: Step) -> Tensor:
        given = self._given(rounded)
        found: Tensor = torch.ops.onednn.qlinear_pointwise(*given, 1.0, 0, torch.float32, *step)
        return found

    def _given(self, rounded: Tensor, *other: Tensor) -> tuple[object, ...]:
        weights = (self._weight, self._row_scales, self._row_zeros)
        return (rounded, self.scale, self.zero, *weights, *other, self._bias)


class Int8Layer:
    """`LayerMaps` in whole numbers."""

    def __init__(self, weights: Weights, ranges: dict[str, Ranges]) -> None:
        """Round a layer's *weights*; *ranges* are those of the four matrices by name."""
        self._seek, self._gather, self._up, self._down = (
            Int8Linear(weights[f"{name}.weight"], weights[f"{name}.bias"], ranges[name])
            for name in ("seek", "gather", "up", "down")
        )

    def seek(self, x: Tensor) -> Tensor:
        """Return queries, keys and values."""
        return self._seek.map(self._seek.rounded(x))

    def gather(self, mixed: Tensor, x: Tensor) -> Tensor:
        """Return *x* and what attention adds."""
        return self._gather.add(self._gather.rounded(mixed, in_place=True), x)

    def feed(self, x: Tensor) -> Tensor:
        """Return *x* and what the feed-forward block adds."""
        active = self._up.activate(self._up.rounded(x))
        return self._down.add(self._down.rounded(active, in_place=True), x)
