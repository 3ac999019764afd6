"""Scores of labels: how many are right, and whether confidence says how many."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.labels.gold import LABELS, LabelledPair

UNDECIDED = "undecided"
BINS = 10
_DRAWS = 200

# Where a conflict's slot is not the name of the reason's kind: words that exclude each
# other ("resigned", "was dismissed") are what the entailment head tells.
_KINDS_OF_SLOT = {"other": {"other", "entailment"}}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a labeller says of one pair: a label or `undecided`, how sure it is, and why.

    `confidence` is in [0, 1]; `kinds` are the kinds of its reasons.
    """

    label: str
    confidence: float = 1.0
    kinds: frozenset[str] = frozenset()

    @property
    def is_decided(self) -> bool:
        """Whether it gives a label at all."""
        return self.label != UNDECIDED


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of (gold label, answered label); `undecided` only costs recall."""

    counts: Counter[tuple[str, str]]

    def precision(self, label: str) -> float:
        """Share of the answers *label* that are right; 0 where it was never answered."""
        answered = sum(count for (_, given), count in self.counts.items() if given == label)
        return self.counts[label, label] / answered if answered else 0.0

    def recall(self, label: str) -> float:
        """Share of the gold *label* that was answered; 0 where the gold has none."""
        wanted = sum(count for (gold, _), count in self.counts.items() if gold == label)
        return self.counts[label, label] / wanted if wanted else 0.0

    def f1(self, label: str) -> float:
        """Harmonic mean of both."""
        precision, recall = self.precision(label), self.recall(label)
        total = precision + recall
        return 2 * precision * recall / total if total else 0.0

    @property
    def macro_f1(self) -> float:
        """Mean F1 of agree, conflict and extra."""
        return sum(map(self.f1, LABELS)) / len(LABELS)

    @property
    def undecided(self) -> float:
        """Share of the pairs left undecided."""
        left = sum(count for (_, given), count in self.counts.items() if given == UNDECIDED)
        return left / self.counts.total()


def table_of(gold: Sequence[str], given: Sequence[str]) -> Table:
    """Return the counts of two sequences of labels."""
    return Table(Counter(zip(gold, given, strict=True)))


def slot_right(rows: Sequence[LabelledPair], answers: Sequence[Answer]) -> float | None:
    """Return the share of found conflicts one of whose reasons names the gold's slot."""
    named = [
        bool(_KINDS_OF_SLOT.get(row.slot, {row.slot}) & answer.kinds)
        for row, answer in zip(rows, answers, strict=True)
        if row.label == answer.label == "conflict"
    ]
    return sum(named) / len(named) if named else None


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error over ten bins of equal width, in [0, 1].

    Source: Naeini et al. 2015; Guo et al. 2017.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, hit))
    gaps = (abs(sum(c for c, _ in part) - sum(h for _, h in part)) for part in bins.values())
    return sum(gaps) / len(confidences)


def calibrated_error(confidences: Sequence[float]) -> float:
    """Return the error that a perfectly calibrated labeller shows on as many pairs.

    With few pairs it is not zero: each answer is right by chance, as often as its
    confidence says. The mean of repeated draws with a fixed seed.
    """
    drawn = random.Random(7)  # noqa: S311 - a benchmark must repeat
    errors = [
        calibration_error(confidences, [drawn.random() < one for one in confidences])
        for _ in range(_DRAWS)
    ]
    return sum(errors) / len(errors)


def abstention_curve(
    gold: Sequence[str], answers: Sequence[Answer]
) -> list[tuple[float, float, float]]:
    """Return points (coverage, accuracy, least confidence) for falling thresholds.

    Coverage is the share of all pairs that get a label when those below the threshold get
    none; `undecided` never does, so that the curve may end below 1. Answers of one
    confidence come in together.
    """
    decided = sorted(
        (
            (answer.confidence, answer.label == label)
            for label, answer in zip(gold, answers, strict=True)
            if answer.is_decided
        ),
        key=lambda one: -one[0],
    )
    points, hits = [], 0
    for covered, (confidence, hit) in enumerate(decided, 1):
        hits += hit
        if covered == len(decided) or decided[covered][0] < confidence:
            points.append((covered / len(gold), hits / covered, confidence))
    return points


def accuracy_at(points: Sequence[tuple[float, float, float]], coverage: float) -> float | None:
    """Return the accuracy of the first point that covers as much; None where none does."""
    return next((accuracy for covered, accuracy, _ in points if covered >= coverage), None)
