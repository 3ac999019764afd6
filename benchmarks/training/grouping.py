"""Fits the weights of grouping on our own development gold.

Usage: python -m benchmarks.training.grouping [--write] [GOLD.yaml ...]

Writes matching/grouping/weights.toml. The figures printed are of held-out folds: no family of
stories that are easily confused is in two of them, and a pair is held out with either document.
"""

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from benchmarks.grouping.gold import GroupingGold, read_gold
from benchmarks.grouping.running import Placement, place_all
from matching.embed import Encoder
from matching.grouping.candidates import is_in_reach
from matching.grouping.signals import signals
from service.config import Settings
from service.runtime import load_encoder

WEIGHTS = Path(__file__).parents[2] / "matching" / "grouping" / "weights.toml"
DEV = Path(__file__).parents[2] / "tests" / "gold" / "grouping" / "dev.yaml"
_PENALTIES = (0.03, 0.1, 0.3, 1.0)
_FOLDS = 5
_REPEATS = 4

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of documents in reach: `values[i, j]` is signal j of the pair `keys[i]`."""

    keys: list[tuple[str, str]]
    names: list[str]
    values: Numbers
    truth: NDArray[np.bool_]
    families: list[tuple[str, str]]


def gather(gold: GroupingGold, placement: Placement) -> Pairs:
    """Return the pairs of a gold's documents with their signals."""
    keys, rows, truth, families = [], [], [], []
    placed = [placement.placed[row.document.document_id] for row in gold.rows]
    for i, (one, left) in enumerate(zip(gold.rows, placed, strict=True)):
        for two, right in zip(gold.rows[:i], placed[:i], strict=True):
            if not is_in_reach(left.profile, right.profile):
                continue
            keys.append((two.document.document_id, one.document.document_id))
            rows.append(signals(left, right, placement.window))
            truth.append(one.story == two.story)
            families.append((two.family, one.family))
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    return Pairs(keys, names, values, np.array(truth), families)


def fit(pairs: Pairs, penalty: float) -> dict[str, float]:
    """Return the weight of each signal, fitted on all pairs."""
    scale = _scale(pairs.values)
    made = _model(penalty).fit(pairs.values / scale, pairs.truth)
    weights = dict(zip(pairs.names, map(float, made.coef_[0] / scale), strict=True))
    weights["always"] += float(made.intercept_[0])  # which bears no penalty
    return weights


def held_out(pairs: Pairs, penalty: float) -> Numbers:
    """Return the log odds of each pair by models that never saw either document's family."""
    values = pairs.values / _scale(pairs.values)
    families = sorted({family for both in pairs.families for family in both})
    total, count = np.zeros(len(values)), np.zeros(len(values))
    for repeat in range(_REPEATS):
        order = np.random.default_rng(repeat).permutation(len(families))
        fold = {family: int(at) % _FOLDS for family, at in zip(families, order, strict=True)}
        of_pair = np.array([[fold[one], fold[two]] for one, two in pairs.families])
        for number in range(_FOLDS):
            held = (of_pair == number).any(axis=1)
            made = _model(penalty).fit(values[~held], pairs.truth[~held])
            total[held] += made.decision_function(values[held])
            count[held] += 1
    return np.asarray(total / count)


def _model(penalty: float) -> LogisticRegression:
    return LogisticRegression(C=penalty, max_iter=5000)


def _scale(values: Numbers) -> Numbers:
    spread = values.std(axis=0)
    return np.where(spread > 0, spread, 1.0)


def held_out_loss(pairs: Pairs, penalty: float) -> float:
    """Return the log loss of held-out folds."""
    odds = held_out(pairs, penalty)
    return float(log_loss(pairs.truth, 1 / (1 + np.exp(-odds))))


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


def load_pairs(paths: Sequence[Path], encoder: Encoder) -> Pairs:
    """Return the pairs of several golds, each read in a window of its own."""
    parts = []
    for path in paths:
        gold = read_gold(path)
        parts.append(gather(gold, place_all([row.document for row in gold.rows], encoder)))
    return Pairs(
        [key for part in parts for key in part.keys],
        parts[0].names,
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.truth for part in parts]),
        [both for part in parts for both in part.families],
    )


def main() -> None:
    """Print held-out figures; with --write keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, default=[DEV])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = load_encoder(Settings())
    pairs = load_pairs(options.gold, encoder)
    losses = {penalty: held_out_loss(pairs, penalty) for penalty in _PENALTIES}
    penalty = min(losses, key=losses.__getitem__)
    print(f"{len(pairs.keys)} pairs, {pairs.truth.sum()} of one story, penalty {penalty}")
    print(f"held-out log loss {losses[penalty]:.4f}")
    if options.write:
        write(fit(pairs, penalty), encoder.name)


if __name__ == "__main__":
    main()
