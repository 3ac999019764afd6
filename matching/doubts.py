"""What forbids to say that two claims agree, and makes no conflict: values that meet nowhere.

"87 were harmed" and "the defrauded buyers number 78" may give one number under two names, and
"backed the text" and "voted against" may tell of one deed. Words that are alike do not show it.
"""

from matching.evidence import Contact, PairEvidence
from matching.explanation import Explanation
from matching.finding import ReasonKind
from matching.language import UNDETERMINED
from matching.opposition import find_oppositions, relate_stance
from matching.slots import Quantity, QuantityKind
from matching.stance import LACK, Stance

_COUNTS = Explanation("The amounts may be of one thing, and differ.")
_DENIED = Explanation("One side denies something, and what the other affirms may be just that.")


def find_doubts(evidence: PairEvidence) -> tuple[Contact, ...]:
    """Return what leaves it open whether two claims agree; nothing where a value shows it."""
    if evidence.agrees_in(ReasonKind.NUMBER, ReasonKind.DATE):
        return ()
    return (*_counts(evidence), *_opposites(evidence), *_denial(evidence))


def _counts(evidence: PairEvidence) -> tuple[Contact, ...]:
    """Return the one count of each claim, where they cannot be one number."""
    left, right = evidence.left.slots.numbers, evidence.right.slots.numbers
    if len(left) != 1 or len(right) != 1 or evidence.differs_in(ReasonKind.NUMBER):
        return ()
    one, two = left[0], right[0]
    if not one.kind is two.kind is QuantityKind.COUNT or _may_be_equal(one, two):
        return ()
    return (Contact(ReasonKind.NUMBER, one.span, two.span, _COUNTS),)


def _may_be_equal(one: Quantity, two: Quantity) -> bool:
    lowest = max(bound for bound in (one.low, two.low, float("-inf")) if bound is not None)
    highest = min(bound for bound in (one.high, two.high, float("inf")) if bound is not None)
    return lowest <= highest


def _opposites(evidence: PairEvidence) -> tuple[Contact, ...]:
    """Return the opposite words of two claims that need not tell of one deed."""
    left, right = evidence.left, evidence.right
    if UNDETERMINED in (left.language, right.language):
        return ()
    found = find_oppositions(left.own_text, left.language, right.own_text, right.language)
    if len(found) != 1 or found[0].settled:
        return ()
    words = Explanation(
        "“{one}” and “{two}” are opposites, and need not be of one deed.",
        one=found[0].left.quote(left.own_text),
        two=found[0].right.quote(right.own_text),
    )
    spans = found[0].left.shift(left.span.start), found[0].right.shift(right.span.start)
    return (Contact(ReasonKind.POLARITY, *spans, words),)


def _denial(evidence: PairEvidence) -> tuple[Contact, ...]:
    """Return both claims where one denies and the other affirms; odds weigh that themselves.

    "The alarms did not sound", "the alarms worked normally". A lack may say what a denial does.
    """
    left, right = evidence.left, evidence.right
    if evidence.odds is not None or left.slots.polarity is right.slots.polarity:
        return ()
    found = relate_stance(left.own_text, left.language, right.own_text, right.language)
    if found.stance is Stance.SAME or found.explanation == LACK:
        return ()
    return (Contact(ReasonKind.POLARITY, left.span, right.span, _DENIED),)
