"""Whether two claims tell one deed with its sides exchanged: A beat B, B beat A."""

from dataclasses import dataclass

from matching.agency import Deed, find_deeds
from matching.claim import Claim
from matching.explanation import Explanation
from matching.parties import Party
from matching.slots import MentionKind
from matching.span import Span


@dataclass(frozen=True, slots=True)
class SwappedDeed:
    """The words of both sides that tell the deed, and one sentence that says what differs."""

    left: Span
    right: Span
    text: str


def find_swapped(left: Claim, right: Claim) -> SwappedDeed | None:
    """Return the first deed in which the two claims exchange doer and target, None without one.

    Both deeds must be of one kind, or one claim stress by a cleft who it was. A deed that both
    tell the same way outweighs any other: then nobody is exchanged.
    """
    ours = find_deeds(left.own_text, left.language)
    theirs = find_deeds(right.own_text, right.language)
    pairs = [
        (one, two)
        for one in ours
        for two in theirs
        if _one_kind(one, two, one_language=left.language == right.language)
    ]
    same = _Sameness(left, right)
    if any(same.of(a.doer, b.doer) and same.of(a.target, b.target) for a, b in pairs):
        return None
    exchanged = [(one, two) for one, two in pairs if same.are_exchanged(one, two)]
    if not exchanged:
        return None
    one, two = min(exchanged, key=lambda both: sorted((both[0].span.start, both[1].span.start)))
    return SwappedDeed(_words(one, left), _words(two, right), _sentence(one, two, left, right))


def _one_kind(one: Deed, two: Deed, *, one_language: bool) -> bool:
    if one_language and one.verb == two.verb:
        return True
    return bool(one.kinds & two.kinds) or one.is_cleft or two.is_cleft


@dataclass(frozen=True, slots=True)
class _Sameness:
    left: Claim
    right: Claim

    def of(self, one: Party, two: Party) -> bool | None:
        """Tell whether a phrase of the left and one of the right mean one: by id, else by words."""
        ours, theirs = _entities(self.left, one), _entities(self.right, two)
        return True if ours & theirs else one.is_same(two)

    def are_exchanged(self, one: Deed, two: Deed) -> bool:
        crossed = (self.of(one.doer, two.target), self.of(one.target, two.doer))
        straight = (self.of(one.doer, two.doer), self.of(one.target, two.target))
        if True in straight or False in crossed:
            return False
        if None not in crossed:
            return True
        # "The guard shot at the client", "it was the client who opened fire on the watchman":
        # one side is told in other words, so the deed itself must be plainly one.
        is_plain = one.is_hostile and two.is_hostile
        return True in crossed and is_plain and bool(one.kinds & two.kinds)


def _entities(claim: Claim, party: Party) -> frozenset[str]:
    span = party.span.shift(claim.span.start)
    mentions = (*claim.slots.people, *claim.slots.organisations)
    return frozenset(
        one.entity_id
        for one in mentions
        if one.entity_id and one.kind is not MentionKind.PLACE and span.contains(one.span)
    )


def _words(deed: Deed, claim: Claim) -> Span:
    spans = (deed.doer.span, deed.target.span, deed.span)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return whole.shift(claim.span.start)


def _sentence(one: Deed, two: Deed, left: Claim, right: Claim) -> Explanation:
    def told(deed: Deed, claim: Claim) -> Explanation:
        doer, target = (side.span.quote(claim.own_text) for side in (deed.doer, deed.target))
        return Explanation("“{doer}” does it to “{target}”", doer=doer, target=target)

    return Explanation(
        "The roles are exchanged: {left} on the left, {right} on the right.",
        left=told(one, left),
        right=told(two, right),
    )
