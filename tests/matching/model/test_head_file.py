"""The weight file of the entailment head: what is written is read, and nothing else is."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from matching.errors import ModelError
from matching.model.head_file import FORMAT, read_head, write_head

CHANCE = np.random.default_rng(3)
WEIGHTS = {
    "layer.weight": CHANCE.normal(size=(6, 40)).astype(np.float32),
    "layer.bias": CHANCE.normal(size=40).astype(np.float32),
    "empty.weight": np.zeros((2, 3), np.float32),
}


def test_weights_come_back_within_half_a_step_of_their_row(tmp_path: Path) -> None:
    """Matrices are rounded to 127 levels a row, vectors and zeros not at all."""
    digest = write_head(tmp_path / "head", WEIGHTS, {"heads": "2"})
    found, about = read_head(tmp_path / "head", digest)
    assert about == {"heads": "2"}
    assert found.keys() == WEIGHTS.keys()
    assert {values.dtype for values in found.values()} == {np.dtype(np.float32)}
    matrix = WEIGHTS["layer.weight"]
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    error = np.abs(found["layer.weight"] - matrix)
    assert np.all(error <= step / 2 + 1e-6)
    assert error.max() > 0
    for exact in ("layer.bias", "empty.weight"):
        np.testing.assert_array_equal(found[exact], WEIGHTS[exact])


def test_a_matrix_takes_one_byte_a_weight(tmp_path: Path) -> None:
    """The file is a quarter of the float32 one."""
    weights = {"m": CHANCE.normal(size=(100, 1000)).astype(np.float32)}
    write_head(tmp_path / "head", weights, {})
    assert (tmp_path / "head").stat().st_size < 1.05 * 100_000


def test_equal_weights_give_an_equal_file(tmp_path: Path) -> None:
    """In whatever order they come."""
    digests = {
        write_head(tmp_path / "head", dict(order), {"heads": "2"})
        for order in (WEIGHTS.items(), reversed(WEIGHTS.items()))
    }
    assert len(digests) == 1


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    """One bit is enough."""
    path = tmp_path / "head"
    digest = write_head(path, WEIGHTS, {})
    altered = bytearray(path.read_bytes())
    altered[-1] ^= 1
    path.write_bytes(altered)
    with pytest.raises(ModelError, match="checksum"):
        read_head(path, digest)


@pytest.mark.parametrize("content", [b"", b"not a safetensors file at all"])
def test_what_is_no_weight_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """Even where its checksum is the expected one."""
    path = tmp_path / "head"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="head cannot be read"):
        read_head(path, hashlib.sha256(content).hexdigest())


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(ModelError, match="nowhere"):
        read_head(tmp_path / "nowhere", "0" * 64)


def test_weights_of_another_format_are_refused(tmp_path: Path) -> None:
    """A safetensors file of somebody else holds no head."""
    path = tmp_path / "foreign"
    save_file({"a": np.zeros(2, np.float32)}, path)
    with pytest.raises(ModelError, match=FORMAT):
        read_head(path, hashlib.sha256(path.read_bytes()).hexdigest())
