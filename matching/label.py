"""Evidence into labels: an ordered, exhaustive table of rules.

The first rule that applies decides, and its reasons are the values it looked at. The
last rule applies always, so that every aligned pair gets a label.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matching.evidence import Contact, PairEvidence
from matching.finding import Label, Reason, ReasonKind
from matching.thresholds import LABELS, LabelThresholds

Test = Callable[[PairEvidence, LabelThresholds], bool]


@dataclass(frozen=True, slots=True)
class LabelRule:
    """One row of the table: when `applies`, the pair gets `label` because of `kind`.

    `text` is the sentence that people read; the differing values follow it.
    """

    label: Label
    kind: ReasonKind
    text: str
    applies: Test


def _differs(kind: ReasonKind, name: str) -> Test:
    """Apply where a value of *kind* differs and the claims are enough about one fact."""

    def applies(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
        least: float = getattr(thresholds, name)
        return evidence.similarity >= least and bool(evidence.differs_in(kind))

    return applies


def _same_meaning(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
    return evidence.similarity >= thresholds.same_meaning and not evidence.differing


def _same_value(evidence: PairEvidence, thresholds: LabelThresholds) -> bool:
    values = evidence.agrees_in(ReasonKind.NUMBER, ReasonKind.DATE)
    least = thresholds.same_meaning_with_value
    return evidence.similarity >= least and bool(values) and not evidence.differing


RULES: tuple[LabelRule, ...] = (
    LabelRule(
        Label.CONFLICT,
        ReasonKind.POLARITY,
        "One side affirms what the other denies",
        _differs(ReasonKind.POLARITY, "polarity"),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.NUMBER,
        "The amounts cannot both be right",
        _differs(ReasonKind.NUMBER, "number"),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.DATE,
        "The dates cannot both be right",
        _differs(ReasonKind.DATE, "date"),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.ORDER,
        "The two sides put the same events in opposite order",
        _differs(ReasonKind.ORDER, "order"),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.SCOPE,
        "One side says all of what the other limits",
        _differs(ReasonKind.SCOPE, "scope"),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.PLACE,
        "The places cannot both be right",
        _differs(ReasonKind.PLACE, "place"),
    ),
    LabelRule(
        Label.CONFLICT,
        ReasonKind.PERSON,
        "The two sides name different people",
        _differs(ReasonKind.PERSON, "person"),
    ),
    LabelRule(
        Label.AGREE,
        ReasonKind.NUMBER,
        "The same fact with the same value",
        _same_value,
    ),
    LabelRule(Label.AGREE, ReasonKind.SIMILARITY, "The same fact in other words", _same_meaning),
    LabelRule(
        Label.UNDECIDED,
        ReasonKind.SIMILARITY,
        "Related, but the words do not show whether it is the same fact",
        lambda evidence, thresholds: True,
    ),
)


def label_pair(
    evidence: PairEvidence, thresholds: LabelThresholds = LABELS
) -> tuple[Label, tuple[Reason, ...]]:
    """Return the label of an aligned pair and the reasons for it, never empty."""
    rule = next(rule for rule in RULES if rule.applies(evidence, thresholds))
    if rule.label is Label.CONFLICT:
        return rule.label, tuple(_reason(c) for c in evidence.differing)
    similar = Reason(
        ReasonKind.SIMILARITY,
        f"{rule.text} (similarity {evidence.similarity:.2f}).",
        evidence.left.span,
        evidence.right.span,
    )
    return rule.label, (*(_reason(c) for c in (*evidence.agreeing, *evidence.differing)), similar)


def _reason(contact: Contact) -> Reason:
    return Reason(contact.kind, contact.text, contact.left, contact.right)
