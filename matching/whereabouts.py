"""Where two claims put their event: places that agree, and places that exclude each other."""

from collections.abc import Sequence

from matching.claim import Claim
from matching.lexicon import load_lexicon
from matching.locations import Located, read_locations, share_a_name
from matching.name_compare import compare_places, relate_places
from matching.places import PlaceKind, is_demonym, is_within, place_named
from matching.relation import RelatedPair, RelatedPairs, Relating, Relation
from matching.slots import Mention
from matching.tokens import tokenize

# The most letters between a place and the one that holds it: ", in ", " (", ", ya en la ".
_TIE = 8
# How far a word of absence reaches, in letters: "without ever setting foot in ".
_DENIED = 40
_WIDE = (PlaceKind.COUNTRY, PlaceKind.AREA, PlaceKind.REGION)


def relate_whereabouts(left: Claim, right: Claim) -> RelatedPairs[Mention]:
    """Pair the places of two claims: those both name, and those that exclude each other.

    Only the narrowest places of each side can differ: in "in Boise, Idaho" that is Boise. They
    do not differ where one is named anywhere on the other side, nor where the claims share a
    place that holds neither. A word for a people is no place.
    """
    sides = _affirmed(left), _affirmed(right)
    agreeing = relate_places(*sides).agreeing
    hosts = _hosts(left, right)
    if hosts:
        return RelatedPairs(agreeing, hosts)
    located = read_locations(left), read_locations(right)
    away = (*_excluded(located[0], located[1]), *_turned(_excluded(located[1], located[0])))
    if away:
        return RelatedPairs(agreeing, away)
    narrow = _narrowest(located[0], left), _narrowest(located[1], right)
    if not all(narrow) or _meet(narrow[0], sides[1]) or _meet(narrow[1], sides[0]):
        return RelatedPairs(agreeing)
    holders = _holders(located[0], narrow[0]), _holders(located[1], narrow[1])
    for pair in agreeing:
        is_place = not (is_demonym(pair.left.surface) or is_demonym(pair.right.surface))
        if is_place and not (
            _is_holder(pair.left, holders[0]) or _is_holder(pair.right, holders[1])
        ):
            return RelatedPairs(agreeing)
    if share_a_name(sides[0], sides[1]) and not agreeing:
        return RelatedPairs()
    return RelatedPairs(agreeing, relate_places(narrow[0], narrow[1]).differing)


def _affirmed(claim: Claim) -> tuple[Mention, ...]:
    """Return the places of a claim without those it rules out: "never set foot in Ireland"."""
    absent = load_lexicon(claim.language, "location").get("absent", ())
    denials = [
        token.span.start + claim.span.start
        for token in tokenize(claim.own_text)
        if token.text.lower() in absent
    ]
    return tuple(
        place
        for place in claim.slots.places
        if not any(0 < place.span.start - at <= _DENIED for at in denials)
    )


def _narrowest(located: Sequence[Located], claim: Claim) -> tuple[Mention, ...]:
    """Return the places that hold no other place of the claim; origins do not locate."""
    affirmed = _affirmed(claim)
    places = [
        one.mention
        for one in located
        if one.mention in affirmed and not (one.is_away or one.is_origin)
    ]
    return tuple(
        place
        for place in places
        if not any(_holds(place, other, claim) for other in places if other is not place)
    )


def _holds(place: Mention, other: Mention, claim: Claim) -> bool:
    """Tell whether *place* is where *other* lies: listed, or tied to it ("in Boise, Idaho")."""
    outer, inner = place_named(place.surface), place_named(other.surface)
    if outer and inner and outer != inner and is_within(inner, outer):
        return True
    if outer and outer.kind in _WIDE and not (inner and inner.kind in _WIDE):
        return True
    gap = place.span.start - other.span.end
    return 0 <= gap <= _TIE and claim.span.contains(other.span)


def _holders(located: Sequence[Located], narrow: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(one.mention for one in located if one.mention not in narrow)


def _is_holder(place: Mention, holders: Sequence[Mention]) -> bool:
    listed = place_named(place.surface)
    return place in holders or (listed is not None and listed.kind in _WIDE)


def _meet(places: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Tell whether a place is named on the other side, or may hold one that is."""
    return share_a_name(places, others) or any(
        compare_places(one, two).relation in (Relation.SAME, Relation.COMPATIBLE)
        for one in places
        for two in others
        if not is_demonym(two.surface)
    )


def _excluded(
    located: Sequence[Located], others: Sequence[Located]
) -> tuple[RelatedPair[Mention], ...]:
    """Return places where one side puts the event, and away from which the other puts it."""
    return tuple(
        RelatedPair(one.mention, two.mention, Relating(Relation.DIFFERENT, "one is away from it"))
        for one in located
        for two in others
        if two.is_away
        and not (one.is_away or one.is_origin)
        and compare_places(one.mention, two.mention).relation is Relation.SAME
    )


def _turned(pairs: Sequence[RelatedPair[Mention]]) -> tuple[RelatedPair[Mention], ...]:
    return tuple(RelatedPair(pair.right, pair.left, pair.relating) for pair in pairs)


def _hosts(left: Claim, right: Claim) -> tuple[RelatedPair[Mention], ...]:
    """Return the two places that are each said to hold the event, where they differ."""
    one, two = _host(left), _host(right)
    if one is None or two is None:
        return ()
    relating = compare_places(one, two)
    return (RelatedPair(one, two, relating),) if relating.relation is Relation.DIFFERENT else ()


def _host(claim: Claim) -> Mention | None:
    """Return the place nearest to a word for holding an event: "hosted by X", "X como sede"."""
    words = load_lexicon(claim.language, "location").get("hosting", ())
    at = [
        token.span.start + claim.span.start
        for token in tokenize(claim.own_text)
        if token.text.lower() in words
    ]
    places = [one for one in claim.slots.places if not is_demonym(one.surface)]
    if not at or not places:
        return None
    return min(places, key=lambda place: (min(abs(place.span.start - i) for i in at), place.span))
