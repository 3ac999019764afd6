"""The network of the entailment head: shapes, padding, and where its layers come from."""

import numpy as np
import pytest
import torch

from matching.entail import stack
from matching.model.lower_layers import LowerLayers
from matching.model.pair_head import INFERENCE, RELATION, Layer, PairHead, encoder_layers
from tests.matching.model.tiny_bert import HIDDEN, TinyModel, tiny_head, tiny_lower

TEXTS = ["the bridge closed on Monday", "el puente cerró", "the bridge closed"]


@pytest.fixture(scope="module")
def lower() -> LowerLayers:
    """The lower layers of a tiny head."""
    return tiny_lower()


def test_each_pair_gets_a_logit_for_every_class(lower: LowerLayers) -> None:
    """Those of the two inferences come first."""
    a, b, c = lower.states(TEXTS)
    logits = tiny_head()(*stack([(a, b), (b, c)]))
    assert logits.shape == (2, 2 * len(INFERENCE) + len(RELATION))
    assert torch.isfinite(logits).all()


def test_padding_does_not_change_a_verdict(lower: LowerLayers) -> None:
    """A short pair beside a longer one has the logits that it has alone."""
    a, b, c = lower.states(TEXTS)
    head = tiny_head()
    with torch.inference_mode():
        alone = head(*stack([(b, b)]))[0]
        together = head(*stack([(b, b), (a, c)]))[0]
    torch.testing.assert_close(alone, together, atol=1e-5, rtol=1e-4)


def test_another_second_text_is_another_verdict(lower: LowerLayers) -> None:
    """The head reads both."""
    a, b, c = lower.states(TEXTS)
    head = tiny_head()
    with torch.inference_mode():
        rows = [head(*stack([pair]))[0] for pair in ((a, b), (a, c))]
    assert not torch.allclose(rows[0], rows[1], atol=1e-4)


def test_exchanging_the_texts_exchanges_the_inferences_alone(lower: LowerLayers) -> None:
    """By construction: no layer knows which text is the first."""
    a, b, _ = lower.states(TEXTS)
    head = tiny_head()
    with torch.inference_mode():
        straight, turned = (head(*stack([pair]))[0] for pair in ((a, b), (b, a)))
    torch.testing.assert_close(turned[[3, 4, 5, 0, 1, 2, 6, 7, 8]], straight, atol=1e-5, rtol=1e-4)
    assert not torch.allclose(straight[:3], straight[3:6], atol=1e-4)


def test_rows_of_many_pairs_are_read_as_rows_of_one(lower: LowerLayers) -> None:
    """Pairs that share a row do not see each other."""
    a, b, c = lower.states(TEXTS)
    states = torch.from_numpy(np.concatenate([a, b, c, b])[None].astype(np.float32))
    sizes = [len(a), len(b), len(c), len(b)]
    pairs = torch.tensor([[0, 0, 1, 1]]).repeat_interleave(torch.tensor(sizes), dim=1)
    sides = torch.tensor([[0, 1, 0, 1]]).repeat_interleave(torch.tensor(sizes), dim=1)
    starts = torch.tensor([0, *np.cumsum(sizes[:3])]).reshape(2, 2)
    head = tiny_head()
    with torch.inference_mode():
        together = head(states, pairs, sides, starts)
        alone = [head(*stack([pair]))[0] for pair in ((a, b), (c, b))]
    torch.testing.assert_close(together, torch.stack(alone), atol=1e-5, rtol=1e-4)


def test_a_joint_head_leans_to_its_own_text_or_to_the_other() -> None:
    """A strong leaning leaves one of them unseen."""
    torch.manual_seed(3)
    layer = Layer(HIDDEN, 2, 32, joint=True).eval()
    values, other = torch.randn(1, 4, HIDDEN), torch.randn(1, 2, HIDDEN)
    signs, unseen = torch.tensor([[1, 1, -1, -1]]), torch.zeros(1, 1, 4, 4)
    changed = torch.cat([values[:, :2], other], 1)
    with torch.inference_mode():
        layer.leaning.fill_(99.0)
        own = [layer(one, unseen, signs)[:, :2] for one in (values, changed)]
        layer.leaning.fill_(-99.0)
        across = [layer(one, unseen, signs)[:, :2] for one in (values, changed)]
    torch.testing.assert_close(*own)
    assert not torch.allclose(*across, atol=1e-3)


def test_the_layers_begin_as_the_encoders_own() -> None:
    """Before training, the lower ones compute what the encoder computes, and none is missing."""
    model = TinyModel()
    head = PairHead(HIDDEN, 2, 32, 1, 1).eval()
    found = encoder_layers(model.model.state_dict(), 1)
    missing, foreign = head.load_state_dict(found, strict=False)
    assert not foreign
    assert {name.split(".")[-1] for name in missing if "." in name and "er." in name} == {"leaning"}
    states = torch.randn(1, 5, HIDDEN)
    with torch.inference_mode():
        expected = model.model.encoder.layer[0](states)
        expected = expected[0] if isinstance(expected, tuple) else expected
        found_states = head.read(states, torch.zeros(1, 5, dtype=torch.long))
    torch.testing.assert_close(found_states, expected, atol=1e-5, rtol=1e-4)
