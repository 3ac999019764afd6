"""Fits the weights of grouping on our own development gold.

Usage: python -m benchmarks.training.grouping [--write] [GOLD.yaml ...]

Writes matching/grouping/weights.toml. The figures printed are held out: a pair is weighed by fits
that saw no document of either family of stories that are easily confused. Background is what came
before the later document of a pair, as in the store.
"""

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from benchmarks.grouping.gold import GroupingGold, read_gold
from benchmarks.grouping.running import arrivals, group_in_order
from benchmarks.grouping.scores import Scores, b_cubed
from matching.embed import Encoder
from matching.grouping.combine import bounded
from matching.grouping.profile import Profile, profile_documents
from matching.grouping.signals import Placed, signals
from matching.grouping.window import Window
from service.config import Settings
from service.runtime import load_encoder

WEIGHTS = Path(__file__).parents[2] / "matching" / "grouping" / "weights.toml"
_GOLD = Path(__file__).parents[2] / "tests" / "gold" / "grouping"
DEVELOPMENT = [_GOLD / f"{name}.yaml" for name in ("dev", "own_dev", "dev_more")]
_PENALTIES = (0.01, 0.03, 0.1, 0.3)
_FOLDS = 5
_REPEATS = 4

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Documents and those before them in reach: `values[i, j]` is signal j of pair i.

    `families[i]` are those of its two documents.
    """

    names: list[str]
    values: Numbers
    truth: NDArray[np.bool_]
    families: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """A gold file, the profiles of its documents in their order, and the families of these."""

    name: str
    gold: GroupingGold
    profiles: Sequence[Profile]

    @classmethod
    def of(cls, path: Path, encoder: Encoder) -> "Told":
        """Read a file."""
        gold = read_gold(path)
        profiles = profile_documents([row.document for row in gold.rows], encoder)
        return cls(path.stem, gold, profiles)

    @property
    def families(self) -> dict[str, str]:
        """The family of each document; no two files have one in common."""
        return {row.document.document_id: f"{self.name} {row.family}" for row in self.gold.rows}


def gather(told: Sequence[Told]) -> Pairs:
    """Return the pairs of all documents in reach, each in the window of the later one."""
    rows, truth, families = [], [], []
    for one in told:
        family, stories = one.families, one.gold.stories
        for arrival in arrivals(one.profiles):
            new = arrival.profile.document_id
            for old in (profile.document_id for profile in arrival.before):
                rows.append(signals(arrival.placed(new), arrival.placed(old), arrival.window))
                truth.append(stories[new] == stories[old])
                families.append((family[new], family[old]))
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    return Pairs(names, values, np.array(truth), families)


def fit(pairs: Pairs, penalty: float, kept: NDArray[np.bool_] | None = None) -> dict[str, float]:
    """Return the weight of each signal, fitted on all pairs or those that are *kept*."""
    scale = _scale(pairs.values)
    kept = np.full(len(pairs.truth), True) if kept is None else kept
    model = LogisticRegression(C=penalty, max_iter=5000)
    made = model.fit(pairs.values[kept] / scale, pairs.truth[kept])
    weights = dict(zip(pairs.names, map(float, made.coef_[0] / scale), strict=True))
    weights["always"] += float(made.intercept_[0])  # which bears no penalty
    return weights


def _scale(values: Numbers) -> Numbers:
    spread = values.std(axis=0)
    return np.where(spread > 0, spread, 1.0)


class HeldOut:
    """Weights that never saw the family of either document: several fits, whose mean counts."""

    def __init__(self, pairs: Pairs, penalty: float) -> None:
        """Fit on all pairs but those of two folds, for every two folds."""
        families = sorted({family for both in pairs.families for family in both})
        self._folds: list[dict[str, int]] = []
        self._weights: list[dict[tuple[int, int], Numbers]] = []
        for repeat in range(_REPEATS):
            order = np.random.default_rng(repeat).permutation(len(families))
            fold = {family: int(at) % _FOLDS for family, at in zip(families, order, strict=True)}
            of_pair = np.array([[fold[one], fold[two]] for one, two in pairs.families])
            self._folds.append(fold)
            fits = {}
            for both in combinations_with_replacement(range(_FOLDS), 2):
                kept = np.array(~np.isin(of_pair, both).any(axis=1))
                weights = fit(pairs, penalty, kept)
                fits[both] = np.array([weights[name] for name in pairs.names])
            self._weights.append(fits)

    def odds(self, one: str, two: str, values: Numbers) -> float:
        """Return the log odds of documents of two families by their signals."""
        each = []
        for fold, weights in zip(self._folds, self._weights, strict=True):
            left, right = sorted((fold[one], fold[two]))
            each.append(float(weights[left, right] @ values))
        return bounded(float(np.mean(each)))

    def loss(self, pairs: Pairs) -> float:
        """Return the log loss of the pairs fitted on, each as if it had not been."""
        odds = [
            self.odds(*both, row) for both, row in zip(pairs.families, pairs.values, strict=True)
        ]
        return float(log_loss(pairs.truth, 1 / (1 + np.exp(-np.array(odds)))))

    def score(self, told: Told) -> Scores:
        """Return the B-cubed scores of a file whose documents are grouped as they arrive."""
        family = told.families

        def weigh(left: Placed, right: Placed, window: Window) -> float:
            found = signals(left, right, window)
            ids = left.profile.document_id, right.profile.document_id
            return self.odds(family[ids[0]], family[ids[1]], np.array(list(found.values())))

        return b_cubed(group_in_order(told.profiles, weigh), told.gold.stories)


def write(weights: dict[str, float], encoder: str) -> None:
    """Put the weights into the file, each beside the example that stands there already."""
    text = WEIGHTS.read_text(encoding="utf-8")
    examples = {row["name"]: row["example"] for row in tomllib.loads(text).get("signals", [])}
    head = text.partition("encoder =")[0]
    rows = [
        "\n".join(
            (
                "[[signals]]",
                f'name = "{name}"',
                f"example = {json.dumps(examples.get(name, ''), ensure_ascii=False)}",
                f"weight = {weight:.3f}",
            )
        )
        for name, weight in weights.items()
    ]
    WEIGHTS.write_text(f'{head}encoder = "{encoder}"\n\n' + "\n\n".join(rows) + "\n", "utf-8")


def main() -> None:
    """Print held-out figures; with --write keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, default=DEVELOPMENT)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = load_encoder(Settings())
    told = [Told.of(path, encoder) for path in options.gold]
    pairs = gather(told)
    made = {penalty: HeldOut(pairs, penalty) for penalty in _PENALTIES}
    losses = {penalty: each.loss(pairs) for penalty, each in made.items()}
    penalty = min(losses, key=losses.__getitem__)
    print(f"{len(pairs.truth)} pairs, {pairs.truth.sum()} of one story, penalty {penalty}")
    print(f"held-out log loss {losses[penalty]:.4f}")
    for each in told:
        score = made[penalty].score(each)
        print(
            f"{each.name}: held out, as they arrive: B³ precision {score.precision:.3f} "
            f"recall {score.recall:.3f} F1 {score.f1:.3f}"
        )
    if options.write:
        write(fit(pairs, penalty), encoder.name)


if __name__ == "__main__":
    main()
