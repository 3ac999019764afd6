"""Texts through the lower layers: one at a time, cut where too long."""

import numpy as np
import pytest
import torch

from matching.model.lower_layers import MAX_PIECES, LowerLayers
from tests.matching.model.tiny_bert import HIDDEN, TinyModel, tiny_lower

TEXTS = ["the bridge closed on Monday", "el puente", ""]


@pytest.fixture(scope="module")
def lower() -> LowerLayers:
    """The lower layers of a tiny head."""
    return tiny_lower()


def test_a_text_has_a_state_for_each_of_its_pieces(lower: LowerLayers) -> None:
    """Also the pieces that frame it, so that none is empty."""
    found = lower.states(TEXTS)
    assert [row.shape for row in found] == [(7, HIDDEN), (4, HIDDEN), (2, HIDDEN)]
    assert {row.dtype for row in found} == {np.dtype(np.float16)}


def test_company_does_not_change_a_text(lower: LowerLayers) -> None:
    """Alone or padded beside a longer one."""
    together = lower.compute(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(lower.compute([text])[0], row, atol=2e-3)


def test_a_long_text_is_cut(lower: LowerLayers) -> None:
    """Its states are as many as are read."""
    (row,) = lower.states(["bridge " * 300])
    assert len(row) == MAX_PIECES


def test_the_encoder_gives_its_embeddings_alone() -> None:
    """The states are those of the head's own layers, whatever the encoder's hold."""
    model = TinyModel()
    before = tiny_lower(model).states(TEXTS[:1])[0]
    with torch.no_grad():
        for parameter in model.model.encoder.parameters():
            parameter.fill_(9)
    np.testing.assert_array_equal(tiny_lower(model).states(TEXTS[:1])[0], before)
    with torch.no_grad():
        model.model.embeddings.word_embeddings.weight[5:].mul_(-1)
    assert not np.array_equal(tiny_lower(model).states(TEXTS[:1])[0], before)
