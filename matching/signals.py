"""Evidence as numbers: what the combiner weighs.

Every signal is the same for (left, right) and (right, left).
"""

import math
from collections.abc import Mapping

from scipy.special import logit

from matching.event_apart import are_two_events, count_apart
from matching.evidence import PairEvidence
from matching.finding import ReasonKind
from matching.rivals import Standing

_FLOOR = 0.004
"""Least probability that the head gives anything, so that its logarithm stays finite."""

HEAD_SIGNALS = ("head_agree", "head_conflict", "head_extra", "entailed", "contradicted")
"""Signals that only a judged pair has."""

_DIFFERING = (
    ReasonKind.POLARITY,
    ReasonKind.NUMBER,
    ReasonKind.DATE,
    ReasonKind.ORDER,
    ReasonKind.SCOPE,
    ReasonKind.PLACE,
    ReasonKind.PERSON,
    ReasonKind.ROLE,
    ReasonKind.STRENGTH,
)
_AGREEING = (ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PLACE, ReasonKind.PERSON)


def signals(evidence: PairEvidence) -> Mapping[str, float]:
    """Return the named signals of a pair, most of them in [-3, 3].

    `differs_*` and `agrees_*` are 1 where such a value is given on both sides and differs
    or agrees, else 0; similarities and probabilities are log odds.
    """
    found = {
        "always": 1.0,
        "similarity": _log_odds(evidence.likeness),
        "topic": 5 * (evidence.topic - 0.6),
        "across_languages": float(evidence.left.language != evidence.right.language),
    }
    grains = {(contact.kind, contact.grain) for contact in evidence.differing}
    for kind in _DIFFERING:
        found[f"differs_{kind}"] = float(any(kind is one for one, _ in grains))
    found["differs_opposite"] = float((ReasonKind.POLARITY, "opposite") in grains)
    found["differs_outcome"] = float((ReasonKind.NUMBER, "outcome") in grains)
    found["differs_on_topic"] = found["topic"] if grains else 0.0
    found["apart"] = float(bool(evidence.apart))
    found["two_events"] = float(are_two_events(evidence))
    found["count_apart"] = float(count_apart(evidence))
    for kind in _AGREEING:
        found[f"agrees_{kind}"] = float(bool(evidence.agrees_in(kind)))
    judged = evidence.judged
    if judged is not None:
        found["head_agree"] = _log(judged.agree)
        found["head_conflict"] = _log(judged.conflict)
        found["head_extra"] = _log(judged.extra)
        found["entailed"] = _log_odds(judged.entailed)
        found["contradicted"] = _log_odds(judged.contradicted)
    return found | (_standing_signals(evidence.standing) if evidence.standing else {})


def _standing_signals(standing: Standing) -> dict[str, float]:
    likeness, closeness = standing.likeness_lead, standing.closeness_lead
    return {
        "closeness": 8 * (standing.closeness - 0.75),
        "likeness_lead_least": 3 * likeness.least,
        "likeness_lead_most": 3 * likeness.most,
        "closeness_lead_least": 10 * closeness.least,
        "closeness_lead_most": 10 * closeness.most,
    }


def _log(probability: float) -> float:
    return math.log(max(probability, _FLOOR))


def _log_odds(probability: float) -> float:
    return float(logit(min(max(probability, _FLOOR), 1 - _FLOOR))) / 2
