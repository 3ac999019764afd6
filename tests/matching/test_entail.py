"""What the head says of pairs: the same bits in any company, the same relation in any order."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching import entail
from matching.entail import Entailer, stack
from matching.errors import ModelError
from matching.model import lower_layers
from matching.model.lower_layers import LowerLayers
from tests.matching.model.tiny_bert import ENCODER, TinyModel, write_tiny_head

TEXTS = [
    "the bridge closed on Monday",
    "the bridge closed on Friday",
    "el puente cerró",
    "the bridge",
    "Monday",
]
PAIRS = [(a, b) for a in TEXTS for b in TEXTS]
_ROUNDING = 2e-3


def tiny_entailer(folder: Path, encoder: str = ENCODER) -> Entailer:
    """Return a head of random weights that remembers nothing yet."""
    digest = write_tiny_head(folder / "head")
    model: Any = TinyModel()
    return Entailer(model, folder / "head", digest, encoder)


@pytest.fixture
def entailer(tmp_path: Path) -> Entailer:
    """A head for the tiny model."""
    return tiny_entailer(tmp_path)


def test_probabilities_sum_to_one(entailer: Entailer) -> None:
    """Of what one text says of the other, and of how the two stand."""
    found = entailer.judge(PAIRS)
    for rows in (found.forward, found.backward, found.relation):
        assert rows.shape == (len(PAIRS), 3)
        assert np.all(rows >= 0)
        np.testing.assert_allclose(rows.sum(axis=1), 1, atol=2e-3)


def test_swapping_the_texts_swaps_the_directions_only(entailer: Entailer) -> None:
    """The relation is the same to the bit; some pair's directions differ."""
    straight = entailer.judge(PAIRS)
    turned = entailer.judge([(b, a) for a, b in PAIRS])
    np.testing.assert_array_equal(straight.forward, turned.backward)
    np.testing.assert_array_equal(straight.backward, turned.forward)
    np.testing.assert_array_equal(straight.relation, turned.relation)
    assert not np.array_equal(straight.forward, straight.backward)


def test_the_order_of_pairs_does_not_change_a_bit(entailer: Entailer) -> None:
    """Backwards, or each pair twice."""
    straight = entailer.infer(PAIRS)
    np.testing.assert_array_equal(entailer.infer(PAIRS[::-1])[::-1], straight)
    np.testing.assert_array_equal(entailer.infer(PAIRS * 2)[len(PAIRS) :], straight)


def test_company_moves_a_probability_by_a_rounding_at_most(
    entailer: Entailer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone or among others, in small batches or large."""
    straight = entailer.infer(PAIRS)
    monkeypatch.setattr(entail, "_PIECES", 30)
    np.testing.assert_allclose(entailer.infer(PAIRS), straight, atol=_ROUNDING)
    for pair, row in zip(PAIRS, straight, strict=True):
        np.testing.assert_allclose(entailer.infer([pair])[0], row, atol=_ROUNDING)


def test_no_pairs_no_rows(entailer: Entailer) -> None:
    """An empty side is no error."""
    assert entailer.judge([]).relation.shape == (0, 3)


def test_a_memory_that_is_full_forgets_the_oldest(
    entailer: Entailer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit is computed again and gives the same."""
    straight = entailer.infer(PAIRS)
    monkeypatch.setattr(lower_layers, "_REMEMBERED", 2)
    for start in range(0, len(PAIRS), 3):
        part = entailer.infer(PAIRS[start : start + 3])
        np.testing.assert_allclose(part, straight[start : start + 3], atol=_ROUNDING)


def test_a_text_is_encoded_once(entailer: Entailer, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pairs it stands in, and whether they come now or later."""
    asked: list[str] = []
    compute = LowerLayers.compute

    def noting(self: LowerLayers, texts: list[str]) -> object:
        asked.extend(texts)
        return compute(self, texts)

    monkeypatch.setattr(LowerLayers, "compute", noting)
    entailer.judge(PAIRS[:7])
    entailer.judge(PAIRS)
    assert sorted(asked) == sorted(TEXTS)


def test_a_head_of_another_encoder_is_refused(tmp_path: Path) -> None:
    """Its layers would read embeddings that they were not trained on."""
    with pytest.raises(ModelError, match="another encoder"):
        tiny_entailer(tmp_path, "f" * 64)


def test_the_head_bears_the_checksum_of_its_file(tmp_path: Path) -> None:
    """What a result records."""
    revision = tiny_entailer(tmp_path).revision
    assert revision == hashlib.sha256((tmp_path / "head").read_bytes()).hexdigest()


def test_stacking_puts_the_second_text_behind_the_first() -> None:
    """What is left of the row belongs to neither side."""
    one, two = np.ones((2, 4), np.float16), np.full((1, 4), 2, np.float16)
    states, pairs, sides, starts = stack([(one, two), (two, two)])
    assert pairs.tolist() == [[0, 0, 0], [1, 1, -1]]
    assert sides.tolist() == [[0, 0, 1], [0, 1, 0]]
    assert starts.tolist() == [[0, 2], [3, 4]]
    assert states[:, :, 0].tolist() == [[1, 1, 2], [2, 2, 0]]
