"""The training loop on a tiny head: it learns, and an interruption changes nothing."""

from pathlib import Path

import pytest
import torch

from benchmarks.training import train as loop
from benchmarks.training.frames import Made
from benchmarks.training.rows import UNTOLD, BothWays, View, one_way
from benchmarks.training.states import StateStore
from benchmarks.training.train import Phase, Schedule, train
from matching.model.pair_head import PairHead
from tests.matching.model.tiny_bert import tiny_head, tiny_lower

TEXTS = ["the bridge closed on Monday", "the bridge closed on Friday", "el puente cerró", "Monday"]
ROWS: list[BothWays] = [
    *one_way([Made(t, t, "en", "en", "entailment", "agree", "") for t in TEXTS], "one"),
    *one_way(
        [Made(a, b, "en", "en", "neutral", "extra", "") for a in TEXTS for b in TEXTS if a != b],
        "two",
    ),
]
PHASES = (Phase("first", {"one": 2.0}, 14), Phase("second", {"one": 1.0, "two": 1.0}, 24))
SCHEDULE = Schedule(rate=1e-3, warmup=5, pairs=4, save_every=2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> StateStore:
    """The states of the texts."""
    found = StateStore(tmp_path_factory.mktemp("states"))
    found.add(TEXTS, tiny_lower())
    return found


def _same(one: PairHead, two: PairHead) -> bool:
    pairs = zip(one.state_dict().values(), two.state_dict().values(), strict=True)
    return all(torch.allclose(a, b, rtol=0, atol=1e-6) for a, b in pairs)


@pytest.mark.parametrize("after", [1, 3, 5, 7])
def test_a_run_that_was_interrupted_ends_as_one_that_was_not(
    store: StateStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Wherever it stops: before a checkpoint, after one, in either phase."""
    whole = tiny_head()
    torch.manual_seed(5)
    train(whole, ROWS, store, PHASES, tmp_path, SCHEDULE)

    folder, calls, loss = tmp_path / "again", 0, loop._loss
    folder.mkdir()

    def failing(logits: torch.Tensor, views: list[View]) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls > after:
            raise InterruptedError
        return loss(logits, views)

    stopped = tiny_head()
    torch.manual_seed(5)
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_loss", failing)
        with pytest.raises(InterruptedError):
            train(stopped, ROWS, store, PHASES, folder, SCHEDULE)
    assert not _same(stopped, whole)
    resumed = tiny_head()
    torch.manual_seed(5)
    train(resumed, ROWS, store, PHASES, folder, SCHEDULE)
    assert _same(resumed, whole)


def test_a_run_that_has_ended_stays_as_it_is(store: StateStore, tmp_path: Path) -> None:
    """Started again it sees nothing more; its checkpoint says what it saw."""
    head = tiny_head()
    train(head, ROWS, store, PHASES, tmp_path, SCHEDULE)
    again = tiny_head(9)
    train(again, ROWS, store, PHASES, tmp_path, SCHEDULE)
    assert _same(again, head)
    progress = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["progress"]
    assert progress["phase"] == len(PHASES)
    assert progress["seen"] >= sum(phase.views for phase in PHASES)


def test_training_lowers_the_loss(store: StateStore, tmp_path: Path) -> None:
    """Equal texts agree: a hundred views are enough to see it."""
    head = tiny_head()
    views = [View(t, t, 0, 0) for t in TEXTS]

    def loss() -> float:
        pairs = [(store.states(v.premise), store.states(v.hypothesis)) for v in views]
        with torch.inference_mode():
            return float(loop._loss(head.eval()(*loop.stack(pairs)), views))

    before = loss()
    train(head, ROWS, store, (Phase("one", {"one": 1.0}, 100),), tmp_path, SCHEDULE)
    assert loss() < 0.7 * before


def test_a_class_that_is_not_told_costs_nothing() -> None:
    """The loss is the mean over what is told."""
    logits = torch.randn(2, 6, generator=torch.Generator().manual_seed(1))
    both = loop._loss(logits, [View("a", "b", 0, 1), View("a", "b", 2, UNTOLD)])
    parts = [logits[:1, :3], logits[1:, :3], logits[:1, 3:]]
    single = [
        float(torch.nn.functional.cross_entropy(part, torch.tensor([label])))
        for part, label in zip(parts, (0, 2, 1), strict=True)
    ]
    assert float(both) == pytest.approx(sum(single) / 3, abs=1e-5)
    assert float(loop._loss(logits, [View("a", "b", UNTOLD, UNTOLD)] * 2)) == 0


def test_the_rate_rises_stays_and_falls() -> None:
    """It never ends at nothing."""
    schedule = Schedule(warmup=10, decay=0.25)
    rates = [loop._rate(seen, 100, schedule) for seen in range(0, 101, 5)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[2:15] == [1.0] * 13
    assert rates[15:] == sorted(rates[15:], reverse=True)
    assert rates[-1] == 0.02
