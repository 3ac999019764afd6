"""Texts through the lower layers: one at a time, without the prompt, cut where too long."""

import numpy as np
import pytest
import torch

from matching.model.lower_layers import LowerLayers
from matching.model.pair_shape import LOWER_LAYERS, MAX_PIECES
from tests.matching.model.tiny_bert import HIDDEN, PROMPT, TinyModel, tiny_lower

TEXTS = ["the bridge closed on Monday", "el puente", ""]


@pytest.fixture(scope="module")
def lower() -> LowerLayers:
    """The lower layers of one tiny model."""
    return tiny_lower()


def test_a_text_has_a_state_for_each_of_its_pieces(lower: LowerLayers) -> None:
    """The prompt has none; the pieces that frame a text stay, so that none is empty."""
    found = lower.states(TEXTS)
    assert [row.shape for row in found] == [(7, HIDDEN), (4, HIDDEN), (2, HIDDEN)]
    assert {row.dtype for row in found} == {np.dtype(np.float16)}


def test_company_does_not_change_a_text(lower: LowerLayers) -> None:
    """Alone or padded beside a longer one."""
    together = lower.compute(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(lower.compute([text])[0], row, atol=2e-3)


def test_a_long_text_is_cut(lower: LowerLayers) -> None:
    """Its states and those of the prompt are as many as are read."""
    (row,) = lower.states(["bridge " * 300])
    assert len(row) == MAX_PIECES - len(PROMPT.replace(":", " :").split())


def test_only_the_lower_layers_are_asked() -> None:
    """The states are those after layer six, whatever the upper ones hold."""
    model = TinyModel()
    before = tiny_lower(model).states(TEXTS[:1])[0]
    with torch.no_grad():
        for parameter in model.model.encoder.layer[LOWER_LAYERS].parameters():
            parameter.fill_(9)
    np.testing.assert_array_equal(tiny_lower(model).states(TEXTS[:1])[0], before)
    with torch.no_grad():
        next(model.model.encoder.layer[LOWER_LAYERS - 1].parameters()).fill_(9)
    assert not np.array_equal(tiny_lower(model).states(TEXTS[:1])[0], before)


def test_the_fast_way_is_nearly_the_same(lower: LowerLayers) -> None:
    """Training reads states of half the precision."""
    exact, fast = lower.compute(TEXTS[:1])[0], lower.compute(TEXTS[:1], fast=True)[0]
    np.testing.assert_allclose(exact, fast, atol=0.1)


def test_what_the_encoder_passes_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that the whole model has read is not read again, and its states are the same."""
    model = TinyModel()
    lower = tiny_lower(model)
    texts = [text for text in TEXTS if text]
    wanted = lower.compute(texts)
    read = model.tokenizer(
        [PROMPT + text for text in texts],
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    offsets = read.pop("offset_mapping").numpy()
    with torch.inference_mode():
        model.model(**read)
    lower.keep_passing(texts, read["attention_mask"].numpy().astype(bool), offsets)
    monkeypatch.setattr(lower, "compute", pytest.fail)
    for found, row in zip(lower.states(texts), wanted, strict=True):
        np.testing.assert_array_equal(found, row)
