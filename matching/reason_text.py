"""The sentence that tells a person what two values have in common or how they differ."""

from matching.explanation import Explanation
from matching.finding import ReasonKind
from matching.relation import Relating, Relation

_DIFFER = {
    ReasonKind.NUMBER: Explanation("The amounts differ"),
    ReasonKind.DATE: Explanation("The dates differ"),
    ReasonKind.PLACE: Explanation("The places differ"),
    ReasonKind.PERSON: Explanation("The people differ"),
    ReasonKind.SCOPE: Explanation("One side says all of what the other limits"),
    ReasonKind.STRENGTH: Explanation("One side denies the step that the other reports"),
}
_AGREE = {
    ReasonKind.NUMBER: Explanation("Both give the same amount"),
    ReasonKind.DATE: Explanation("Both give the same day"),
    ReasonKind.PLACE: Explanation("Both name the same place"),
    ReasonKind.PERSON: Explanation("Both name the same person"),
    ReasonKind.SCOPE: Explanation("Both cover as much"),
    ReasonKind.STRENGTH: Explanation("Both go equally far"),
}
_COMPATIBLE = {
    ReasonKind.NUMBER: Explanation("The amounts can both be right"),
    ReasonKind.DATE: Explanation("The dates can both be right"),
    ReasonKind.PLACE: Explanation("One place may hold the other"),
    ReasonKind.STRENGTH: Explanation("One side goes further than the other"),
}


def reason_text(kind: ReasonKind, left: str, right: str, relating: Relating) -> Explanation:
    """Return one sentence with the exact words of both sides.

    Where the comparison normalised a value ("el lunes" to 2026-05-11), it says what it read.
    """
    if relating.relation is Relation.DIFFERENT:
        opening = _DIFFER[kind]
    elif relating.relation is Relation.COMPATIBLE:
        opening = _COMPATIBLE.get(kind, _AGREE[kind])
    else:
        opening = _AGREE[kind]
    if kind is ReasonKind.DATE:
        return Explanation(
            "{opening}: “{left}” on the left, “{right}” on the right ({read}).",
            opening=opening,
            left=left,
            right=right,
            read=relating.explanation,
        )
    return Explanation(
        "{opening}: “{left}” on the left, “{right}” on the right.",
        opening=opening,
        left=left,
        right=right,
    )
