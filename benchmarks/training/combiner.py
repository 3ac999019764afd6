"""Fits the combiner's weights on our own development gold.

Usage: python -m benchmarks.training.combiner [--write] [--only KIND]

Writes matching/combiner_*.toml: of pairs and of documents, each judged (with the entailment
head's verdict) and unjudged. The penalty is the one that serves held-out folds best; the
figures printed are of held-out folds, which share no happening.
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, log_loss
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from benchmarks.training.samples import (
    Candidate,
    Sample,
    candidates,
    judged_samples,
    pair_samples,
)
from matching.thresholds import SCORING
from service.config import Settings
from service.runtime import load_encoder

LABELS = ("agree", "conflict", "extra")
WEIGHTS = Path(__file__).parents[2] / "matching"
KINDS = ("pairs", "documents")
_PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0)
_FOLDS = 10


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
    parser.add_argument("--only", choices=KINDS, action="append")
    options = parser.parse_args()
    encoder = load_encoder(Settings())
    kinds = options.only or KINDS
    if "pairs" in kinds:
        judged = pair_samples(encoder)
        _fit("pairs_unjudged", [one.without_head() for one in judged], write_it=options.write)
        _fit("pairs_judged", judged, write_it=options.write)
    if "documents" in kinds:
        found = candidates(encoder)
        unjudged = [one.sample for one in found]
        _fit("documents_unjudged", unjudged, write_it=options.write)
        likely = _likely(found, unjudged)
        _fit("documents_judged", judged_samples(likely, encoder), write_it=options.write)


def _likely(found: Sequence[Candidate], unjudged: Sequence[Sample]) -> list[Candidate]:
    """Return the candidates that the head would be asked about."""
    extra = held_out(unjudged, _best(unjudged))[:, LABELS.index("extra")]
    return [one for one, share in zip(found, extra, strict=True) if 1 - share >= SCORING.judged]


def _fit(name: str, samples: Sequence[Sample], *, write_it: bool) -> None:
    best = _best(samples)
    truth = [sample.label for sample in samples]
    print(f"{name}: {len(samples)} pairs {dict(Counter(truth))}, penalty {best}")
    print(f"held-out log loss {_loss(samples, best):.4f}")
    found = held_out(samples, best).argmax(axis=1)
    print(classification_report(truth, [LABELS[at] for at in found], digits=3))
    if write_it:
        write(fit(samples, best), WEIGHTS / f"combiner_{name}.toml")


def _best(samples: Sequence[Sample]) -> float:
    return min(_PENALTIES, key=lambda penalty: _loss(samples, penalty))


def _loss(samples: Sequence[Sample], penalty: float) -> float:
    truth = [sample.label for sample in samples]
    return float(log_loss(truth, held_out(samples, penalty), labels=LABELS))


def model(penalty: float) -> LogisticRegression:
    """Return an untrained regression; the signal `always` is its intercept."""
    return LogisticRegression(C=penalty, fit_intercept=False, max_iter=2000)


def held_out(samples: Sequence[Sample], penalty: float) -> NDArray[np.float64]:
    """Return the probabilities of LABELS for each sample, by a model that never saw it."""
    _, values = matrix(samples)
    labels, groups = ([getattr(s, name) for s in samples] for name in ("label", "group"))
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0)
    found: NDArray[np.float64] = cross_val_predict(
        model(penalty), values, labels, groups=groups, cv=folds, method="predict_proba"
    )
    return found


if __name__ == "__main__":
    main()
