"""Where a claim puts its event: the places that a locative preposition governs."""

from collections.abc import Sequence

from matching.claim import Claim
from matching.lexicon import load_lexicon
from matching.slots import Mention
from matching.span import Span
from matching.tokens import Token, tokenize
from matching.word_classes import WordClass, classify_words

_REACH = 6


def locations_of(claim: Claim) -> tuple[Mention, ...]:
    """Return the places in the claim's own words that say where, not whose or against whom.

    "in the city of Velmora" and "en la provincia de Marañal" locate; "the agreement of
    Orvania", "thanked Portugal" and "Peru's efforts" do not.
    """
    tokens = tokenize(claim.own_text)
    classes = classify_words(tokens, claim.language)
    return tuple(
        mention
        for mention in claim.slots.places
        if claim.span.contains(mention.span)
        and _is_located(tokens, classes, mention.span.shift_to(claim.span.start), claim.language)
    )


def _is_located(
    tokens: Sequence[Token], classes: Sequence[WordClass], place: Span, language: str
) -> bool:
    """Walk left from the place to the preposition that governs its noun phrase."""
    lexicon = load_lexicon(language, "location")
    at = next((i for i, token in enumerate(tokens) if token.span.start >= place.start), None)
    if at is None:
        return False
    for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = tokens[i].text.lower()
        if word in lexicon.get("locative", ()):
            return True
        is_link = word in lexicon.get("linking", ())
        if classes[i] in (WordClass.FINITE, WordClass.SIGN, WordClass.COORDINATOR):
            return False
        if classes[i] is WordClass.PREPOSITION and not is_link:
            return False
    return False


_MIN_NAME_LETTERS = 4


def share_a_name(lefts: Sequence[Mention], rights: Sequence[Mention]) -> bool:
    """Tell whether places of both sides share a word: "valle de Lisk", "Lisk Valley"."""
    return bool(_name_words(lefts) & _name_words(rights))


def _name_words(places: Sequence[Mention]) -> frozenset[str]:
    words = (word for place in places for word in place.surface.split() if word[0].isupper())
    return frozenset(word.lower() for word in words if len(word) >= _MIN_NAME_LETTERS)
