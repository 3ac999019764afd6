"""Signals into the probabilities of the labels: a multinomial logistic regression.

Its weights stand in combiner_*.toml, each signal beside the example that justifies it: one
file for claims put side by side and one for claims of two documents (which know their rivals),
each with an entailment head's verdict and without. They are fitted by
`python -m benchmarks.training.combiner` on our own development gold.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from scipy.special import softmax

from matching.evidence import Odds, PairEvidence
from matching.ids import text_hash
from matching.signals import signals

_DECIMALS = 4
_LABELS = ("agree", "conflict", "extra")
_TABLES = ("documents_judged", "documents_unjudged", "pairs_judged", "pairs_unjudged")


def combine(evidence: PairEvidence, encoder: str) -> Odds | None:
    """Return the odds of a pair; None where no weights were fitted for this encoder.

    *encoder* is the model's name: similarities of two models do not mean the same. Pairs
    that an entailment head has judged are weighed with its verdicts, others without.
    """
    parts = contributions(evidence, encoder)
    if parts is None:
        return None
    scores = [sum(part.towards[at] for part in parts) for at in range(len(_LABELS))]
    return Odds(*(round(float(share), _DECIMALS) for share in softmax(scores)))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one signal adds to the scores of agree, conflict and extra, in log odds."""

    name: str
    value: float
    towards: tuple[float, float, float]


def contributions(evidence: PairEvidence, encoder: str) -> tuple[Contribution, ...] | None:
    """Return what each signal of a pair adds; None where no weights were fitted.

    The sums over all of them, put through a softmax, are the odds.
    """
    pairs = "documents" if evidence.standing else "pairs"
    table = _table(f"{pairs}_{'judged' if evidence.judged else 'unjudged'}")
    if table is None or table.encoder != encoder:
        return None
    found = signals(evidence)
    agree, conflict, extra = table.weights
    return tuple(
        Contribution(
            name,
            found[name],
            (agree[name] * found[name], conflict[name] * found[name], extra[name] * found[name]),
        )
        for name in agree
    )


def has_weights(encoder: str) -> bool:
    """Tell whether weights were fitted for the documents' pairs of this encoder, by its name."""
    table = _table("documents_unjudged")
    return table is not None and table.encoder == encoder


@cache
def weights_hash() -> str:
    """Return the SHA-256 of all weight files: odds of two hashes do not compare."""
    texts = [path.read_text(encoding="utf-8") for path in map(_path, _TABLES) if path.is_file()]
    return text_hash("\n".join(texts))


@dataclass(frozen=True, slots=True)
class _Table:
    """The encoder that weights belong to, and the weights of agree, conflict and extra."""

    encoder: str
    weights: tuple[Mapping[str, float], ...]


@cache
def _table(name: str) -> _Table | None:
    path = _path(name)
    if not path.is_file():
        return None
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = found["signals"]
    weights = tuple({row["name"]: float(row[label]) for row in rows} for label in _LABELS)
    return _Table(found["encoder"], weights)


def _path(name: str) -> Traversable:
    return files("matching") / f"combiner_{name}.toml"
