"""Fits the combiner's weights on our own development pairs.

Usage: python -m benchmarks.training.combiner [--write]

Writes matching/combiner_judged.toml (with the entailment head's verdict) and
matching/combiner_unjudged.toml. The penalty is the one that serves held-out folds best; the
figures printed are of held-out folds.
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from matching.embed import Encoder
from matching.pairs import read_pair
from matching.scoring import score_pairs
from matching.signals import HEAD_SIGNALS, signals
from matching.thresholds import DEFAULTS
from service.config import Settings
from service.runtime import load_encoder

LABELS = ("agree", "conflict", "extra")
GOLD = Path(__file__).parents[2] / "tests" / "gold" / "labels"
FILES = ("pairs_dev.yaml", "pairs_dev_2.yaml")
WEIGHTS = Path(__file__).parents[2] / "matching"
_PENALTIES = (0.1, 0.3, 1.0, 3.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """The signals of a pair and its label."""

    signals: dict[str, float]
    label: str


def collect(encoder: Encoder, gold: Path = GOLD) -> list[Sample]:
    """Return the labelled pairs of the development files, judged where there is a head."""
    return [
        _sample(row, encoder)
        for name in FILES
        for row in yaml.safe_load((gold / name).read_text(encoding="utf-8"))
    ]


def _sample(row: dict[str, str], encoder: Encoder) -> Sample:
    left, right = read_pair((row["a"], row["b"]), (row["lang_a"], row["lang_b"]))
    evidence = score_pairs([left], [right], encoder, DEFAULTS, every=True).evidence[0, 0]
    return Sample(dict(signals(evidence)), row["label"])


def without_head(samples: Sequence[Sample]) -> list[Sample]:
    """Return *samples* without the signals that come from the head."""
    return [
        Sample({n: v for n, v in one.signals.items() if n not in HEAD_SIGNALS}, one.label)
        for one in samples
    ]


def matrix(samples: Sequence[Sample]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the names of the signals and their values [samples, signals]."""
    names = list(samples[0].signals)
    return names, np.array([[sample.signals[name] for name in names] for sample in samples])


def fit(samples: Sequence[Sample], penalty: float) -> dict[str, dict[str, float]]:
    """Return `weights[label][signal]`, fitted on all samples."""
    names, values = matrix(samples)
    fitted = model(penalty).fit(values, [sample.label for sample in samples])
    return {
        str(label): dict(zip(names, map(float, row), strict=True))
        for label, row in zip(fitted.classes_, fitted.coef_, strict=True)
    }


def write(weights: dict[str, dict[str, float]], path: Path) -> None:
    """Put the weights into the file, each beside the example that stands there already."""
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("signals", [])
    examples = {row["name"]: row["example"] for row in table}
    head = path.read_text(encoding="utf-8").partition("[[signals]]")[0]
    rows = [
        "\n".join(
            (
                "[[signals]]",
                f'name = "{name}"',
                f"example = {json.dumps(examples.get(name, ''), ensure_ascii=False)}",
                *(f"{label} = {weights[label][name]:.3f}" for label in LABELS),
            )
        )
        for name in weights["agree"]
    ]
    path.write_text(head + "\n\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Print the held-out figures for several penalties; with --write keep the best weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    judged = collect(load_encoder(Settings()))
    print(f"{len(judged)} pairs", dict(Counter(sample.label for sample in judged)))
    for name, samples in (("judged", judged), ("unjudged", without_head(judged))):
        best = min(_PENALTIES, key=lambda penalty: _loss(samples, penalty))
        print(f"{name}: penalty {best}, held-out log loss {_loss(samples, best):.4f}")
        found = held_out(samples, best).argmax(axis=1)
        truth = [sample.label for sample in samples]
        print(classification_report(truth, [LABELS[at] for at in found], digits=3))
        if options.write:
            write(fit(samples, best), WEIGHTS / f"combiner_{name}.toml")


def _loss(samples: Sequence[Sample], penalty: float) -> float:
    truth = [sample.label for sample in samples]
    return float(log_loss(truth, held_out(samples, penalty), labels=LABELS))


def model(penalty: float) -> LogisticRegression:
    """Return an untrained regression; the signal `always` is its intercept."""
    return LogisticRegression(C=penalty, fit_intercept=False, max_iter=2000)


def held_out(samples: Sequence[Sample], penalty: float) -> NDArray[np.float64]:
    """Return the probabilities of LABELS for each sample, by a model that never saw it."""
    _, values = matrix(samples)
    labels = [sample.label for sample in samples]
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    found: NDArray[np.float64] = cross_val_predict(
        model(penalty), values, labels, cv=folds, method="predict_proba"
    )
    return found


if __name__ == "__main__":
    main()
