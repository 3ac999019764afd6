"""Figures of our own claim pairs: labels, calibration, abstention, swaps and baselines."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.figure import Bound, Figure
from benchmarks.labels.ablation import ablations
from benchmarks.labels.baselines import baselines
from benchmarks.labels.engines import Engines
from benchmarks.labels.gold import LABELS, LabelledPair
from benchmarks.labels.scores import (
    Answer,
    Table,
    abstention_curve,
    accuracy_at,
    calibrated_error,
    calibration_error,
    slot_right,
    table_of,
)

LANGUAGE_PAIRS: Mapping[str, str] = {"es-es": "es-es", "en-en": "en-en", "cross": "es-en and en-es"}
_COVERAGES = (0.5, 0.8, 0.9)
_NO_HEAD = "not measured: the program has no entailment head"


def pair_figures(
    rows: Sequence[LabelledPair], fitted: Sequence[LabelledPair], engines: Engines, half: str
) -> Iterator[Figure]:
    """Yield the figures of *rows*; baselines are fitted on *fitted*."""
    name = f"{len(rows)} claim pairs, {half} half (own)"
    answers = engines.answers(rows)
    gold = [row.label for row in rows]
    table = table_of(gold, [answer.label for answer in answers])
    yield from _labels(name, table)
    yield _figure(name, "slot of a found conflict right", slot_right(rows, answers))
    yield _calibration(name, list(zip(rows, answers, strict=True)), None)
    yield from _by_language(rows, answers, half)
    yield from _abstention(name, gold, answers)
    yield from _swapped(name, rows, answers, engines)
    for label, given in baselines(fitted, rows, engines):
        metric = f"macro-F1 of a baseline: {label}"
        score = None if given is None else table_of(gold, given).macro_f1
        yield _figure(name, metric, score, note=_NO_HEAD)
    for label, score in ablations(rows, engines):
        metric = f"macro-F1 without {label}"
        moved = "" if score is None else f"{score - table.macro_f1:+.3f}"
        yield _figure(name, metric, score, reference=moved, note=_NO_HEAD)


def _labels(name: str, table: Table) -> Iterator[Figure]:
    yield _figure(name, "macro-F1 of agree, conflict, extra", table.macro_f1, Bound(0.88))
    yield _figure(name, "conflict precision", table.precision("conflict"), Bound(0.92))
    yield _figure(name, "conflict recall", table.recall("conflict"), Bound(0.85))
    for label in LABELS:
        yield _figure(name, f"F1 of {label}", table.f1(label))
    yield _figure(name, "left undecided", table.undecided)


def _by_language(
    rows: Sequence[LabelledPair], answers: Sequence[Answer], half: str
) -> Iterator[Figure]:
    """Yield macro-F1 and calibration of each language pair, and how far the worst lies behind."""
    scores = []
    for key, words in LANGUAGE_PAIRS.items():
        part = [
            (row, answer)
            for row, answer in zip(rows, answers, strict=True)
            if row.language_pair == key
        ]
        if not part:
            continue
        name = f"{len(part)} claim pairs {words}, {half} half (own)"
        table = table_of([row.label for row, _ in part], [answer.label for _, answer in part])
        scores.append(table.macro_f1)
        yield _figure(name, "macro-F1", table.macro_f1)
        yield _calibration(name, part, Bound(0.05, is_ceiling=True))
    name = f"claim pairs by languages, {half} half (own)"
    behind = max(scores) - min(scores)
    yield _figure(name, "worst macro-F1 below the best", behind, Bound(0.04, is_ceiling=True))


def _calibration(
    name: str, part: Sequence[tuple[LabelledPair, Answer]], limit: Bound | None
) -> Figure:
    decided = [(row, answer) for row, answer in part if answer.is_decided]
    confidences = [answer.confidence for _, answer in decided]
    right = [row.label == answer.label for row, answer in decided]
    metric = "expected calibration error"
    if not decided:
        return _figure(name, metric, None, note="not measured: nothing was decided")
    reference = f"perfectly calibrated {calibrated_error(confidences):.3f}"
    return _figure(name, metric, calibration_error(confidences, right), limit, reference)


def _abstention(name: str, gold: Sequence[str], answers: Sequence[Answer]) -> Iterator[Figure]:
    points = abstention_curve(gold, answers)
    for coverage in _COVERAGES:
        metric = f"accuracy of the surest {coverage:.0%} of all pairs"
        note = "not measured: fewer pairs get a label"
        yield _figure(name, metric, accuracy_at(points, coverage), note=note)
    if points:
        covered, accuracy, _ = points[-1]
        metric = "accuracy of all that get a label"
        yield _figure(name, metric, accuracy, reference=f"{covered:.3f} of the pairs")


def _swapped(
    name: str, rows: Sequence[LabelledPair], answers: Sequence[Answer], engines: Engines
) -> Iterator[Figure]:
    swapped = engines.answers([row.swapped for row in rows])
    same = sum(one.label == two.label for one, two in zip(answers, swapped, strict=True))
    yield _figure(name, "label unchanged on swapping sides", same / len(rows), Bound(0.99))


def _figure(
    name: str,
    metric: str,
    ours: float | None,
    bound: Bound | None = None,
    reference: str = "",
    note: str = "not measured: nothing to measure it on",
) -> Figure:
    """Return a row; one without a figure says so beside its metric."""
    if ours is None:
        return Figure("labels", name, f"{metric} ({note})", None, note=note)
    return Figure("labels", name, metric, ours, bound, reference)
