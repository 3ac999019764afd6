"""Evidence made by hand that a head has judged."""

from dataclasses import replace

from hypothesis import strategies as st

from matching.evidence import Contact, Odds, PairEvidence, PairJudgement
from matching.finding import ReasonKind
from matching.span import Span
from tests.matching.factories import read_claim

LEFT = read_claim("The bridge closed on Monday.", "en")
RIGHT = read_claim("El puente cerró el lunes.", "es")
JUDGEMENT = PairJudgement(0.5, 0.2, 0.3, 0.6, 0.2)
COMPARED = [
    ReasonKind.POLARITY,
    ReasonKind.NUMBER,
    ReasonKind.DATE,
    ReasonKind.ORDER,
    ReasonKind.SCOPE,
    ReasonKind.PLACE,
    ReasonKind.PERSON,
    ReasonKind.ROLE,
    ReasonKind.STRENGTH,
]


def contact(kind: ReasonKind, grain: str = "") -> Contact:
    """Return a value of *kind* that both sides give."""
    return Contact(kind, Span(0, 3), Span(3, 5), f"one {kind} / another", grain)


def evidence(
    agreeing: tuple[Contact, ...] = (), differing: tuple[Contact, ...] = ()
) -> PairEvidence:
    """Return the evidence of two claims of two languages, judged by a head."""
    return PairEvidence(LEFT, RIGHT, 0.6, 0.7, agreeing, differing, likeness=0.6, judged=JUDGEMENT)


def turned(found: PairEvidence) -> PairEvidence:
    """Return the evidence seen from the other side."""
    return replace(found, left=found.right, right=found.left)


def _judgement(agree: float, conflict: float, extra: float, *rest: float) -> PairJudgement:
    total = agree + conflict + extra or 1.0
    return PairJudgement(agree / total, conflict / total, extra / total, *rest)


def _evidence(
    agreeing: list[Contact],
    differing: list[Contact],
    apart: list[Contact],
    likeness: float,
    topic: float,
    judged: PairJudgement,
) -> PairEvidence:
    found = evidence(tuple(agreeing), tuple(differing))
    return replace(found, apart=tuple(apart), likeness=likeness, topic=topic, judged=judged)


def odds(agree: float, conflict: float, extra: float) -> Odds:
    """Return odds in these proportions."""
    total = agree + conflict + extra
    return Odds(agree / total, conflict / total, extra / total)


_UNIT = st.floats(0, 1, width=32)
_SHARE = st.floats(0.01, 1)
_CONTACTS = st.lists(st.builds(contact, st.sampled_from(COMPARED)), max_size=3)
ODDS = st.builds(odds, _SHARE, _SHARE, _SHARE)
JUDGED_EVIDENCE = st.builds(
    _evidence,
    _CONTACTS,
    _CONTACTS,
    _CONTACTS.map(lambda found: found[:1]),
    _UNIT,
    _UNIT,
    st.builds(_judgement, _UNIT, _UNIT, _UNIT, _UNIT, _UNIT),
)
"""Any values, any similarity, any verdict."""
