"""What one side of an agreeing pair adds: values that the other side does not give.

"Canada and Ghana signed the treaty" and "The two signed it in Washington" agree, and only
the right side says "in Washington". A value is told as added only where nothing on the
other side may stand for it: no comparer finds them alike, no word of it is there in
another form, no value of its kind is left over that nobody could compare it with.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from matching.claim import Claim
from matching.counterparts import is_content
from matching.date_compare import compare_dates
from matching.evidence import PairEvidence
from matching.explanation import Explanation
from matching.finding import Reason, ReasonKind, Side
from matching.language import UNDETERMINED
from matching.name_compare import compare_people, compare_places
from matching.name_tokens import fold
from matching.places import is_demonym
from matching.quantity_compare import compare_quantities
from matching.relation import Relating, Relation
from matching.slots import DateValue, Mention, MentionKind, Quantity, QuantityKind
from matching.span import Span
from matching.tokens import Token, tokenize
from matching.verb_forms import clause_words
from matching.word_classes import WordClass, classify_words

_Value = TypeVar("_Value")

_MOST = 3
"""Most details told of a side: more would bury the reasons of the label."""
# Letters that a name shares with the adjective made of it: "Oaxaca", "oaxaqueña".
_STEM = 4
_SHORT = 3


def find_details(evidence: PairEvidence) -> tuple[Reason, ...]:
    """Return what only one of two agreeing claims says, the left's first, in text order.

    Each reason has the span of one side, a leading preposition included. At most three a
    side. Swapping the claims swaps the sides and nothing else.
    """
    return tuple(
        _reason(span, claim, side)
        for side, claim, other in (
            (Side.LEFT, evidence.left, evidence.right),
            (Side.RIGHT, evidence.right, evidence.left),
        )
        for span in _added(claim, other, _compared(evidence, side))[:_MOST]
    )


def common_details(
    pairs: Sequence[tuple[Claim, Claim, tuple[Reason, ...]]],
    sides: tuple[Sequence[Claim], Sequence[Claim]],
) -> tuple[Reason, ...]:
    """Return the reasons of pairs that make one finding, in order.

    A detail stays, once, where each counterpart of its claim lacks it, and where no other
    claim of the other side has its words: *sides* are all claims of both.
    """
    kept: list[Reason] = []
    for left, right, reasons in pairs:
        for reason in reasons:
            if reason.kind is ReasonKind.DETAIL:
                claim, at = (left, 0) if reason.left else (right, 1)
                beside = [pair[2] for pair in pairs if pair[at] is claim]
                is_told = _is_told(reason, claim, sides[1 - at])
                if reason in kept or is_told or not all(reason in told for told in beside):
                    continue
            kept.append(reason)
    return tuple(kept)


def _is_told(detail: Reason, claim: Claim, others: Sequence[Claim]) -> bool:
    """Tell whether other claims have all the words of a detail, in some form."""
    span = detail.left or detail.right or claim.span
    words = span.shift_to(claim.span.start).quote(claim.text)
    stems = _stems(words, claim.language)
    return bool(stems) and stems <= {
        stem for other in others for stem in _stems(other.text, other.language)
    }


def _reason(span: Span, claim: Claim, side: Side) -> Reason:
    words = " ".join(span.shift_to(claim.span.start).quote(claim.text).split())
    if side is Side.LEFT:
        told = Explanation("Only the left side says: {words}.", words=words)
        return Reason(ReasonKind.DETAIL, told, span, None)
    told = Explanation("Only the right side says: {words}.", words=words)
    return Reason(ReasonKind.DETAIL, told, None, span)


def _compared(evidence: PairEvidence, side: Side) -> list[Span]:
    """Return the words of a side that the comparers have set against the other's."""
    contacts = (*evidence.agreeing, *evidence.differing)
    spans = (one.left if side is Side.LEFT else one.right for one in contacts if one.kind in _TYPED)
    return [span for span in spans if span]


