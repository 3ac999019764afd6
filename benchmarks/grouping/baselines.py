"""What simple programs make of the same documents; average link, thresholds fitted on dev."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.grouping.gold import GroupingGold
from benchmarks.grouping.running import Placement
from benchmarks.grouping.scores import b_cubed
from matching.grouping.candidates import is_in_reach
from matching.grouping.cluster import Beginning, Group, cluster
from matching.grouping.thresholds import GROUPING

Similarity = Callable[[GroupingGold, Placement], np.ndarray]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A similarity of documents, `similarity[i, j]`, and a threshold on its mean over groups."""

    similarity: Similarity | None

    def group(self, gold: GroupingGold, placement: Placement, least: float) -> Mapping[str, Group]:
        """Return the group of each document when groups are joined from *least* on."""
        ids = [row.document.document_id for row in gold.rows]
        if self.similarity is None:
            return {each: (each,) for each in ids}
        matrix = self.similarity(gold, placement)
        place = {each: at for at, each in enumerate(ids)}
        profiles = [placement.placed[each].profile for each in ids]
        pairs = [
            (one.document_id, two.document_id)
            for one, two in combinations(profiles, 2)
            if is_in_reach(one, two) and matrix[place[one.document_id], place[two.document_id]] > 0
        ]
        mean = replace(GROUPING, join=least, join_stories=least, best_share=0.0)
        found = cluster(
            Beginning([(each,) for each in ids], pairs),
            lambda one, two: float(matrix[place[one], place[two]]),
            mean,
        )
        return {document: group for group in found for document in group}

    def fit(self, gold: GroupingGold, placement: Placement) -> float:
        """Return the threshold that serves *gold* best."""
        if self.similarity is None:
            return 0.0
        values = self.similarity(gold, placement)
        upper = values[np.triu_indices(len(values), 1)]
        steps = np.quantile(upper, 1 - np.geomspace(0.002, 0.05, 14))
        return max(
            map(float, steps),
            key=lambda step: b_cubed(self.group(gold, placement, step), gold.stories).f1,
        )


def tfidf(gold: GroupingGold, _: Placement) -> np.ndarray:
    """Return the cosine of the documents' words, weighed by TF-IDF."""
    texts = [f"{row.document.title or ''} {row.document.text}" for row in gold.rows]
    found = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    return np.asarray((found @ found.T).todense())


def mean_vectors(gold: GroupingGold, placement: Placement) -> np.ndarray:
    """Return the cosine of the documents' mean sentence vectors."""
    rows = [
        placement.placed[row.document.document_id].profile.vectors.mean(axis=0) for row in gold.rows
    ]
    vectors = np.stack([row / np.linalg.norm(row) for row in rows])
    return np.asarray(vectors @ vectors.T)


BASELINES = {
    "every document alone": Baseline(None),
    "TF-IDF": Baseline(tfidf),
    "mean e5 vector": Baseline(mean_vectors),
}
