"""Simpler labellers to compare with, on the same claim pairs.

What has thresholds is fitted on the development half. A similarity gives one number, so its
labels are bands of it: both cuts and the order of the labels are those with the best
macro-F1 there.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.labels.engines import CONTRADICTION, ENTAILMENT, Engines, Judge, SilentEncoder
from benchmarks.labels.gold import LABELS, LabelledPair
from benchmarks.labels.scores import table_of
from matching.embed import Encoder
from matching.evidence import gather_evidence
from matching.label import label_pair
from matching.pairs import read_pair
from matching.scoring import score_pairs
from matching.thresholds import DEFAULTS

_CUTS = 30

Scores = NDArray[Any]
Rows = Sequence[LabelledPair]


@dataclass(frozen=True, slots=True)
class Bands:
    """Labels of low, middle and high scores; a score at a cut belongs above it."""

    cuts: tuple[float, float]
    labels: tuple[str, ...]

    def label(self, scores: Scores) -> list[str]:
        """Return the label of each score."""
        return [self.labels[int(place)] for place in np.digitize(scores, self.cuts)]


def fit_bands(scores: Scores, gold: Sequence[str]) -> Bands:
    """Return the bands with the best macro-F1; of equal ones the first of a fixed order."""
    grid = sorted(map(float, np.unique(np.quantile(scores, np.linspace(0, 1, _CUTS)))))
    options = [
        Bands(cuts, labels)
        for cuts in combinations_with_replacement(grid, 2)
        for labels in permutations(LABELS)
    ]
    return max(options, key=lambda bands: table_of(gold, bands.label(scores)).macro_f1)


def baselines(fitted: Rows, rows: Rows, engines: Engines) -> Iterator[tuple[str, list[str] | None]]:
    """Yield the name of each labeller with its labels of *rows*; None where it is missing."""
    gold = [row.label for row in fitted]
    most = Counter(gold).most_common(1)[0][0]
    yield "majority label", [most] * len(rows)
    weigh = _tfidf([text for row in fitted for text in row.claims])
    yield "char TF-IDF cosine", _banded(weigh(fitted), gold, weigh(rows))
    vectors = [engines.cosines([row.claims for row in part]) for part in (fitted, rows)]
    yield "cosine of sentence vectors", _banded(vectors[0], gold, vectors[1])
    if engines.judge is None:
        yield "head alone, its relation", None
        yield "head alone, entailment both ways", None
    else:
        yield "head alone, its relation", relation_labels(engines.judge, rows)
        yield "head alone, entailment both ways", entailment_labels(engines.judge, rows)
    yield "values alone", [_by_values(row) for row in rows]
    yield "rule table of values and similarity", [_by_rules(row, engines.encoder) for row in rows]


def _banded(fitted: Scores, gold: Sequence[str], scores: Scores) -> list[str]:
    return fit_bands(fitted, gold).label(scores)


def _tfidf(texts: Sequence[str]) -> Callable[[Rows], Scores]:
    """Return a cosine of weights of three to five characters, rare in *texts* weighing more."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit(texts)

    def cosines(rows: Rows) -> Scores:
        left, right = (vectorizer.transform([row.claims[side] for row in rows]) for side in (0, 1))
        return np.asarray(left.multiply(right).sum(axis=1)).ravel()

    return cosines


def relation_labels(judge: Judge, rows: Rows) -> list[str]:
    """Return the head's likeliest relation."""
    ways = [
        judge.judge([row.claims for row in side]).relation
        for side in (rows, [row.swapped for row in rows])
    ]
    relation = ways[0] + ways[1]
    return [LABELS[int(best)] for best in relation.argmax(axis=1)]


def entailment_labels(judge: Judge, rows: Rows) -> list[str]:
    """Return what inference alone gives: the likeliest verdict of either direction.

    A contradiction is a conflict, an entailment one way is agreement (the other side adds a
    detail), neutral both ways is extra.
    """
    ways = [
        judge.judge([row.claims for row in side]).inference
        for side in (rows, [row.swapped for row in rows])
    ]
    best = np.maximum(*ways)
    neutral = np.minimum(ways[0][:, 1], ways[1][:, 1])
    columns = np.stack([best[:, ENTAILMENT], best[:, CONTRADICTION], neutral], axis=1)
    return [LABELS[int(place)] for place in columns.argmax(axis=1)]


def _by_values(row: LabelledPair) -> str:
    """Label by typed values only: one that differs, else one that agrees, else nothing."""
    days = (row.published, row.published)
    evidence = gather_evidence(*read_pair(row.claims, row.languages, days), 0.0, 0.0)
    if evidence.differing:
        return "conflict"
    return "agree" if evidence.agreeing else "extra"


def _by_rules(row: LabelledPair, encoder: Encoder) -> str:
    """Label by the rule table alone, as the program did before it had a head."""
    left, right = read_pair(row.claims, row.languages, (row.published, row.published))
    scored = score_pairs([left], [right], SilentEncoder(encoder), DEFAULTS)
    evidence = scored.evidence.get((0, 0))
    if evidence is None or scored.scores[0, 0] < DEFAULTS.alignment.counterpart:
        return "extra"
    return str(label_pair(evidence, DEFAULTS.label)[0])
