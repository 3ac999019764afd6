"""The training loop on a tiny head: it learns, and an interruption changes nothing."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from benchmarks.training import train as loop
from benchmarks.training.batches import batches
from benchmarks.training.corpus import Corpus, Table
from benchmarks.training.material import Material, Schedule, Stage
from benchmarks.training.train import Trainer
from matching.model.pair_head import PairHead
from tests.matching.model.tiny_bert import FEED_FORWARD, HEADS, HIDDEN, LAYERS, TinyModel

_SAME, _OTHER = (0, 0, 0), (1, 2, 1)
TEXTS = [(6, 5, 7), (6, 5, 8), (11, 12, 13), (9, 10), (6, 13, 9)]
CORPUS = Corpus(
    np.array([piece for text in TEXTS for piece in (0, *text, 2)], np.int32),
    np.cumsum([0, *(len(text) + 2 for text in TEXTS)]),
)
PAIRS = [(a, b) for a in range(5) for b in range(5)]
TABLE = Table(
    np.array([(a, -1, b, -1) for a, b in PAIRS]),
    np.array([_SAME if a == b else _OTHER for a, b in PAIRS]),
    ("one", "two"),
)
SCHEDULE = Schedule(rows=1, save_every=2)
FIRST = Stage("first", lower=1, views=300, seed=1, rate=3e-3)
TAUGHT = Stage("head", lower=1, views=200, seed=2, rate=3e-3, start="first", teachers=("first",))


@pytest.fixture(scope="module")
def material() -> Material:
    """Twenty-five pairs of five texts."""
    shares = {"one": 2.0, "two": 1.0}
    shape = {
        "hidden_size": HIDDEN,
        "num_attention_heads": HEADS,
        "intermediate_size": FEED_FORWARD,
        "num_hidden_layers": LAYERS,
    }
    encoder = TinyModel().model.state_dict()
    return Material(CORPUS, TABLE, shares, {}, frozenset({"two"}), encoder, shape)


def _same(one: PairHead, two: PairHead) -> bool:
    pairs = zip(one.state_dict().values(), two.state_dict().values(), strict=True)
    return all(torch.allclose(a, b, rtol=0, atol=1e-6) for a, b in pairs)


def _loss(material: Material, folder: Path, head: PairHead) -> float:
    trainer = Trainer(material, folder, SCHEDULE)
    run = loop._Run(head, FIRST, SCHEDULE)
    head.eval()
    with torch.no_grad():
        made = list(batches(material, Stage("", 1, 50, 9), 4))
        return float(sum(trainer._loss(run, *one, []) for one in made)) / len(made)


@pytest.mark.parametrize("after", [1, 3, 8])
def test_a_run_that_was_interrupted_ends_as_one_that_was_not(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Wherever it stops: before a checkpoint or after one."""
    (tmp_path / "again").mkdir()
    whole = Trainer(material, tmp_path, SCHEDULE).train(FIRST)
    calls, learn = 0, loop._Run.learn

    def failing(run: loop._Run, loss: Tensor, pairs: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise InterruptedError
        learn(run, loss, pairs)

    trainer = Trainer(material, tmp_path / "again", SCHEDULE)
    with monkeypatch.context() as patch:
        patch.setattr(loop._Run, "learn", failing)
        with pytest.raises(InterruptedError):
            trainer.train(FIRST)
    assert _same(trainer.train(FIRST), whole)


def test_a_stage_that_has_ended_stays_as_it_is(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for again it is read; its file says what it saw."""
    trainer = Trainer(material, tmp_path, SCHEDULE)
    head = trainer.train(FIRST)
    monkeypatch.setattr(loop._Run, "learn", pytest.fail)
    assert _same(trainer.train(FIRST), head)
    state = torch.load(tmp_path / "first.pt", weights_only=True)
    assert (state["views"], state["lower"]) == (FIRST.views, 1)


def test_training_lowers_the_loss_and_teachers_go_on_from_there(
    material: Material, tmp_path: Path
) -> None:
    """Equal texts agree: a few hundred views are enough to see it."""
    before = _loss(material, tmp_path, loop.new_head(material, FIRST))
    trainer = Trainer(material, tmp_path, SCHEDULE)
    first = trainer.train(FIRST)
    assert _loss(material, tmp_path, first) < 0.8 * before
    taught = trainer.train(TAUGHT)
    assert not _same(taught, first)
    assert _loss(material, tmp_path, taught) < 0.8 * before


def test_several_processes_pack_what_one_does(material: Material) -> None:
    """In the same order."""
    alone, apart = (list(batches(material, FIRST, 2, workers)) for workers in (0, 2))
    assert len(alone) == len(apart)
    for (one, left), (two, right) in zip(alone, apart, strict=True):
        np.testing.assert_array_equal(one.pieces, two.pieces)
        np.testing.assert_array_equal(left, right)
    assert sum(len(classes) for _, classes in alone) == FIRST.views


def test_the_rate_rises_and_falls() -> None:
    """To nothing at the end."""
    rates = [loop._rate(done / 20, 0.1) for done in range(21)]
    assert rates[0] < 0.01
    assert max(rates) == rates[2] == 0.9
    assert rates[2:] == sorted(rates[2:], reverse=True)
    assert rates[-1] == 0
