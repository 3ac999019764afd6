"""Pairs of claims scored for alignment: likeness of words, moved by the values they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.claim import Claim
from matching.embed import Encoder
from matching.evidence import PairEvidence, gather_evidence
from matching.finding import ReasonKind
from matching.similarity import ClaimText, similarity_matrix
from matching.thresholds import ScoringThresholds, Thresholds

# Two events that differ in two of these and share none are two events, not one conflict.
_IDENTIFYING = (ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PLACE, ReasonKind.PERSON)


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPairs:
    """`scores[i, j]` in [0, 1] for left claim i and right claim j; evidence of candidates."""

    scores: NDArray[np.float32]
    evidence: Mapping[tuple[int, int], PairEvidence]


def score_pairs(
    left: Sequence[Claim], right: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> ScoredPairs:
    """Return the scores of all pairs and the evidence of those worth comparing in full."""
    scores = similarity_matrix(
        [_text(claim) for claim in left],
        [_text(claim) for claim in right],
        encoder,
        thresholds=thresholds.similarity,
    )
    evidence: dict[tuple[int, int], PairEvidence] = {}
    for i, j in zip(*np.nonzero(scores >= thresholds.scoring.candidate), strict=True):
        found = gather_evidence(left[i], right[j], float(scores[i, j]))
        moved = _moved(found, thresholds.scoring)
        evidence[int(i), int(j)] = replace(found, similarity=moved)
        scores[i, j] = moved
    return ScoredPairs(scores, evidence)


def _text(claim: Claim) -> ClaimText:
    return ClaimText(claim.text, claim.rendering, claim.language)


def _moved(evidence: PairEvidence, thresholds: ScoringThresholds) -> float:
    """Return the similarity with a bonus for each kind of value that both sides share."""
    if _are_two_events(evidence):
        return 0.0
    bonus = 0.0
    for kind, value in (
        (ReasonKind.NUMBER, thresholds.same_number),
        (ReasonKind.DATE, thresholds.same_date),
        (ReasonKind.PERSON, thresholds.same_person),
        (ReasonKind.PLACE, thresholds.same_place),
    ):
        if evidence.agrees_in(kind):
            bonus += value
    return round(min(1.0, evidence.similarity + bonus), 4)


def _are_two_events(evidence: PairEvidence) -> bool:
    differing = {contact.kind for contact in evidence.differs_in(*_IDENTIFYING)}
    return len(differing) >= 2 and not evidence.agrees_in(*_IDENTIFYING)
