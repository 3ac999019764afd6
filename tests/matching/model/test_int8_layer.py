"""Products in whole numbers: near the exact ones, the same bits in any company."""

from pathlib import Path

import pytest
import torch
from torch.nn import functional

from matching.errors import ModelError
from matching.model import int8_ranges
from matching.model.int8_layer import Int8Linear, Ranges
from matching.model.int8_ranges import load_ranges
from matching.model.source import find_weights

ROWS, WIDTH, OUT = 40, 64, 48


def given(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return inputs of which one column is large, weights and bias."""
    torch.manual_seed(seed)
    x = torch.randn(ROWS, WIDTH)
    x[:, 3] *= 30
    return x, torch.randn(OUT, WIDTH) / 8, torch.randn(OUT)


def error(*, levelled: bool) -> float:
    """Return how far a product is from the exact one, as a share of that."""
    x, weight, bias = given()
    linear = Int8Linear(weight, bias, Ranges(x.amin(0), x.amax(0)), levelled=levelled)
    exact = functional.linear(x, weight, bias)
    return float((linear.map(linear.rounded(x)) - exact).norm() / exact.norm())


def test_levelling_a_large_column_brings_the_product_nearer() -> None:
    """Within two in a hundred, and half as far as without."""
    assert error(levelled=True) < 0.02
    assert error(levelled=True) < error(levelled=False) / 2


def test_rows_are_the_same_bits_in_any_company() -> None:
    """A row alone is the row among others."""
    x, weight, bias = given()
    linear = Int8Linear(weight, bias, Ranges(x.amin(0), x.amax(0)), levelled=True)
    together = linear.add(linear.rounded(x), torch.ones(ROWS, OUT))
    for at in range(ROWS):
        alone = linear.add(linear.rounded(x[at : at + 1]), torch.ones(1, OUT))
        assert torch.equal(alone[0], together[at])


def test_what_lies_outside_the_ranges_is_cut_to_them() -> None:
    """A value beyond the greatest counts as the greatest, and nothing wraps around."""
    x, weight, bias = given()
    linear = Int8Linear(weight, bias, Ranges(x.amin(0), x.amax(0)), levelled=False)
    assert linear.rounded(x * 1000).max() == 255
    assert linear.rounded(x * 1000).min() == 0


def test_an_activation_feeds_the_next_product() -> None:
    """Two products one after the other stay near the exact ones."""
    x, weight, bias = given()
    first = Int8Linear(weight, bias, Ranges(x.amin(0), x.amax(0)), levelled=True)
    hidden = functional.gelu(functional.linear(x, weight, bias))
    second = Int8Linear(
        torch.eye(OUT), torch.zeros(OUT), Ranges(hidden.amin(0), hidden.amax(0)), levelled=False
    )
    found = second.map(second.rounded(first.activate(first.rounded(x))))
    assert float((found - hidden).norm() / hidden.norm()) < 0.03


def test_ranges_of_other_weights_or_a_changed_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear sentence each."""
    layers = load_ranges(find_weights().sha256 or "")
    assert len(layers) == 12
    assert layers[0].keys() == {"seek", "gather", "up", "down"}
    with pytest.raises(ModelError, match="other weights"):
        load_ranges("0" * 64)
    changed = tmp_path / "ranges"
    changed.write_bytes(int8_ranges.RANGES.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="corrupt"):
        load_ranges("0" * 64, changed)
    with pytest.raises(ModelError, match="cannot be read"):
        load_ranges("0" * 64, tmp_path / "none")
