"""Evidence into odds, by weights fitted on pairs of the same kind.

    side by side   somebody has put two claims beside each other: the head judges every pair
    among rivals   claims of two documents: a pair is weighed without the head first, and
                   judged where it may be a pair at all
    undecided      paired by rules, which leave open what their differing values mean: judged,
                   and not weighed

Of claims side by side a third are extra, of two documents' candidates nearly all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matching.combine import combine
from matching.embed import Encoder
from matching.evidence import PairEvidence
from matching.finding import Label
from matching.judging import judge_claims
from matching.label import clashing, deciding_rule
from matching.rivals import Matrix, standings
from matching.thresholds import LabelThresholds, ScoringThresholds

Place = tuple[int, int]
"""The row of a left claim and the column of a right one."""

Evidence = Mapping[Place, PairEvidence]


def weigh_side_by_side(evidence: PairEvidence, encoder: Encoder) -> PairEvidence:
    """Return *evidence*, judged where there is a head, with its odds."""
    (judged,) = judge_claims([(evidence.left, evidence.right)], encoder)
    return _weighed(replace(evidence, judged=judged), encoder)


def weigh_among_rivals(
    evidence: Evidence,
    likeness: Matrix,
    closeness: Matrix,
    encoder: Encoder,
    thresholds: ScoringThresholds,
) -> dict[Place, PairEvidence]:
    """Return *evidence* with its odds; *likeness* and *closeness* are of all claims."""
    places = list(evidence)
    found = {
        place: _weighed(replace(evidence[place], standing=standing), encoder)
        for place, standing in zip(places, standings(likeness, closeness, places), strict=True)
    }
    likely = {
        place: one
        for place, one in found.items()
        if one.odds and one.odds.paired >= thresholds.judged
    }
    return found | _judged(likely, encoder)


def hear_undecided(
    evidence: Evidence, paired: Iterable[Place], encoder: Encoder, thresholds: LabelThresholds
) -> dict[Place, PairEvidence]:
    """Return *evidence*, the *paired* that rules leave undecided for a differing value judged.

    They differ, and only the words do not show that they are about one fact.
    """
    asked = [
        place
        for place in paired
        if clashing(evidence[place])
        and deciding_rule(evidence[place], thresholds).label is Label.UNDECIDED
    ]
    pairs = [(evidence[place].left, evidence[place].right) for place in asked]
    judgements = judge_claims(pairs, encoder) if pairs else []
    heard = {
        place: replace(evidence[place], judged=judged)
        for place, judged in zip(asked, judgements, strict=True)
    }
    return {**evidence, **heard}


def _judged(evidence: Evidence, encoder: Encoder) -> dict[Place, PairEvidence]:
    pairs = [(one.left, one.right) for one in evidence.values()]
    judgements = judge_claims(pairs, encoder)
    return {
        place: _weighed(replace(one, judged=judged), encoder)
        for (place, one), judged in zip(evidence.items(), judgements, strict=True)
    }


def _weighed(evidence: PairEvidence, encoder: Encoder) -> PairEvidence:
    return replace(evidence, odds=combine(evidence, encoder.name))
