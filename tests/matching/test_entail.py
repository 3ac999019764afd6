"""What the head says of pairs: the same bits in any company, the same relation in any order."""

from pathlib import Path

import numpy as np
import pytest

from matching import entail
from matching.entail import Entailer, stack
from matching.errors import ModelError
from matching.model import lower_layers
from matching.model.lower_layers import LowerLayers
from tests.matching.model.tiny_bert import ENCODER, tiny_lower, write_tiny_head

TEXTS = [
    "the bridge closed on Monday",
    "the bridge closed on Friday",
    "el puente cerró",
    "the bridge",
    "Monday",
]
PAIRS = [(a, b) for a in TEXTS for b in TEXTS]
_ROUNDING = 2e-3


@pytest.fixture(scope="module")
def lower() -> LowerLayers:
    """The lower layers of one tiny model."""
    return tiny_lower()


@pytest.fixture
def entailer(tmp_path: Path, lower: LowerLayers) -> Entailer:
    """A head of random weights that remembers nothing yet."""
    digest = write_tiny_head(tmp_path / "head")
    return Entailer(lower, tmp_path / "head", digest, ENCODER)


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


def test_a_text_is_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pairs it stands in, and whether they come now or later."""
    digest = write_tiny_head(tmp_path / "head")
    entailer = Entailer(tiny_lower(), tmp_path / "head", digest, ENCODER)
    asked: list[str] = []
    compute = LowerLayers.compute

    def noting(self: LowerLayers, texts: list[str]) -> object:
        asked.extend(texts)
        return compute(self, texts)

    monkeypatch.setattr(LowerLayers, "compute", noting)
    entailer.judge(PAIRS[:7])
    entailer.judge(PAIRS)
    assert sorted(asked) == sorted(TEXTS)


def test_a_head_of_another_encoder_is_refused(tmp_path: Path, lower: LowerLayers) -> None:
    """Its layers would read states that they were not trained on."""
    digest = write_tiny_head(tmp_path / "head")
    with pytest.raises(ModelError, match="another encoder"):
        Entailer(lower, tmp_path / "head", digest, "f" * 64)


def test_the_head_bears_the_checksum_of_its_file(tmp_path: Path, lower: LowerLayers) -> None:
    """What a result records."""
    digest = write_tiny_head(tmp_path / "head")
    assert Entailer(lower, tmp_path / "head", digest, ENCODER).revision == digest


def test_stacking_puts_the_second_text_behind_the_first() -> None:
    """What is left of the row belongs to neither side."""
    one, two = np.ones((2, 4), np.float16), np.full((1, 4), 2, np.float16)
    states, sides = stack([(one, two), (two, two)])
    assert sides.tolist() == [[0, 0, 1], [0, 1, -1]]
    assert states[:, :, 0].tolist() == [[1, 1, 2], [2, 2, 0]]
