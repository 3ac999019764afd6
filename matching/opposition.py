"""Words that exclude one another, and what they and denials make of two claims."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from matching.counterparts import NO_VECTORS, Kin
from matching.dates import find_dates
from matching.deeds import have_one_subject, share_a_word, share_an_object, verb_context
from matching.explanation import Explanation
from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.main_clause import main_clause
from matching.polarity import find_polarity
from matching.quantities import find_quantities
from matching.slots import Polarity
from matching.span import Span
from matching.stance import Stance, StanceRelation, relate_denials
from matching.units import all_units
from matching.word_table import PhraseTable, Word, words_of

# For a caller that knows a denial in the words which govern one of the claims.
DENIED_ABOVE = Explanation("one side denies what the other affirms")
_TWO_DEEDS = Explanation("the opposites need not be of one deed")


@dataclass(frozen=True, slots=True)
class Pole:
    """One side of a pair of opposites, and the kind of word; see lexicon/shared/opposites."""

    pair: str
    second: bool
    noun: bool = False
    predicative: bool = False
    linking: bool = False
    anywhere: bool = False
    converse: bool = False
    traded: bool = False
    varied: bool = False
    partial: bool = False
    staged: bool = False


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two words, one in each claim, that exclude one another; `pair` names the opposites.

    `settled` is False where both may be true, since they need not tell of one deed:
    "Chile sold copper", "China bought copper".
    """

    left: Span
    right: Span
    pair: str
    settled: bool = True


@dataclass(frozen=True, slots=True)
class _Hit:
    """A listed word found in a claim."""

    pole: Pole
    span: Span
    after: frozenset[str]
    main: bool


_MARKS = ("predicative", "linking", "anywhere", "converse", "traded", "varied", "partial", "staged")


@cache
def _poles(language: str) -> PhraseTable[tuple[Pole, ...]]:
    """Return the words of *language* with every pole they may say."""
    primary = primary_language(language)
    found: dict[str, list[Pole]] = {}
    for name, entry in load_lexicon(SHARED, "opposites").get("pair", {}).items():
        for key, pole in _entry_poles(name, entry):
            for word in entry.get(key, {}).get(primary, ()):
                found.setdefault(word, []).append(pole)
    return PhraseTable({word: tuple(poles) for word, poles in found.items()})


def _entry_poles(name: str, entry: Mapping[str, Any]) -> list[tuple[str, Pole]]:
    marks = {mark: bool(entry.get(mark)) for mark in _MARKS}
    return [
        ("first", Pole(name, second=False, **marks)),
        ("second", Pole(name, second=True, **marks)),
        ("first_nouns", Pole(name, second=False, noun=True)),
        ("second_nouns", Pole(name, second=True, noun=True)),
    ]


def find_oppositions(
    left_text: str, left_language: str, right_text: str, right_language: str
) -> tuple[Opposition, ...]:
    """Return every opposition between the main clauses of two claims, unsettled ones too.

    Only words listed as opposites count, and a claim that says both poles of a pair
    anywhere ("rose after falling") says neither.
    """
    lefts = _hits(left_text, left_language)
    rights = _hits(right_text, right_language)
    distinct: list[Opposition] = []
    for pair in dict.fromkeys(hit.pole.pair for hit in lefts):
        found = _opposed(pair, lefts, rights, left_language == right_language)
        # Words of two pairs at one place are one opposition: accept and approve.
        if found is not None and not any(
            found.left.overlaps(other.left) or found.right.overlaps(other.right)
            for other in distinct
        ):
            distinct.append(found)
    one_claim = (left_text, left_language), (right_text, right_language)
    return tuple(_settle(one, *one_claim, lefts) for one in distinct)


def _settle(
    found: Opposition, left: tuple[str, str], right: tuple[str, str], hits: list[_Hit]
) -> Opposition:
    """Return the opposition, unsettled where its words may tell of two deeds."""
    pole = next(hit.pole for hit in hits if hit.span == found.left and hit.pole.pair == found.pair)
    first, second = verb_context(*left, found.left), verb_context(*right, found.right)
    one_language = left[1] == right[1]
    settled = pole.varied or not one_language or share_a_word(first, second)
    if pole.converse:
        settled = have_one_subject(first, second, one_language=one_language)
    if pole.traded:
        settled = settled and share_an_object(first, second)
    if pole.partial:
        settled = settled and not (_counts_people(*left) or _counts_people(*right))
    if pole.staged:
        settled = settled and not (find_dates(*left) and find_dates(*right))
    return replace(found, settled=settled)


def _counts_people(text: str, language: str) -> bool:
    """Tell whether a text counts people, or things that it does not name."""
    known = all_units()
    units = (quantity.unit for quantity in find_quantities(text, language))
    return any(unit is None or (unit in known and known[unit].person) for unit in units)


