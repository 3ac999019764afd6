"""Where a claim puts its event: the places that a locative preposition governs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.claim import Claim
from matching.lexicon import load_lexicon
from matching.places import is_demonym
from matching.slots import Mention
from matching.span import Span
from matching.tokens import Token, tokenize
from matching.word_classes import WordClass, classify_words

_REACH = 6


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a claim with how it is tied to the event.

    `is_origin`: the event comes from there ("from Lima"). `is_away`: the event is at a
    distance that the text gives ("a mile from Lima"), so that it is not there.
    """

    mention: Mention
    is_origin: bool = False
    is_away: bool = False


def locations_of(claim: Claim) -> tuple[Mention, ...]:
    """Return the places in the claim's own words that say where, not whose or against whom.

    "in the city of Velmora" and "en la provincia de Marañal" locate; "the agreement of
    Orvania", "thanked Portugal", "a mile from Torvel" and "Peru's efforts" do not.
    """
    return tuple(one.mention for one in read_locations(claim) if not one.is_away)


def read_locations(claim: Claim) -> tuple[Located, ...]:
    """Return the places that locate, and those from which a distance is given, in order."""
    tokens = tokenize(claim.own_text)
    classes = classify_words(tokens, claim.language)
    found: list[Located] = []
    for mention in claim.slots.places:
        if not claim.span.contains(mention.span):
            continue
        one = _located(tokens, classes, mention, claim)
        if one is not None:
            found.append(one)
    return tuple(found)


def _located(
    tokens: Sequence[Token], classes: Sequence[WordClass], mention: Mention, claim: Claim
) -> Located | None:
    """Walk left from the place to the preposition that governs its noun phrase."""
    lexicon = load_lexicon(claim.language, "location")
    place = mention.span.shift_to(claim.span.start)
    at = next((i for i, token in enumerate(tokens) if token.span.start >= place.start), None)
    if at is None or (is_demonym(mention.surface) and not _is_ground(tokens, at, place, lexicon)):
        return None
    if _is_away(tokens, at, lexicon):
        return Located(mention, is_away=True)
    for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = tokens[i].text.lower()
        if word in lexicon.get("locative", ()):
            return Located(mention, is_origin=word in lexicon.get("origin", ()))
        is_link = word in lexicon.get("linking", ())
        if classes[i] in _BOUNDS or (classes[i] is WordClass.PREPOSITION and not is_link):
            return None
    return None


_BOUNDS = (WordClass.FINITE, WordClass.INFINITIVE, WordClass.SIGN, WordClass.COORDINATOR)


def _is_ground(
    tokens: Sequence[Token], at: int, place: Span, lexicon: Mapping[str, Sequence[str]]
) -> bool:
    """Tell whether a word for ground stands beside a people's name: "the Bolivian side"."""
    beside = [tokens[at - 1]] if at else []
    beside += [token for token in tokens[at : at + 4] if token.span.start >= place.end][:1]
    return any(token.text.lower() in lexicon.get("grounds", ()) for token in beside)


def _is_away(tokens: Sequence[Token], at: int, lexicon: Mapping[str, Sequence[str]]) -> bool:
    """Tell "a mile from X", "a 16 kilómetros de X"."""
    if at < 2 or tokens[at - 1].text.lower() not in lexicon.get("away", ()):
        return False
    return tokens[at - 2].text.lower() in lexicon.get("distances", ())


_MIN_NAME_LETTERS = 4


def share_a_name(lefts: Sequence[Mention], rights: Sequence[Mention]) -> bool:
    """Tell whether places of both sides share a word: "valle de Lisk", "Lisk Valley"."""
    return bool(_name_words(lefts) & _name_words(rights))


def _name_words(places: Sequence[Mention]) -> frozenset[str]:
    words = (word for place in places for word in place.surface.split() if word[0].isupper())
    return frozenset(word.lower() for word in words if len(word) >= _MIN_NAME_LETTERS)
