"""Signals into the probabilities of the labels: a multinomial logistic regression.

Its weights stand in combiner.toml, each signal beside the example that justifies it; they
are fitted by `python -m benchmarks.training.combiner` on our own development pairs.
"""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from matching.evidence import Odds, PairEvidence
from matching.ids import content_id
from matching.signals import signals

_DECIMALS = 4


def combine(evidence: PairEvidence) -> Odds | None:
    """Return the odds of a pair; None where no entailment head judged it."""
    if evidence.judged is None:
        return None
    found = signals(evidence)
    scores = [
        sum(weight * found[name] for name, weight in weights.items())
        for weights in (_weights()[label] for label in ("agree", "conflict", "extra"))
    ]
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    agree, conflict, extra = (round(share / sum(shares), _DECIMALS) for share in shares)
    return Odds(agree, conflict, extra)


def weights_id() -> str:
    """Return the identifier of the weights: part of what a result depends on."""
    return content_id("cmb", repr(sorted(_weights().items())))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    text = (files("matching") / "combiner.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["signals"]
    return {
        label: {row["name"]: float(row[label]) for row in table}
        for label in ("agree", "conflict", "extra")
    }
