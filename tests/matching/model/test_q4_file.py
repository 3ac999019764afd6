from pathlib import Path

import numpy as np
import pytest

from matching.errors import ModelError
from matching.model.q4_file import dequantise, read_q4

from .tiny import CHARACTERS, PIECES, pack_q4, write_tiny


def test_low_nibbles_are_the_first_half_of_a_block() -> None:
    """Weight j is in the low nibble of byte j, weight j + 16 in its high nibble."""
    nibbles = [j % 16 for j in range(16)] + [15 - j for j in range(16)]
    expected = [(q - 8) * 0.5 for q in nibbles]
    assert dequantise(pack_q4(0.5, nibbles)).tolist() == expected


def test_reads_shape_vocabulary_and_characters(tmp_path: Path) -> None:
    """Every part before the tensors comes back as it was written."""
    weights = read_q4(write_tiny(tmp_path / "w.bin"))
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.positions) == (32, 1, 16)
    assert list(weights.pieces.texts) == PIECES
    assert dict(weights.characters) == CHARACTERS
    assert weights.tensor("emb.word").shape == (len(PIECES) * 32,)


def test_every_truncation_is_a_clear_error(tmp_path: Path) -> None:
    """A file cut anywhere is refused, never read as a smaller model."""
    whole = write_tiny(tmp_path / "w.bin").read_bytes()
    cut = tmp_path / "cut.bin"
    for size in [*range(0, len(whole), 997), len(whole) - 1]:
        cut.write_bytes(whole[:size])
        with pytest.raises(ModelError, match=r"truncated or corrupt|not a weight file"):
            read_q4(cut)


def test_another_kind_of_file_is_a_clear_error(tmp_path: Path) -> None:
    """A file without the magic bytes is named as what it is not."""
    path = tmp_path / "w.bin"
    path.write_bytes(b"PK\x03\x04" * 100)
    with pytest.raises(ModelError, match="not a weight file"):
        read_q4(path)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """The path that cannot be read is in the message."""
    with pytest.raises(ModelError, match=r"nowhere\.bin cannot be read"):
        read_q4(tmp_path / "nowhere.bin")


def test_a_scale_that_is_no_number_is_a_clear_error(tmp_path: Path) -> None:
    """Weights that are infinite or NaN are refused before they reach a vector."""
    path = write_tiny(tmp_path / "w.bin")
    start = read_q4(path).directory["emb.word"].start
    broken = bytearray(path.read_bytes())
    broken[start : start + 2] = np.float16(np.nan).tobytes()
    path.write_bytes(bytes(broken))
    with pytest.raises(ModelError, match="not all numbers"):
        read_q4(path).tensor("emb.word")


def test_an_absent_tensor_is_a_clear_error(tmp_path: Path) -> None:
    """A tensor the directory does not list is named."""
    with pytest.raises(ModelError, match="no tensor 'l7"):
        read_q4(write_tiny(tmp_path / "w.bin")).tensor("l7.q.w")
