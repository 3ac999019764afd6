"""The network of the entailment head: shapes, padding, and where its layers come from."""

import pytest
import torch

from matching.entail import stack
from matching.model.lower_layers import LowerLayers
from matching.model.pair_head import (
    INFERENCE,
    RELATION,
    PairHead,
    upper_layers,
)
from matching.model.pair_shape import LOWER_LAYERS
from tests.matching.model.tiny_bert import HIDDEN, TinyModel, tiny_head, tiny_lower

TEXTS = ["the bridge closed on Monday", "el puente cerró", "the bridge closed"]


@pytest.fixture(scope="module")
def lower() -> LowerLayers:
    """The lower layers of one tiny model."""
    return tiny_lower()


def test_each_pair_gets_a_logit_for_every_class(lower: LowerLayers) -> None:
    """Those of the inference come first."""
    a, b, c = lower.states(TEXTS)
    logits = tiny_head()(*stack([(a, b), (b, c)]))
    assert logits.shape == (2, len(INFERENCE) + len(RELATION))
    assert torch.isfinite(logits).all()


def test_padding_does_not_change_a_verdict(lower: LowerLayers) -> None:
    """A short pair beside a longer one has the logits that it has alone."""
    a, b, c = lower.states(TEXTS)
    head = tiny_head()
    with torch.inference_mode():
        alone = head(*stack([(b, b)]))[0]
        together = head(*stack([(b, b), (a, c)]))[0]
    torch.testing.assert_close(alone, together, atol=1e-5, rtol=1e-4)


def test_the_head_reads_both_texts_and_their_sides(lower: LowerLayers) -> None:
    """Another second text, or the two exchanged, is another verdict."""
    a, b, c = lower.states(TEXTS)
    head = tiny_head()
    with torch.inference_mode():
        rows = [head(*stack([pair]))[0] for pair in ((a, b), (a, c), (b, a))]
    assert not torch.allclose(rows[0], rows[1], atol=1e-4)
    assert not torch.allclose(rows[0], rows[2], atol=1e-4)


def test_the_upper_layers_are_the_encoders_own(lower: LowerLayers) -> None:
    """Before training, layers go on computing what the encoder's upper layers compute."""
    model = TinyModel()
    states = torch.from_numpy(lower.states(TEXTS[:1])[0][None]).float()
    head = PairHead(HIDDEN, 2, 32, 1).eval()
    found = upper_layers(model.model.state_dict(), LOWER_LAYERS, 1)
    missing, foreign = head.load_state_dict(found, strict=False)
    assert not foreign
    assert not any(name.startswith("layers.") for name in missing)
    with torch.inference_mode():
        expected = model.model.encoder.layer[LOWER_LAYERS](states)
        expected = expected[0] if isinstance(expected, tuple) else expected
        torch.testing.assert_close(head.layers[0](states), expected, atol=1e-5, rtol=1e-4)
