"""Pairs whose values together tell of two events, where each alone would be a conflict."""

from matching.evidence import PairEvidence
from matching.finding import ReasonKind
from matching.units import is_counted

# Claims that differ in the day and in one more of these, and share none, tell two events.
_IDENTIFYING = (ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PLACE)


def count_apart(evidence: PairEvidence) -> bool:
    """Tell whether both claims count, and count different things: houses and the dead."""
    left, right = (
        {number.unit for number in claim.slots.numbers if is_counted(number.unit)}
        for claim in (evidence.left, evidence.right)
    )
    return bool(left and right) and not left & right


def are_two_events(evidence: PairEvidence) -> bool:
    """Tell whether the claims differ in day or place and in one more value, and share none.

    A mark on a scale (a magnitude, a kilometre) belongs to the place or event itself, so
    that it may be wrong together with it.
    """
    differing = {contact.kind for contact in evidence.differs_in(*_IDENTIFYING)}
    counts = any(c.grain != "scale" for c in evidence.differs_in(ReasonKind.NUMBER))
    is_other_day = ReasonKind.DATE in differing and len(differing) > 1
    is_other_place = ReasonKind.PLACE in differing and counts
    return (is_other_day or is_other_place) and not evidence.agrees_in(*_IDENTIFYING)
