"""What is known of a pair of claims: how alike they are, where they meet and differ.

Everything here is measured, nothing decided: `label` turns evidence into a label.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from matching.agency_compare import find_swapped
from matching.amounts import tells_of_another
from matching.apart import find_apart
from matching.claim import Claim
from matching.counterparts import NO_VECTORS, Kin
from matching.date_compare import relate_dates
from matching.explanation import Explanation
from matching.finding import ReasonKind
from matching.language import UNDETERMINED
from matching.opposition import DENIED_ABOVE, relate_stance
from matching.polarity import find_polarity
from matching.protagonists import relate_protagonists
from matching.quantity_relate import relate_quantities
from matching.reason_text import reason_text, same_date
from matching.relation import RelatedPair, RelatedPairs, Relation
from matching.rivals import Standing
from matching.scope import find_scope, relate_scopes
from matching.slots import DateValue, Polarity
from matching.span import Span
from matching.stance import Stance
from matching.strength import Strength, compare_strength, find_strength
from matching.units import is_outcome, is_scale
from matching.whereabouts import relate_whereabouts


@dataclass(frozen=True, slots=True)
class Contact:
    """One value that both claims give: the words on each side and what comparing found.

    `grain` tells how telling the values are: an amount's unit may be an "outcome" (the
    dead, the arrested) or a "scale" (the magnitude of a quake), a date may be a time of
    the "clock", a denial may rest on "opposite" words (approved, rejected); "" for all else.
    """

    kind: ReasonKind
    left: Span | None
    right: Span | None
    text: str
    grain: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The values of one kind that two claims both give."""

    agreeing: tuple[Contact, ...] = ()
    differing: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """What the entailment head says of two claims; probabilities in [0, 1].

    `agree`, `conflict` and `extra` sum to 1. `entailed` is the likelier of the two
    directions in which one may follow from the other, `contradicted` their mean.
    """

    agree: float
    conflict: float
    extra: float
    entailed: float
    contradicted: float


@dataclass(frozen=True, slots=True)
class Odds:
    """Probabilities that two claims agree, conflict, or tell two facts; they sum to 1."""

    agree: float
    conflict: float
    extra: float

    @property
    def paired(self) -> float:
        """Probability that both tell of one fact, in [0, 1]."""
        return round(self.agree + self.conflict, 4)


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """The measured facts about two claims.

    `similarity` in [0, 1] tells how much they are about the same fact, whatever its
    values; `topic` in [0, 1] how far the topic of one lies inside the other's. `agreeing`
    and `differing` hold the values given on both sides; a value given on one side only is
    in neither. `apart` holds what tells that the claims are about two things (two reservoirs,
    two months of one figure): then their differing values are no conflict. `likeness`
    is the similarity before values move it. `judged` is None where no entailment head looked
    at the pair, `standing` where the claims are not two documents' own; `odds`, what combining
    all of it gives, is None where no weights were fitted for the encoder.
    """

    left: Claim
    right: Claim
    similarity: float
    topic: float
    agreeing: tuple[Contact, ...]
    differing: tuple[Contact, ...]
    apart: tuple[Contact, ...] = ()
    likeness: float = 0.0
    judged: PairJudgement | None = None
    standing: Standing | None = None
    odds: Odds | None = None

    def differs_in(self, *kinds: ReasonKind) -> tuple[Contact, ...]:
        """Return the differing values of these kinds, in the order of the evidence."""
        return tuple(contact for contact in self.differing if contact.kind in kinds)

    def agrees_in(self, *kinds: ReasonKind) -> tuple[Contact, ...]:
        """Return the agreeing values of these kinds."""
        return tuple(contact for contact in self.agreeing if contact.kind in kinds)


class _Valued(Protocol):
    @property
    def span(self) -> Span: ...

    @property
    def surface(self) -> str: ...


def gather_evidence(
    left: Claim,
    right: Claim,
    similarity: float,
    topic: float,
    find_kin: Callable[[Claim, Claim], Kin] = lambda _left, _right: NO_VECTORS,
) -> PairEvidence:
    """Return what is known of two claims; swapping them swaps the spans and nothing else.

    *find_kin* tells which of their own words are counterparts.
    """
    readable = UNDETERMINED not in (left.language, right.language)
    comparers = _COMPARERS if readable else _LANGUAGE_INDEPENDENT
    contacts = [_stance(left, right, find_kin(left, right))] if readable else []
    contacts += [compare(left, right) for compare in comparers]
    return PairEvidence(
        left,
        right,
        similarity,
        topic,
        tuple(contact for found in contacts for contact in found.agreeing),
        tuple(contact for found in contacts for contact in found.differing),
        _apart(left, right) if readable else (),
        similarity,
    )


def _apart(left: Claim, right: Claim) -> tuple[Contact, ...]:
    return tuple(
        Contact(ReasonKind.NO_COUNTERPART, one.left, one.right, _APART)
        for one in find_apart(left, right)
    )


_APART = Explanation("The two are about different things.")


