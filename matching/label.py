"""Evidence into labels: an ordered, exhaustive table of rules.

The first rule that applies decides; the reasons of a conflict are all values that differ. The
last rule applies always, so that every aligned pair gets a label.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matching.details import find_details
from matching.doubts import find_doubts
from matching.evidence import Contact, Odds, PairEvidence, PairJudgement
from matching.explanation import Explanation
from matching.finding import Label, Reason, ReasonKind
from matching.thresholds import LABELS, LabelThresholds

Test = Callable[[PairEvidence, LabelThresholds], bool]


@dataclass(frozen=True, slots=True)
class LabelRule:
    """One row of the table: when `applies`, the pair gets `label` because of `kind`.

    `text` says what the row means. People read it where no value speaks for itself; a
    conflict is told by the sentences of its differing values.
    """

    label: Label
    kind: ReasonKind
    text: Explanation
    applies: Test


def clash(evidence: PairEvidence, thresholds: LabelThresholds) -> float:
    """Return how surely two claims clash by rules alone, in [0, 1].

    0.5 where it becomes a conflict, 0 where no value differs. The topics that a kind of value
    asks for differ: two scopes of one thing are rarely an accident, two dates in one text
    often are.
    """
    found = clashing(evidence)
    if not found:
        return 0.0
    margin = max(evidence.topic - _least_topic(contact, thresholds) for contact in found)
    sure = 0.5 if evidence.similarity >= thresholds.one_fact else 0.0
    return min(1.0, max(sure, 0.5 + thresholds.slope * margin))


def clashing(evidence: PairEvidence) -> tuple[Contact, ...]:
    """Return the differing values that may make a conflict: going further makes none."""
    return tuple(contact for contact in evidence.differing if contact.kind in _CONFLICTING)


def same_value(evidence: PairEvidence, thresholds: LabelThresholds) -> float:
    """Return how surely two claims give one value of one thing, in [0, 1]; 0 without one."""
    if evidence.differing:
        return 0.0
    least = [
        getattr(thresholds, name)
        for kind, name in (
            (ReasonKind.NUMBER, "same_number_topic"),
            (ReasonKind.DATE, "same_date_topic"),
        )
        if evidence.agrees_in(kind)
    ]
    if not least:
        return 0.0
    margin = evidence.topic - float(min(least))
    return min(1.0, max(0.0, 0.5 + thresholds.slope * margin))


def _least_topic(contact: Contact, thresholds: LabelThresholds) -> float:
    name = f"{contact.grain}_{contact.kind}" if contact.grain else str(contact.kind)
    least: float = getattr(thresholds, name)
    return least


def _differs(kind: ReasonKind) -> Test:
    """Apply where a value of *kind* differs and the claims are enough about one topic."""

    def applies(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
        return any(
            evidence.topic >= _least_topic(contact, thresholds)
            or evidence.similarity >= thresholds.one_fact
            for contact in evidence.differs_in(kind)
        )

    return applies


def _same_meaning(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
    is_alike = evidence.similarity >= thresholds.same_meaning and not evidence.differing
    return is_alike and not find_doubts(evidence)


def _same_value(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
    values = evidence.agrees_in(ReasonKind.NUMBER, ReasonKind.DATE)
    least = thresholds.same_meaning_with_value
    return evidence.similarity >= least and bool(values) and not evidence.differing


def _heard(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
    """Apply where a value differs and the entailment head finds that the claims conflict."""
    judged = evidence.judged
    is_sure = judged is not None and judged.conflict >= thresholds.heard_conflict
    return is_sure and bool(clashing(evidence))


RULES: tuple[LabelRule, ...] = (
    LabelRule(
        Label.CONFLICT,
        ReasonKind.POLARITY,
        Explanation("One side affirms what the other denies"),
        _differs(ReasonKind.POLARITY),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.NUMBER,
        Explanation("The amounts cannot both be right"),
        _differs(ReasonKind.NUMBER),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.DATE,
        Explanation("The dates cannot both be right"),
        _differs(ReasonKind.DATE),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.ORDER,
        Explanation("The two sides put the same events in opposite order"),
        _differs(ReasonKind.ORDER),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.SCOPE,
        Explanation("One side says all of what the other limits"),
        _differs(ReasonKind.SCOPE),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.PLACE,
        Explanation("The places cannot both be right"),
        _differs(ReasonKind.PLACE),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.PERSON,
        Explanation("The two sides name different people"),
        _differs(ReasonKind.PERSON),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.ROLE,
        Explanation("The two sides exchange who did it and to whom"),
        _differs(ReasonKind.ROLE),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.ENTAILMENT,
        Explanation("The values cannot both be right"),
        _heard,
    ),
    LabelRule(
        Label.AGREE,
        ReasonKind.NUMBER,
        Explanation("The same fact with the same value"),
        _same_value,
    ),
    LabelRule(
        Label.AGREE,
        ReasonKind.SIMILARITY,
        Explanation("The same fact in other words"),
        _same_meaning,
    ),
    LabelRule(
        Label.UNDECIDED,
        ReasonKind.SIMILARITY,
        Explanation("Related, but the words do not show whether it is the same fact"),
        lambda evidence, thresholds: True,
    ),
)


def _odds(label: Label, least: str, *, by_values: bool = False) -> Test:
    """Apply where *label* is the likelier of the two, and likely enough.

    With *by_values*, where a value differs as well.
    """

    def applies(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
        odds = evidence.odds
        assert odds is not None
        own: float = getattr(odds, label.value)
        name = f"aligned_{least}" if evidence.standing else least
        is_likely = own >= max(odds.agree, odds.conflict, getattr(thresholds, name))
        if label is Label.AGREE and find_doubts(evidence):
            return False
        return is_likely and (bool(evidence.differing) or not by_values)

    return applies


JUDGED_RULES: tuple[LabelRule, ...] = (
    LabelRule(
        Label.CONFLICT,
        ReasonKind.ENTAILMENT,
        Explanation("The values cannot both be right"),
        _odds(Label.CONFLICT, "conflict_odds", by_values=True),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.ENTAILMENT,
        Explanation("What the two sides say excludes each other"),
        _odds(Label.CONFLICT, "conflict_alone_odds"),
    ),
    LabelRule(
        Label.AGREE,
        ReasonKind.ENTAILMENT,
        Explanation("The same fact"),
        _odds(Label.AGREE, "agree_odds"),
    ),
    LabelRule(
        Label.UNDECIDED,
        ReasonKind.ENTAILMENT,
        Explanation("Related, but the evidence does not tell whether they agree"),
        lambda evidence, thresholds: True,
    ),
)
"""The table for pairs whose odds are known; the first that applies decides."""

_CONFLICTING = frozenset(rule.kind for rule in RULES if rule.label is Label.CONFLICT)


def label_pair(
    evidence: PairEvidence, thresholds: LabelThresholds = LABELS
) -> tuple[Label, tuple[Reason, ...]]:
    """Return the label of an aligned pair and the reasons for it, never empty."""
    rule = deciding_rule(evidence, thresholds)
    if evidence.odds is not None:
        return _label_judged(evidence, evidence.odds, rule)
    if rule.label is Label.CONFLICT:
        told = [_reason(contact) for contact in evidence.differing]
        if rule.kind is ReasonKind.ENTAILMENT and evidence.judged is not None:
            told.append(_weighed(rule, evidence, evidence.judged))
        return rule.label, tuple(told)
    similar = _similar(evidence, rule)
    doubts = find_doubts(evidence) if rule.label is Label.UNDECIDED else ()
    values = (*evidence.agreeing, *evidence.differing, *doubts)
    reasons = (*(_reason(contact) for contact in values), similar)
    return rule.label, (*reasons, *_details(rule.label, evidence))


def deciding_rule(evidence: PairEvidence, thresholds: LabelThresholds = LABELS) -> LabelRule:
    """Return the row of the table that decides on an aligned pair: the first that applies."""
    table = RULES if evidence.odds is None else JUDGED_RULES
    return next(rule for rule in table if rule.applies(evidence, thresholds))


def _similar(evidence: PairEvidence, rule: LabelRule) -> Reason:
    near = f"{evidence.similarity:.2f}"
    text = Explanation("{rule} (similarity {near}).", rule=rule.text, near=near)
    if evidence.differing:
        text = Explanation(
            "They differ, but it is not certain that they are about one fact (similarity {near}).",
            near=near,
        )
    return Reason(ReasonKind.SIMILARITY, text, evidence.left.span, evidence.right.span)


def _details(label: Label, evidence: PairEvidence) -> tuple[Reason, ...]:
    """Return what one side adds to a fact that both report."""
    return find_details(evidence) if label is Label.AGREE else ()


def _reason(contact: Contact) -> Reason:
    return Reason(contact.kind, contact.text, contact.left, contact.right)


def _weighed(rule: LabelRule, evidence: PairEvidence, shares: Odds | PairJudgement) -> Reason:
    text = Explanation(
        "{rule} (agree {agree}, conflict {conflict}).",
        rule=rule.text,
        agree=f"{shares.agree:.2f}",
        conflict=f"{shares.conflict:.2f}",
    )
    return Reason(rule.kind, text, evidence.left.span, evidence.right.span)


def _label_judged(
    evidence: PairEvidence, odds: Odds, rule: LabelRule
) -> tuple[Label, tuple[Reason, ...]]:
    told = _weighed(rule, evidence, odds)
    values = evidence.differing if rule.label is Label.CONFLICT else evidence.agreeing
    if rule.label is Label.UNDECIDED:
        values = (*evidence.agreeing, *evidence.differing, *find_doubts(evidence))
    return rule.label, (*map(_reason, values), told, *_details(rule.label, evidence))
