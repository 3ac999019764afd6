"""The sentence that tells a person what two values have in common or how they differ."""

from matching.finding import ReasonKind
from matching.relation import Relating, Relation

_DIFFER = {
    ReasonKind.NUMBER: "The amounts differ",
    ReasonKind.DATE: "The dates differ",
    ReasonKind.PLACE: "The places differ",
    ReasonKind.PERSON: "The people differ",
    ReasonKind.SCOPE: "One side says all of what the other limits",
    ReasonKind.STRENGTH: "One side denies the step that the other reports",
}
_AGREE = {
    ReasonKind.NUMBER: "Both give the same amount",
    ReasonKind.DATE: "Both give the same day",
    ReasonKind.PLACE: "Both name the same place",
    ReasonKind.PERSON: "Both name the same person",
    ReasonKind.SCOPE: "Both cover as much",
    ReasonKind.STRENGTH: "Both go equally far",
}
_COMPATIBLE = {
    ReasonKind.NUMBER: "The amounts can both be right",
    ReasonKind.DATE: "The dates can both be right",
    ReasonKind.PLACE: "One place may hold the other",
    ReasonKind.STRENGTH: "One side goes further than the other",
}


def reason_text(kind: ReasonKind, left: str, right: str, relating: Relating) -> str:
    """Return one sentence with the exact words of both sides.

    Where the comparison normalised a value ("el lunes" to 2026-05-11), it says what it read.
    """
    if relating.relation is Relation.DIFFERENT:
        opening = _DIFFER[kind]
    elif relating.relation is Relation.COMPATIBLE:
        opening = _COMPATIBLE.get(kind, _AGREE[kind])
    else:
        opening = _AGREE[kind]
    read = f" ({relating.explanation})" if kind is ReasonKind.DATE else ""
    return f"{opening}: “{left}” on the left, “{right}” on the right{read}."
