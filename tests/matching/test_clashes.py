"""A lone claim stands beside the one it clashes with most surely, and beside no other."""

from dataclasses import replace

import numpy as np
import pytest

from matching.align import Alignment, Group, Pair
from matching.clashes import with_clashes
from matching.evidence import PairEvidence, gather_evidence
from matching.pairs import read_pair
from matching.scoring import Nearness, ScoredPairs
from matching.thresholds import DEFAULTS

TWELVE, FIFTEEN = "El choque de Olmedal dejó 12 muertos.", "El choque de Olmedal dejó 15 muertos."
Place = tuple[int, int]


def told(left: str, right: str, topic: float, similarity: float = 0.3) -> PairEvidence:
    """Return the evidence of two claims, as near to each other as is said."""
    found = gather_evidence(*read_pair((left, right), ("es", "es")), similarity, topic)
    return replace(found, similarity=similarity)


def scored(evidence: dict[Place, PairEvidence]) -> ScoredPairs:
    """Return scores of two claims a side, of which these pairs were looked at."""
    none = np.zeros((2, 2), np.float32)
    return ScoredPairs(none, evidence, Nearness(none, none))


def turned(evidence: dict[Place, PairEvidence]) -> dict[Place, PairEvidence]:
    """Return the same with the sides exchanged."""
    return {
        (j, i): replace(found, left=found.right, right=found.left)
        for (i, j), found in evidence.items()
    }


LEFT_ALONE = Alignment((), (0,), ())
RIGHT_ALONE = Alignment((), (), (0,))


@pytest.mark.parametrize("strongest", [0, 1])
def test_the_surest_clash_counts(strongest: int) -> None:
    """The other side's claim may have a counterpart already; sides exchanged are the same."""
    topics = {strongest: 0.95, 1 - strongest: 0.75}
    evidence = {(0, j): told(TWELVE, FIFTEEN, topics[j]) for j in (0, 1)}
    pair = Pair(0, strongest, 0.3)
    found = with_clashes(LEFT_ALONE, scored(evidence), DEFAULTS)
    assert found == Alignment((Group((0,), (strongest,), (pair,)),), (), ())
    other = with_clashes(RIGHT_ALONE, scored(turned(evidence)), DEFAULTS)
    assert other == Alignment((Group((strongest,), (0,), (Pair(strongest, 0, 0.3),)),), (), ())


@pytest.mark.parametrize(
    "evidence",
    [
        {},
        {(0, 0): told(TWELVE, TWELVE, 0.95)},
        {(0, 0): told(TWELVE, FIFTEEN, 0.05)},
        {(0, 0): told(TWELVE, FIFTEEN, 0.95, similarity=0.0)},
        {(1, 0): told(TWELVE, FIFTEEN, 0.95)},
    ],
    ids=["nothing near", "no clash", "another topic", "ruled out", "another claim"],
)
def test_without_a_clash_it_stays_alone(evidence: dict[Place, PairEvidence]) -> None:
    """On either side."""
    assert with_clashes(LEFT_ALONE, scored(evidence), DEFAULTS) == LEFT_ALONE
    assert with_clashes(RIGHT_ALONE, scored(turned(evidence)), DEFAULTS) == RIGHT_ALONE


def test_two_lone_claims_that_clash_are_one_group() -> None:
    """What was grouped stays before it."""
    group = Group((1,), (1,), (Pair(1, 1, 0.9),))
    alignment = Alignment((group,), (0,), (0,))
    evidence = {(0, 0): told(TWELVE, FIFTEEN, 0.95)}
    found = with_clashes(alignment, scored(evidence), DEFAULTS)
    assert found == Alignment((group, Group((0,), (0,), (Pair(0, 0, 0.3),))), (), ())