_TYPED = (ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PERSON, ReasonKind.PLACE)


def _added(claim: Claim, other: Claim, compared: Sequence[Span]) -> list[Span]:
    """Return where *claim* gives what *other* does not, widened to the words shown."""
    found: list[Span] = []
    if not _has_unread_number(other, claim):
        found += (*_added_numbers(claim, other), *_added_dates(claim, other))
    if UNDETERMINED not in (claim.language, other.language):
        found += _added_names(claim, other)
    spans: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        known = any(span.overlaps(one) for one in (*compared, *spans))
        if claim.span.contains(span) and not known:
            spans.append(span)
    return [_shown(span, claim) for span in spans]


def _left_over(
    values: Sequence[_Value],
    others: Sequence[_Value],
    compare: Callable[[_Value, _Value], Relating],
) -> tuple[list[_Value], list[_Value]]:
    """Return the values of each side that agree with none of the other."""
    alike = [(one, two) for one in values for two in others if compare(one, two).agrees]
    return (
        [one for one in values if not any(one is pair[0] for pair in alike)],
        [two for two in others if not any(two is pair[1] for pair in alike)],
    )


def _added_numbers(claim: Claim, other: Claim) -> list[Span]:
    """Return the amounts that no amount of the other side may be told by.

    A length of time may be told by a date: "seven months", "since April".
    """
    mine, theirs = _left_over(claim.slots.numbers, other.slots.numbers, compare_quantities)
    _, days = _left_over(claim.slots.dates, other.slots.dates, compare_dates)
    kinds = {one.kind for one in theirs}
    if days:
        kinds.add(QuantityKind.DURATION)
    values = {one.value for one in other.slots.numbers}
    return [
        one.span
        for one in mine
        if one.kind not in kinds and one.value not in values and not _is_known(one, claim)
    ]


def _is_known(amount: Quantity, claim: Claim) -> bool:
    """Tell "un policía", which counts nobody, and "the two men", who are known already."""
    if amount.kind is not QuantityKind.COUNT:
        return False
    determiners = clause_words(claim.language, "determiners")
    before = tokenize(claim.text[: max(0, amount.span.start - claim.span.start)])
    first = amount.surface.split()[0].lower()
    is_definite = bool(before) and before[-1].text.lower() in determiners
    return is_definite or (amount.value == 1 and first in determiners)


def _has_unread_number(other: Claim, claim: Claim) -> bool:
    """Tell whether *other* has digits of its own that are no value: "in 1:07:12"."""
    numbers = [one.span for one in other.slots.numbers]
    read = [*numbers, *(one.span for one in other.slots.dates)]
    own = {token.text for token in tokenize(claim.text)}
    return any(
        token.text[0].isdigit()
        and token.text not in own
        and not any(span.overlaps(token.span.shift(other.span.start)) for span in read)
        for token in tokenize(other.own_text)
    )


def _added_dates(claim: Claim, other: Claim) -> list[Span]:
    """Return the days and times of day that none of the other side may stand for."""
    mine, theirs = _left_over(claim.slots.dates, other.slots.dates, compare_dates)
    _, lengths = _left_over(claim.slots.numbers, other.slots.numbers, compare_quantities)
    may_be_length = any(one.kind is QuantityKind.DURATION for one in lengths)
    return [
        one.span
        for one in mine
        if not may_be_length and not any(_is_time(one) is _is_time(two) for two in theirs)
    ]


def _is_time(value: DateValue) -> bool:
    return value.clock is not None


