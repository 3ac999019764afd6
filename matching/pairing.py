"""Which claims of two documents are counterparts: first by rules, then by odds.

Rules pair what shares words and values, and what clashes. What they leave alone is paired
by its odds of being one fact, in which the sentences, the rivals and the entailment head
are heard as well: the same fact in other words. The head is also heard of pairs whose values
differ and that the rules leave undecided.
"""

from collections.abc import Sequence
from dataclasses import replace

from matching.align import Alignment, align, joined
from matching.claim import Claim
from matching.clashes import with_clashes
from matching.embed import Encoder
from matching.scoring import ScoredPairs, score_lone, score_pairs
from matching.thresholds import AlignmentThresholds, Thresholds
from matching.weighing import hear_undecided

Paired = tuple[Alignment, tuple[ScoredPairs, ...]]
"""An alignment and the scores that it rests on; the last that knows a pair decides on it."""


def pair_claims(
    left: Sequence[Claim], right: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> Paired:
    """Return the counterparts among all claims of two documents."""
    ruled, (scored,) = pair_by_rules(left, right, encoder, thresholds)
    paired = [(pair.left, pair.right) for group in ruled.groups for pair in group.pairs]
    heard = hear_undecided(scored.evidence, paired, encoder, thresholds.label)
    alone = ruled.left_alone, ruled.right_alone
    lone = score_lone(left, right, alone, scored.near, encoder, thresholds)
    likely = _align(left, right, lone, thresholds.alignment.of_odds)
    return joined(ruled, likely), (replace(scored, evidence=heard), lone)


def pair_by_rules(
    left: Sequence[Claim], right: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> Paired:
    """Return what the rules pair, lone claims beside what they clash with included."""
    scored = score_pairs(left, right, encoder, thresholds)
    alignment = _align(left, right, scored, thresholds.alignment)
    return with_clashes(alignment, scored, thresholds), (scored,)


def _align(
    left: Sequence[Claim],
    right: Sequence[Claim],
    scored: ScoredPairs,
    thresholds: AlignmentThresholds,
) -> Alignment:
    left_keys, right_keys = ([_key(claim) for claim in side] for side in (left, right))
    return align(scored.scores, left_keys=left_keys, right_keys=right_keys, thresholds=thresholds)


def _key(claim: Claim) -> str:
    return f"{claim.attributed_to}\0{claim.rendering}\0{claim.text}"