def _opposed(
    pair: str, lefts: list[_Hit], rights: list[_Hit], one_language: bool
) -> Opposition | None:
    """Return the opposition in one pair when each claim says one pole of it alone."""
    left = [hit for hit in lefts if hit.pole.pair == pair]
    right = [hit for hit in rights if hit.pole.pair == pair]
    poles = {hit.pole.second for hit in left}, {hit.pole.second for hit in right}
    if len(poles[0]) != 1 or len(poles[1]) != 1 or poles[0] == poles[1]:
        return None
    first = next((hit for hit in left if hit.main), None)
    second = next((hit for hit in right if hit.main), None)
    if first is None or second is None:
        return None
    if first.pole.linking and not (one_language and first.after & second.after):
        return None
    return Opposition(first.span, second.span, pair)


def _hits(text: str, language: str) -> list[_Hit]:
    """Return the opposites that a claim says as predicates, and whether in its main clause."""
    words = words_of(text, language)
    table, main = _poles(language), main_clause(words, language)
    hits: list[_Hit] = []
    for place, end, poles in table.scan(words):
        span = Span(words[place].span.start, words[end - 1].span.end)
        after = frozenset(word.lemma for word in words[end : end + 4] if len(word.form) > 3)
        hits += [
            _Hit(pole, span, after, main[place] or pole.linking or pole.anywhere)
            for pole in poles
            if _counts(pole, words, place, language)
        ]
    return hits


def _counts(pole: Pole, words: tuple[Word, ...], place: int, language: str) -> bool:
    """Tell whether a word at its place is a predicate, or the head of one."""
    lexicon = load_lexicon(language, "polarity")
    before = words[place - 1] if place else None
    determined = before is not None and before.form in lexicon.get("determiners", ())
    numbered = before is not None and before.form[0].isdigit()
    if pole.linking or pole.anywhere:
        return True
    if pole.predicative:
        return any(
            word.is_in(lexicon.get("copulas", ())) for word in words[max(0, place - 3) : place]
        )
    if pole.noun:
        return before is None or not _is_object_of_preposition(words, place, lexicon)
    return not determined and not numbered


def _is_object_of_preposition(
    words: tuple[Word, ...], place: int, lexicon: Mapping[str, Any]
) -> bool:
    """Tell whether "of", "tras" or the like governs the noun, directly or past an article."""
    governing = lexicon.get("prepositions", ())
    articles = lexicon.get("determiners", ())
    step = place - 1
    while step > 0 and words[step].form in articles and words[step].form not in governing:
        step -= 1
    return words[step].form in governing


def relate_stance(
    left_text: str,
    left_language: str,
    right_text: str,
    right_language: str,
    kin: Kin = NO_VECTORS,
) -> StanceRelation:
    """Decide from denials and opposites whether two claims about one thing agree.

    What one denies and the other affirms: opposed. Opposite words, neither denied: opposed,
    unless they need not tell of one deed, or two pairs cancel each other: unknown.
    Opposite words of which one is denied ("not rejected", "approved"): the same. Both
    denied opposites: unknown, since neither need hold. A denial of what the other does not
    speak of is unknown too. It says nothing about whether the claims are about one thing.
    """
    left, left_cue = find_polarity(left_text, left_language)
    right, right_cue = find_polarity(right_text, right_language)
    opposed = find_oppositions(left_text, left_language, right_text, right_language)
    if not opposed:
        return relate_denials((left_text, left_language), (right_text, right_language), kin)
    found = opposed[0]
    if left is right and not all(one.settled for one in opposed):
        return StanceRelation(Stance.UNKNOWN, found.left, found.right, _TWO_DEEDS)
    if len(opposed) % 2 == 0:
        return StanceRelation(
            Stance.UNKNOWN, found.left, found.right, Explanation("two opposites at once")
        )
    words = Explanation(
        "“{one}” and “{two}” are opposites",
        one=found.left.quote(left_text),
        two=found.right.quote(right_text),
    )
    left = _polarity_at(found.left, left_cue, left_text, left)
    right = _polarity_at(found.right, right_cue, right_text, right)
    return _stance_of_opposites(found, (left, right), words)


def _stance_of_opposites(
    found: Opposition, polarities: tuple[Polarity, Polarity], words: Explanation
) -> StanceRelation:
    """Return what two opposite words make of the claims; *words* says that they are opposites."""
    left, right = polarities
    if left is not right:
        told = Explanation("{words}, and one is denied", words=words)
        return StanceRelation(Stance.SAME, found.left, found.right, told)
    if left is Polarity.DENIED:
        told = Explanation("{words}, and both are denied", words=words)
        return StanceRelation(Stance.UNKNOWN, found.left, found.right, told)
    return StanceRelation(Stance.OPPOSED, found.left, found.right, words, by_opposites=True)


def _polarity_at(span: Span, cue: Span | None, text: str, polarity: Polarity) -> Polarity:
    """Return the polarity of the words at *span*: a denial reaches no further than a colon.

    "Denied" against "confirmed": the opposite is itself the denial, counted once.
    """
    if cue is None or polarity is Polarity.AFFIRMED:
        return polarity
    if cue.overlaps(span):
        return Polarity.AFFIRMED
    between = text[min(cue.end, span.end) : max(cue.start, span.start)]
    return Polarity.AFFIRMED if any(sign in between for sign in ":;") else polarity