def _added_names(claim: Claim, other: Claim) -> list[Span]:
    """Return the people and places that the other side does not name.

    No bodies: writers put them in words of their own that no list has ("the Senate", "the
    upper house", "Threadneedle Street"); of 11 so found in the development set none was an
    addition.
    """
    if _has_unread_name(other, claim):
        return []
    people = [one for one in claim.slots.people if one.kind is MentionKind.PERSON]
    places = [one for one in claim.slots.places if not _modifies(one, claim)]
    known = {fold(one.surface) for one in claim.slots.people}
    others = [
        one
        for one in (*other.slots.people, *other.slots.organisations)
        if fold(one.surface) not in known  # "the mayor" of both sides stands for nobody else
    ]
    named = [
        *_strangers(people, others, compare_people, _MAY_BE),
        *_strangers(places, other.slots.places, compare_places, _ALIKE),
    ]
    stems = _stems(other.own_text, other.language)
    return [
        one.span
        for one in named
        if not is_demonym(one.surface) and not (_stems(one.surface, claim.language) & stems)
    ]


def _modifies(place: Mention, claim: Claim) -> bool:
    """Tell a place that only tells of the noun after it: "the Madrid court"."""
    if not claim.span.contains(place.span):
        return False
    at = place.span.shift_to(claim.span.start)
    before, after = tokenize(claim.text[: at.start]), tokenize(claim.text[at.end :])
    return (
        bool(before and after)
        and before[-1].text.lower() in clause_words(claim.language, "determiners")
        and is_content(after[0].text, claim.language)
        and after[0].text.islower()
    )


_ALIKE = (Relation.SAME, Relation.COMPATIBLE)
# Of "the minister" nobody knows who it is: it may be the person named on the other side.
_MAY_BE = (*_ALIKE, Relation.INCOMPARABLE)


def _strangers(
    mine: Iterable[Mention],
    theirs: Sequence[Mention],
    compare: Callable[[Mention, Mention], Relating],
    meeting: Sequence[Relation],
) -> list[Mention]:
    return [one for one in mine if not any(compare(one, two).relation in meeting for two in theirs)]


@lru_cache(maxsize=1024)
def _stems(text: str, language: str) -> frozenset[str]:
    """Return how the content words of *text* begin, without accents or case; numbers whole."""
    return frozenset(
        token.text if token.text[0].isdigit() else fold(token.text)[:_STEM]
        for token in tokenize(text)
        if token.text[0].isdigit()
        or is_content(token.text, language)
        or (token.is_capitalised and len(token.text) >= _SHORT)  # "Entre" of "Entre Ríos"
    )


def _has_unread_name(other: Claim, claim: Claim) -> bool:
    """Tell whether *other* has capital words of its own that no name was read from."""
    slots = other.slots
    read = [one.span for one in (*slots.people, *slots.places, *slots.organisations)]
    own = _stems(claim.text, claim.language)
    return any(
        token.is_capitalised
        and is_content(token.text, other.language)
        and not _stems(token.text, other.language) <= own
        and not any(span.overlaps(token.span.shift(other.span.start)) for span in read)
        for token in tokenize(other.own_text)[1:]
    )


def _shown(span: Span, claim: Claim) -> Span:
    """Return the span with the article and preposition before it, as in "in Washington".

    A word joined by a hyphen takes its noun along: "after a three-day meeting".
    """
    tokens = tokenize(claim.own_text)
    classes = classify_words(tokens, claim.language)
    inside = [i for i, one in enumerate(tokens) if span.contains(one.span.shift(claim.span.start))]
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    while _joined(tokens, first) and classes[first - 1] is WordClass.DETERMINER:
        first -= 1
    if _joined(tokens, first) and classes[first - 1] is WordClass.PREPOSITION:
        first -= 1
    is_half = "-" in tokens[last].text and tokens[last].text[-1].isalpha()
    if is_half and _joined(tokens, last + 1) and classes[last + 1] is WordClass.OTHER:
        last += 1
    start, end = tokens[first].span.start, tokens[last].span.end
    return Span(min(span.start, start + claim.span.start), max(span.end, end + claim.span.start))


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token follows another with nothing but a space between them."""
    return 0 < at < len(tokens) and tokens[at].span.start - tokens[at - 1].span.end <= 1
