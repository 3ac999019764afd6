"""An alignment with its evidence into findings: labelled pairs, and what stands alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.align import Alignment, Pair
from matching.claim import Claim
from matching.comparison import Reading
from matching.details import common_details
from matching.events import may_be_two_events
from matching.evidence import Odds, PairEvidence
from matching.explanation import Explanation
from matching.finding import Finding, Label, Reason, ReasonKind
from matching.label import label_pair
from matching.scoring import ScoredPairs
from matching.thresholds import Thresholds
from matching.weighing import Place

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Labelled:
    pair: Pair
    label: Label
    reasons: tuple[Reason, ...]
    confidence: float


def collect_findings(
    sides: tuple[Reading, Reading],
    alignment: Alignment,
    scored: Sequence[ScoredPairs],
    thresholds: Thresholds,
) -> tuple[Finding, ...]:
    """Return one finding for each group of counterparts with one label, and each lone claim.

    The last of *scored* that knows a pair's evidence decides on it.

    Findings come in the order of the left text, then of the right for what only it says.
    """
    left, right = sides[0].claims, sides[1].claims
    evidence = {place: one for each in scored for place, one in each.evidence.items()}
    nearest = np.maximum.reduce([each.scores for each in scored])
    is_sure = not may_be_two_events(*sides)
    findings = [
        _finding(part, left, right)
        for group in alignment.groups
        for part in _by_label(
            [
                one if is_sure else _doubted(one)
                for one in (_label(pair, evidence, thresholds, sides) for pair in group.pairs)
            ]
        )
    ]
    findings += [
        extra_finding((left[i],), (), _nearest(nearest[i, :])) for i in alignment.left_alone
    ]
    findings += [
        extra_finding((), (right[j],), _nearest(nearest[:, j])) for j in alignment.right_alone
    ]
    return tuple(sorted(findings, key=_position))


def _label(
    pair: Pair,
    known: Mapping[Place, PairEvidence],
    thresholds: Thresholds,
    sides: tuple[Reading, Reading],
) -> _Labelled:
    evidence = known[pair.left, pair.right]
    label, reasons = label_pair(evidence, thresholds.label)
    if label is Label.CONFLICT and _is_update(*sides):
        label, reasons = Label.UNDECIDED, tuple(_as_update(reason) for reason in reasons)
    return _Labelled(pair, label, reasons, _confidence(label, evidence))


def _is_update(left: Reading, right: Reading) -> bool:
    """Tell whether one source speaks twice, at two times: the later word replaces the earlier."""
    one, two = left.document, right.document
    return (
        one.source == two.source
        and one.published_at is not None
        and two.published_at is not None
        and one.published_at != two.published_at
    )


def _doubted(one: _Labelled) -> _Labelled:
    """Leave a pair undecided where the texts may tell of two events."""
    doubt = Reason(ReasonKind.SIMILARITY, _TWO_EVENTS)
    confidence = min(_HALF, one.confidence)
    return _Labelled(one.pair, Label.UNDECIDED, (*one.reasons, doubt), confidence)


_TWO_EVENTS = Explanation(
    "The two texts share no place, day or person: they may tell of two events."
)


def _as_update(reason: Reason) -> Reason:
    text = Explanation(
        "Update: the same source says it anew, which is no conflict. {reason}", reason=reason.text
    )
    return Reason(reason.kind, text, reason.left, reason.right)


def _by_label(labelled: Sequence[_Labelled]) -> list[list[_Labelled]]:
    """Split a group into parts that share a label and are connected by shared claims."""
    parts: list[list[_Labelled]] = []
    for one in labelled:
        touching = [
            part
            for part in parts
            if part[0].label is one.label and any(_share(one.pair, two.pair) for two in part)
        ]
        parts = [part for part in parts if part not in touching]
        parts.append([one, *(two for part in touching for two in part)])
    return parts


def _share(one: Pair, two: Pair) -> bool:
    return one.left == two.left or one.right == two.right


def _finding(part: Sequence[_Labelled], left: Sequence[Claim], right: Sequence[Claim]) -> Finding:
    ordered = sorted(part, key=lambda one: one.pair)
    similarity = round(max(one.pair.similarity for one in ordered), 4)
    label = ordered[0].label
    return Finding(
        label=label,
        left=tuple(left[i] for i in sorted({one.pair.left for one in ordered})),
        right=tuple(right[j] for j in sorted({one.pair.right for one in ordered})),
        confidence=max(one.confidence for one in ordered),
        reasons=common_details(
            [(left[one.pair.left], right[one.pair.right], one.reasons) for one in ordered],
            (left, right),
        ),
        similarity=similarity,
    )


def _confidence(label: Label, evidence: PairEvidence) -> float:
    """Return how sure the label is, in [0, 1]; an undecided pair is half sure at best.

    The calibrated odds of the label, where the pair was judged; else its similarity.
    """
    similarity, odds = evidence.similarity, evidence.odds
    if odds is not None:
        if label is Label.UNDECIDED:
            return round(min(_HALF, max(odds.agree, odds.conflict)), 3)
        return round(float(getattr(odds, label.value)), 3)
    if label is Label.UNDECIDED:
        return round(_HALF - abs(similarity - 0.5), 3)
    return round(min(0.99, similarity), 3)


def pair_finding(evidence: PairEvidence, thresholds: Thresholds) -> Finding:
    """Return the finding of one pair that is known to belong together."""
    label, reasons = label_pair(evidence, thresholds.label)
    return Finding(
        label=label,
        left=(evidence.left,),
        right=(evidence.right,),
        confidence=_confidence(label, evidence),
        reasons=reasons,
        similarity=evidence.similarity,
    )


def extra_finding(
    left: tuple[Claim, ...],
    right: tuple[Claim, ...],
    nearest: float,
    odds: Odds | None = None,
) -> Finding:
    """Return the finding of claims without a counterpart.

    *nearest* is the similarity of the best candidate that was turned down, in [0, 1];
    *odds* are those of the two claims, where two were put side by side.
    """
    near = f"{nearest:.2f}"
    if left and right:
        text = Explanation("The two are about different facts (similarity {near}).", near=near)
    elif left:
        text = Explanation(
            "Nothing on the right side reports this (nearest similarity {near}).", near=near
        )
    else:
        text = Explanation(
            "Nothing on the left side reports this (nearest similarity {near}).", near=near
        )
    reason = Reason(
        ReasonKind.NO_COUNTERPART,
        text,
        left[0].span if left else None,
        right[0].span if right else None,
    )
    confidence = odds.extra if odds else 1 - nearest / 2
    return Finding(Label.EXTRA, left, right, round(confidence, 3), (reason,), None)


def _nearest(scores: NDArray[np.float32]) -> float:
    return float(scores.max()) if scores.size else 0.0


def _position(finding: Finding) -> tuple[bool, int, int]:
    claims = finding.left or finding.right
    return (not finding.left, claims[0].span.start, claims[0].span.end)
