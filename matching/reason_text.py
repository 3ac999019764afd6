"""The sentence that tells a person what two values have in common or how they differ."""

from matching.explanation import Explanation
from matching.finding import ReasonKind
from matching.relation import Relating, Relation
from matching.slots import DateValue, Granularity

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
    ReasonKind.DATE: Explanation("Both give the same date"),
    ReasonKind.PLACE: Explanation("Both name the same place"),
    ReasonKind.PERSON: Explanation("Both name the same person"),
    ReasonKind.SCOPE: Explanation("Both cover as much"),
    ReasonKind.STRENGTH: Explanation("Both go equally far"),
}
_SAME_DATE = {
    Granularity.TIME: Explanation("Both give the same day"),
    Granularity.DAY: Explanation("Both give the same day"),
    Granularity.WEEKEND: Explanation("Both give the same weekend"),
    Granularity.WEEK: Explanation("Both give the same week"),
    Granularity.MONTH: Explanation("Both give the same month"),
    Granularity.YEAR: Explanation("Both give the same year"),
}
_SAME_TIME = Explanation("Both give the same time of day")
_COMPATIBLE = {
    ReasonKind.NUMBER: Explanation("The amounts can both be right"),
    ReasonKind.DATE: Explanation("The dates can both be right"),
    ReasonKind.PLACE: Explanation("One place may hold the other"),
    ReasonKind.STRENGTH: Explanation("One side goes further than the other"),
}


def same_date(value: DateValue) -> Explanation:
    """Return what two equal dates have in common: a year is no day."""
    if value.clock is not None:
        return _SAME_TIME
    return _SAME_DATE.get(value.granularity, _AGREE[ReasonKind.DATE])


def reason_text(
    kind: ReasonKind, left: str, right: str, relating: Relating, same: Explanation | None = None
) -> Explanation:
    """Return one sentence with the exact words of both sides.

    Where the comparison normalised a value ("el lunes" to 2026-05-11), it says what it read.
    *same* opens the sentence of two equal values, where the kind's own words are too coarse.
    """
    if relating.relation is Relation.DIFFERENT:
        opening = _DIFFER[kind]
    elif relating.relation is Relation.COMPATIBLE:
        opening = _COMPATIBLE.get(kind, _AGREE[kind])
    else:
        opening = same or _AGREE[kind]
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
