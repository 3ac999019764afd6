"""What labels claims: the program as it ships, and its trained head apart.

This file is the one place where the benchmark touches the program's own calls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.labels.gold import LabelledPair
from benchmarks.labels.scores import Answer
from matching.compare import compare_documents, compare_readings
from matching.comparison import Comparison, Reading
from matching.document import Document
from matching.embed import Encoder
from matching.embedded import EmbeddedEncoder
from matching.entail import Entailer
from matching.finding import Finding
from matching.model import find_weights, prepare_model
from matching.model.manifest import read_manifest
from matching.model.shipped_head import find_head
from matching.pairs import compare_pairs
from service.config import read_settings
from service.runtime import load_encoder

Probabilities = NDArray[np.float32]

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
"""Columns of `Verdicts.inference`."""
AGREE, CONFLICT, EXTRA = range(3)
"""Columns of `Verdicts.relation`."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the head says of n pairs in the order in which they are given; rows sum to 1.

    `inference` [n, 3]: entailment, neutral, contradiction of the second by the first;
    `relation` [n, 3]: agree, conflict, extra.
    """

    inference: Probabilities
    relation: Probabilities


class Judge(Protocol):
    """The entailment head."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """Return what it says of *pairs*, in their order."""


@dataclass(frozen=True, slots=True)
class HeadJudge:
    """The head that ships, asked in one order only."""

    entailer: Entailer

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """Return the verdicts of *pairs*."""
        found = self.entailer.infer(pairs)
        return Verdicts(found[:, :3], found[:, 6:])


class RememberingJudge:
    """Another judge with a memory: baselines, swaps and ablations ask for the same pairs."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._known: dict[tuple[str, str], tuple[Probabilities, Probabilities]] = {}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """Return the verdicts, computing those not seen before."""
        unknown = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if unknown:
            fresh = self._judge.judge(unknown)
            rows = zip(fresh.inference, fresh.relation, strict=True)
            self._known.update(zip(unknown, rows, strict=True))
        found = [self._known[pair] for pair in pairs]
        return Verdicts(
            np.array([row for row, _ in found], np.float32).reshape(-1, 3),
            np.array([row for _, row in found], np.float32).reshape(-1, 3),
        )

    def forget(self) -> None:
        """Empty the memory."""
        self._known.clear()


class SilentEncoder:
    """Another encoder whose head says nothing: the program without it."""

    head = None

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.revision, self.precision = encoder.name, encoder.revision, encoder.precision
        self.encode, self.sentences = encoder.encode, encoder.sentences

    def judge(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The encoder and the head; `judge` is None while there is none."""

    encoder: Encoder
    judge: Judge | None = None

    def answers(self, rows: Sequence[LabelledPair]) -> list[Answer]:
        """Return what the program answers to claim pairs."""
        pairs = [row.claims for row in rows]
        findings = compare_pairs(
            pairs,
            encoder=self.encoder,
            languages=[row.languages for row in rows],
            published=[(row.published, row.published) for row in rows],
        )
        return [_answer(finding) for finding in findings]

    def compare(self, left: Document, right: Document) -> Comparison:
        """Return the program's comparison of two documents."""
        return compare_documents(left, right, encoder=self.encoder)

    def compare_read(self, left: Reading, right: Reading) -> Comparison:
        """Return the program's comparison of two readings."""
        return compare_readings(left, right, encoder=self.encoder)

    def cosines(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return the cosine of each pair's sentence vectors, in [-1, 1]."""
        left = self.encoder.encode([a for a, _ in pairs]).sentences
        right = self.encoder.encode([b for _, b in pairs]).sentences
        return np.asarray((left * right).sum(axis=1))


def _answer(finding: Finding) -> Answer:
    kinds = frozenset(str(reason.kind) for reason in finding.reasons)
    return Answer(str(finding.label), finding.confidence, kinds)


def load_engines() -> Engines:
    """Return the program's encoder, by the settings of this process, and its head."""
    judge = load_judge()
    return Engines(load_encoder(read_settings()), RememberingJudge(judge) if judge else None)


def load_judge() -> Judge | None:
    """Return the head that ships for the embedded model, or None where there is none."""
    folder = prepare_model(find_weights(), read_settings().cache)
    manifest = read_manifest(folder)
    shipped = find_head(manifest.weights_sha256) if manifest else None
    if shipped is None:
        return None
    model = EmbeddedEncoder(folder)
    return HeadJudge(Entailer(model, shipped.path, shipped.sha256, shipped.encoder_sha256))
