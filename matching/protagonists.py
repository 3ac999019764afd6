"""The people of two claims: who is named on both sides, and who stands in another's place."""

from collections.abc import Sequence
from functools import cache, lru_cache

from matching.claim import Claim
from matching.descriptions import role_words
from matching.lexicon import SHARED, load_lexicon
from matching.name_compare import relate_people
from matching.name_tokens import fold
from matching.people_words import PARTICLES, all_titles, is_common_word, is_given, is_surname
from matching.places import is_demonym
from matching.relation import RelatedPair, RelatedPairs
from matching.slots import Mention, MentionKind
from matching.tokens import Token, tokenize
from matching.verb_forms import VerbForm, verb_form
from matching.word_classes import WordClass, classify_words

# Endings of callings in Romance languages, English and both: "taxista", "novelist".
_CALLING_ENDINGS = ("ista", "istas", "ist", "iste", "ólogo", "óloga", "logist", "grapher", "wright")
_INSIDE = (WordClass.OTHER, WordClass.NAME, WordClass.DETERMINER, WordClass.BASE, WordClass.NUMBER)
_NON_FINITE = (VerbForm.GERUND, VerbForm.INFINITIVE)


def relate_protagonists(left: Claim, right: Claim) -> RelatedPairs[Mention]:
    """Pair the people of two claims: those that agree and those that differ.

    Who else took part is detail: people differ where the claims share nobody, or where those
    they share stand aside on both sides ("replacing A", "a relevo de A") and two others have
    the leading part.
    """
    people = _people(left), _people(right)
    pairs = relate_people(*people)
    if not pairs.agreeing:
        return RelatedPairs((), _sure(pairs.differing, left, right))
    shared = {id(pair.left) for pair in pairs.agreeing}, {id(pair.right) for pair in pairs.agreeing}
    sides = ((left, people[0], shared[0]), (right, people[1], shared[1]))
    if any(_leads(one, claim) for claim, all_, ids in sides for one in all_ if id(one) in ids):
        return RelatedPairs(pairs.agreeing)
    leading = [
        tuple(one for one in all_ if id(one) not in ids and _leads(one, claim))
        for claim, all_, ids in sides
    ]
    is_one_each = len(leading[0]) == len(leading[1]) == 1
    differing = relate_people(leading[0], leading[1]).differing if is_one_each else ()
    return RelatedPairs(pairs.agreeing, _sure(differing, left, right))


def _sure(
    pairs: Sequence[RelatedPair[Mention]], left: Claim, right: Claim
) -> tuple[RelatedPair[Mention], ...]:
    """Keep the pairs of which one is surely a person: so is then who stands in that place."""
    return tuple(
        pair for pair in pairs if _is_known(pair.left, left) or _is_known(pair.right, right)
    )


def _people(claim: Claim) -> tuple[Mention, ...]:
    """Keep people whose full name is known for one, or can hardly be anything else."""
    return tuple(one for one in claim.slots.people if _is_known(one, claim) or _is_odd(one, claim))


def _is_odd(mention: Mention, claim: Claim) -> bool:
    """Tell a name of several words that are all none of the language: "Doreen Kowalchuk"."""
    words = [word for word in mention.surface.split() if fold(word) not in PARTICLES]
    return (
        mention.kind is MentionKind.PERSON
        and len(words) > 1
        and not any(is_common_word(word, claim.language) for word in words)
    )


def _is_known(mention: Mention, claim: Claim) -> bool:
    if mention.kind is not MentionKind.PERSON:
        return _is_full_name(mention.canonical or mention.surface)
    name = mention.canonical or mention.surface
    if _is_full_name(name):
        return True
    words = [word for word in mention.surface.split() if fold(word) not in PARTICLES]
    if not words or any(is_common_word(word, claim.language) for word in words[-1:]):
        return False
    is_called = _is_calling(words[0].lower(), claim.language)
    return len(words) - is_called > 1 and (is_called or _has_calling_before(mention, claim))


def _is_full_name(name: str) -> bool:
    words = [fold(word) for word in name.split()]
    return len(words) > 1 and any(is_given(word) or is_surname(word) for word in words)


@lru_cache(maxsize=16384)
def _is_calling(word: str, language: str) -> bool:
    """Tell what a person is before the name: a title, an office, a calling, a people."""
    folded = fold(word)
    return (
        folded in all_titles()
        or word in role_words(language)
        or word.endswith(_CALLING_ENDINGS)
        or is_demonym(word)
    )


def _has_calling_before(mention: Mention, claim: Claim) -> bool:
    tokens = tokenize(claim.own_text)
    at = _place(tokens, mention, claim)
    while at > 0 and tokens[at - 1].text in (".", ","):
        at -= 1
    return at > 0 and _is_calling(tokens[at - 1].text.lower(), claim.language)


def _place(tokens: Sequence[Token], mention: Mention, claim: Claim) -> int:
    # A place's name may have run into the person's: "de Manitoba Peter Lind".
    words = mention.surface.split()
    skipped = next((i for i, word in enumerate(words) if is_given(fold(word))), 0)
    start = mention.span.start - claim.span.start + len(" ".join(words[:skipped]))
    return next((i for i, token in enumerate(tokens) if token.span.start >= start), len(tokens))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon(SHARED, "agency")[name])


def _leads(mention: Mention, claim: Claim) -> bool:
    """Tell whether a person has a leading part: no preposition or side verb governs the name.

    "By", "as" and "in charge of" lead as a subject does: "presided by A", "identified as A".
    """
    if not claim.span.contains(mention.span):
        return False
    tokens = tokenize(claim.own_text)
    classes = classify_words(tokens, claim.language)
    at = _place(tokens, mention, claim)
    is_after_name = at > 0 and tokens[at - 1].is_capitalised and classes[at - 1] is WordClass.NAME
    if is_after_name and not _is_calling(tokens[at - 1].text.lower(), claim.language):
        # "Titular de Salud de Manitoba Peter Lind": another name ends before this one.
        return True
    while at > 0 and (classes[at - 1] in _INSIDE or tokens[at - 1].text == "."):
        at -= 1
    if at == 0:
        return True
    before = tokens[at - 1].text.lower()
    if verb_form(before, claim.language) in _NON_FINITE:
        return False
    if classes[at - 1] is not WordClass.PREPOSITION:
        return True
    if before in _words("doers") or before in _words("leading"):
        return True
    return at > 1 and tokens[at - 2].text.lower() in _words("in_charge")
