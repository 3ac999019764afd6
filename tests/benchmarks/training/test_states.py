"""States on disk: each text computed once, and found again by the next run."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.training import states
from benchmarks.training.states import StateStore
from matching.model.lower_layers import LowerLayers, States


class FakeLower(LowerLayers):
    """A text's states are its letters; notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def compute(self, texts: Sequence[str], *, fast: bool = False) -> list[States]:  # noqa: ARG002
        """Return [letters, 2]."""
        self.asked += texts
        return [np.array([[ord(c), len(t)] for c in t], np.float16) for t in texts]


def test_states_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In shards of several texts, by this run and the next; only new texts are computed."""
    monkeypatch.setattr(states, "_SHARD", 2)
    lower = FakeLower()
    store = StateStore(tmp_path)
    store.add(["a", "bb", "ccc", "a"], lower)
    store.add(["bb", "dd"], lower)
    assert sorted(lower.asked) == ["a", "bb", "ccc", "dd"]
    for again in (store, StateStore(tmp_path)):
        for text in ("a", "bb", "ccc", "dd"):
            np.testing.assert_array_equal(again.states(text), FakeLower().compute([text])[0])
        with pytest.raises(KeyError):
            again.states("e")


def test_a_shard_cut_short_is_computed_again(tmp_path: Path) -> None:
    """A shard counts once its list of texts is there."""
    np.save(tmp_path / "0.npy", np.zeros((1, 2), np.float16))
    store = StateStore(tmp_path)
    store.add(["bb"], FakeLower())
    np.testing.assert_array_equal(store.states("bb"), FakeLower().compute(["bb"])[0])
