"""Lone claims that clash with a claim which has a counterpart already.

"The exchange covers 120 persons, including the wounded" agrees with one claim of the other
side and clashes with another; a one-to-one alignment finds only the closer of the two.
"""

from matching.align import Alignment, Group, Pair
from matching.label import clash
from matching.scoring import ScoredPairs
from matching.thresholds import Thresholds


def with_clashes(alignment: Alignment, scored: ScoredPairs, thresholds: Thresholds) -> Alignment:
    """Return *alignment* with each lone claim beside the one it clashes with most, if any."""
    pairs = [_strongest(scored, thresholds, left=i) for i in alignment.left_alone]
    pairs += [_strongest(scored, thresholds, right=j) for j in alignment.right_alone]
    found = {pair for pair in pairs if pair is not None}
    lefts, rights = {pair.left for pair in found}, {pair.right for pair in found}
    return Alignment(
        (*alignment.groups, *(Group((p.left,), (p.right,), (p,)) for p in sorted(found))),
        tuple(i for i in alignment.left_alone if i not in lefts),
        tuple(j for j in alignment.right_alone if j not in rights),
    )


def _strongest(
    scored: ScoredPairs,
    thresholds: Thresholds,
    *,
    left: int | None = None,
    right: int | None = None,
) -> Pair | None:
    """Return the pair by which one lone claim clashes most surely, None when none does."""
    clashing = [
        (clash(evidence, thresholds.label), evidence.topic, Pair(i, j, evidence.similarity))
        for (i, j), evidence in scored.evidence.items()
        if left in (None, i) and right in (None, j) and evidence.similarity > 0
    ]
    sure = [entry for entry in clashing if entry[0] >= thresholds.alignment.counterpart]
    return max(sure, key=lambda entry: entry[:2])[2] if sure else None
