"""B-cubed and pairwise scores of a grouping.

Source: Bagga and Baldwin (1998), "Entity-based cross-document coreferencing using the vector
space model": precision of a document is the share of its group that is of its story, recall
the share of its story that is in its group; both are means over documents.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and their harmonic mean, in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Labels = Mapping[str, Hashable]
"""The group of each document."""


def b_cubed(found: Labels, gold: Labels, of: Collection[str] | None = None) -> Scores:
    """Return the B-cubed scores over the documents of *gold*, or over those in *of* alone."""
    groups, stories = Counter(found.values()), Counter(gold.values())
    both = Counter((found[each], gold[each]) for each in gold)
    counted = list(gold) if of is None else list(of)
    if not counted:
        return Scores(0.0, 0.0)
    precision = sum(both[found[one], gold[one]] / groups[found[one]] for one in counted)
    recall = sum(both[found[one], gold[one]] / stories[gold[one]] for one in counted)
    return Scores(precision / len(counted), recall / len(counted))


def pairwise(found: Labels, gold: Labels) -> Scores:
    """Return the scores over pairs of documents that share a group or a story."""
    right = _pairs(Counter((found[each], gold[each]) for each in gold).values())
    grouped = _pairs(Counter(found[each] for each in gold).values())
    told = _pairs(Counter(gold.values()).values())
    return Scores(right / grouped if grouped else 1.0, right / told if told else 1.0)


def _pairs(sizes: Collection[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