def _numbers(left: Claim, right: Claim) -> Contacts:
    pairs = relate_quantities(left.slots.numbers, right.slots.numbers)
    contacts = _contacts(ReasonKind.NUMBER, pairs)
    differing = zip(contacts.differing, pairs.differing, strict=True)
    # "A smaller, 4.3 magnitude quake" is another one: its mark contradicts none.
    others = [tells_of_another(side.text, side.language) for side in (left, right)]
    another = any(others) and not all(others)
    return Contacts(
        contacts.agreeing,
        tuple(
            replace(one, grain=_grain(pair.left.unit) or _grain(pair.right.unit))
            for one, pair in differing
            if not (another and (is_scale(pair.left.unit) or is_scale(pair.right.unit)))
        ),
    )


def _grain(unit: str | None) -> str:
    if is_outcome(unit):
        return "outcome"
    return "scale" if is_scale(unit) else ""


def _dates(left: Claim, right: Claim) -> Contacts:
    pairs = relate_dates(left.slots.dates, right.slots.dates)
    contacts = _contacts(ReasonKind.DATE, pairs)
    differing = zip(contacts.differing, pairs.differing, strict=True)
    return Contacts(
        contacts.agreeing,
        tuple(replace(one, grain="clock" if pair.left.clock else "") for one, pair in differing),
    )


def _people(left: Claim, right: Claim) -> Contacts:
    return _contacts(ReasonKind.PERSON, relate_protagonists(left, right))


def _places(left: Claim, right: Claim) -> Contacts:
    return _contacts(ReasonKind.PLACE, relate_whereabouts(left, right))


def _roles(left: Claim, right: Claim) -> Contacts:
    swapped = find_swapped(left, right)
    if swapped is None:
        return Contacts()
    contact = Contact(ReasonKind.ROLE, swapped.left, swapped.right, swapped.text)
    return Contacts(differing=(contact,))


def _contacts(kind: ReasonKind, pairs: RelatedPairs[_Valued]) -> Contacts:
    def contact(pair: RelatedPair[_Valued]) -> Contact:
        same = same_date(pair.left) if isinstance(pair.left, DateValue) else None
        text = reason_text(kind, pair.left.surface, pair.right.surface, pair.relating, same)
        return Contact(kind, pair.left.span, pair.right.span, text)

    return Contacts(
        tuple(contact(pair) for pair in pairs.agreeing),
        tuple(contact(pair) for pair in pairs.differing),
    )


def _scopes(left: Claim, right: Claim) -> Contacts:
    pairs = relate_scopes(
        find_scope(left.own_text, left.language), find_scope(right.own_text, right.language)
    )
    return _shifted(_contacts(ReasonKind.SCOPE, pairs), left, right)


def _stance(left: Claim, right: Claim, kin: Kin) -> Contacts:
    """Compare what both claims affirm or deny, denials in the inherited words included."""
    found = relate_stance(left.own_text, left.language, right.own_text, right.language, kin)
    is_inverted = _is_denied_above(left) != _is_denied_above(right)
    stance = _INVERTED[found.stance] if is_inverted else found.stance
    if stance is not Stance.OPPOSED:
        return Contacts()
    grain = "opposite" if found.by_opposites else ""
    said = DENIED_ABOVE if is_inverted else found.explanation
    text = Explanation("{Said}.", said=said)
    contact = Contact(ReasonKind.POLARITY, found.left, found.right, text, grain)
    return _shifted(Contacts(differing=(contact,)), left, right)


_INVERTED = {
    Stance.SAME: Stance.OPPOSED,
    Stance.OPPOSED: Stance.SAME,
    Stance.UNKNOWN: Stance.UNKNOWN,
}


def _is_denied_above(claim: Claim) -> bool:
    return find_polarity(claim.head_text, claim.language)[0] is Polarity.DENIED


def _strengths(left: Claim, right: Claim) -> Contacts:
    """Compare how far both claims go: discussed, agreed, signed."""
    one, two = _strength(left), _strength(right)
    if one is None or two is None:
        return Contacts()
    (stronger, span), (other, other_span) = one, two
    relating = compare_strength(stronger, other)
    text = reason_text(ReasonKind.STRENGTH, stronger.level, other.level, relating)
    contact = Contact(ReasonKind.STRENGTH, span, other_span, text)
    if relating.relation is Relation.DIFFERENT:
        return Contacts(differing=(contact,))
    return Contacts((contact,)) if relating.relation is Relation.COMPATIBLE else Contacts()


def _strength(claim: Claim) -> tuple[Strength, Span] | None:
    """Return the strength that the own words reach, else that of the inherited ones."""
    own = find_strength(claim.own_text, claim.language)
    if own is not None:
        return own, own.span.shift(claim.span.start)
    above = find_strength(claim.head_text, claim.language)
    return (above, claim.head or claim.span) if above is not None else None


def _shifted(contacts: Contacts, left: Claim, right: Claim) -> Contacts:
    """Move spans from the claims' own words into their documents; whole claims where None."""

    def shift(contact: Contact) -> Contact:
        return replace(
            contact,
            left=contact.left.shift(left.span.start) if contact.left else left.span,
            right=contact.right.shift(right.span.start) if contact.right else right.span,
        )

    return Contacts(tuple(map(shift, contacts.agreeing)), tuple(map(shift, contacts.differing)))


# Denials, scope and names need the words of a language; digits and dates do not.
_LANGUAGE_INDEPENDENT = (_numbers, _dates)
_COMPARERS = (_numbers, _dates, _scopes, _places, _people, _roles, _strengths)
