"""What denials make of two claims: a difference only where the denied word is affirmed.

"The strike is off" and "there will be no strike" are one thing, "did not stop" and "sped
off" no difference: nothing in the other claim says "stop". Two negations cancel, whatever
they are: particles, "failed to", a lack ("called off"), a prefix ("unsigned").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matching.antonyms import are_antonyms, denies_by_prefix, negative_bases
from matching.counterparts import Kin, counterparts, turned
from matching.denials import Denial, find_denials
from matching.explanation import Explanation
from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.polarity import find_polarity, holds_negative, is_lack, lacks_around
from matching.slots import Polarity
from matching.span import Span
from matching.word_table import Word, words_of

# Of a denial beside a word that says a lack.
LACK = Explanation(
    "one side denies, and the other tells of a lack or a failure, which may be the same"
)
_NOTHING_MET = Explanation("what one side denies the other does not speak of")
_DEGREE = Explanation("one side denies a degree, of which the other does not speak")
_BOTH_DENY = Explanation("both deny it")
_NEITHER_DENIES = Explanation("both are affirmed")
_ONE_DENIES = Explanation("one affirms what the other denies")

Side = tuple[str, str]
"""A claim's text and its language."""


class Stance(StrEnum):
    """What denials and opposites together make of two claims about one thing."""

    SAME = "same"
    OPPOSED = "opposed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StanceRelation:
    """A stance with the words of each side that show it, None where nothing is said.

    `by_opposites` where two words that exclude one another show it, not a denial.
    """

    stance: Stance
    left: Span | None
    right: Span | None
    explanation: str
    by_opposites: bool = False


def relate_denials(left: Side, right: Side, kin: Kin) -> StanceRelation:
    """Return the stance of two claims without opposite words in their main clauses."""
    denials = find_denials(*left), find_denials(*right)
    opposites = _aligned_opposites(left, right, kin, denials)
    if opposites is not None:
        return opposites
    if _both_deny(left, right):
        cues = [find_polarity(*side)[1] for side in (left, right)]
        return StanceRelation(Stance.SAME, cues[0], cues[1], _BOTH_DENY)
    met = [_met(one, left, right, denials[1], kin) for one in denials[0]]
    back = [_met(one, right, left, denials[0], turned(kin)) for one in denials[1]]
    for relation, is_left in (*((r, True) for r in met), *((r, False) for r in back)):
        if relation is not None and relation.stance is Stance.OPPOSED:
            return relation if is_left else _swapped(relation)
    found = next((r for r in met if r is not None), None)
    found = found or next((_swapped(r) for r in back if r is not None), None)
    if found is not None:
        return found
    if not any(denials):
        return StanceRelation(Stance.SAME, None, None, _NEITHER_DENIES)
    if kin.is_blind and left[1] != right[1]:
        return _by_polarity(left, right)
    first, second = (one[0].cue if one else None for one in denials)
    return StanceRelation(Stance.UNKNOWN, first, second, _NOTHING_MET)


def _both_deny(left: Side, right: Side) -> bool:
    """Tell whether the main clauses of both claims are denied, in whatever words."""
    return all(find_polarity(*side)[0] is Polarity.DENIED for side in (left, right))


def _swapped(relation: StanceRelation) -> StanceRelation:
    return StanceRelation(relation.stance, relation.right, relation.left, relation.explanation)


def _met(
    denial: Denial, own: Side, other: Side, others: tuple[Denial, ...], kin: Kin
) -> StanceRelation | None:
    """Return what the other side makes of one denial, None where it does not speak of it."""
    affirmed: Span | None = None
    for head in denial.heads:
        denied = _word_at(head, own)
        for word in counterparts(head, own, other, kin):
            cue = next((one.cue for one in others if word.span in one.heads), None)
            if cue is not None:
                return StanceRelation(Stance.SAME, denial.cue, cue, _BOTH_DENY)
            if denies_by_prefix(word, other[1], denied):
                return StanceRelation(Stance.SAME, denial.cue, word.span, _BOTH_DENY)
            if _is_lacking(word, other) and not _is_lacking(denied, own):
                return StanceRelation(Stance.UNKNOWN, denial.cue, word.span, LACK)
            affirmed = affirmed or word.span
    if affirmed is None:
        return None
    if _tells_degree(own, denial.cue.end) and not _tells_degree(other):
        return StanceRelation(Stance.UNKNOWN, denial.cue, affirmed, _DEGREE)
    return StanceRelation(Stance.OPPOSED, denial.cue, affirmed, _ONE_DENIES)


def _tells_degree(side: Side, start: int = 0) -> bool:
    """Tell whether a claim says how far, from *start*: "not seriously hurt" may be hurt."""
    degrees = load_lexicon(primary_language(side[1]), "polarity").get("degrees", ())
    return any(word.form in degrees for word in words_of(*side) if word.span.start >= start)


def _word_at(span: Span, side: Side) -> Word:
    return next(word for word in words_of(*side) if word.span == span)


def _is_lacking(word: Word, side: Side) -> bool:
    """Tell whether a word says a lack ("prevented") or a lack is said of it."""
    return is_lack(word, side[1]) or lacks_around(*side, word.span)


def _aligned_opposites(
    left: Side, right: Side, kin: Kin, denials: tuple[tuple[Denial, ...], tuple[Denial, ...]]
) -> StanceRelation | None:
    """Return the stance shown by two words that stand at one place and exclude each other."""
    denied = [{head for one in side for head in one.heads} for side in denials]
    found = []
    for one, two in _pairs(left, right, kin):
        if are_antonyms(one, left[1], two, right[1]) and not (
            _says_both(one, left) or _says_both(two, right)
        ):
            found.append((one, two, (one.span in denied[0]) != (two.span in denied[1])))
    if len(found) != 1:
        return None
    one, two, is_cancelled = found[0]
    words = Explanation("“{one}” and “{two}” are opposites", one=one.token.text, two=two.token.text)
    if is_cancelled:
        return StanceRelation(
            Stance.SAME, one.span, two.span, Explanation("{words}, and one is denied", words=words)
        )
    return StanceRelation(Stance.OPPOSED, one.span, two.span, words, by_opposites=True)


def _pairs(left: Side, right: Side, kin: Kin) -> Iterator[tuple[Word, Word]]:
    """Yield the words that are near each other in their contexts, or differ by a prefix."""
    places = {word.span: word for word in words_of(*right)}
    for word in words_of(*left):
        if left[1] == right[1] and kin.near.get(word.span) is None:
            yield from (
                (word, other) for other in places.values() if _by_prefix(word, other, left[1])
            )
        near = kin.near.get(word.span)
        if near in places:
            yield word, places[near]


def _by_prefix(left: Word, right: Word, language: str) -> bool:
    """Tell "signed" and "unsigned": so alike that they need not stand at one place."""
    return left.form in negative_bases(right.form, language) or right.form in negative_bases(
        left.form, language
    )


def _says_both(word: Word, own: Side) -> bool:
    """Tell whether a claim also says the opposite of its own word: "rose after falling"."""
    return any(
        are_antonyms(word, own[1], one, own[1]) for one in words_of(*own) if one.form != word.form
    )


def _by_polarity(left: Side, right: Side) -> StanceRelation:
    """Return the stance of two claims whose words cannot be told to be counterparts."""
    (one, cue), (two, other_cue) = find_polarity(*left), find_polarity(*right)
    if one is two:
        return StanceRelation(
            Stance.SAME, cue, other_cue, Explanation("both are {value}", value=one.value)
        )
    affirming, denying = (left, right) if two is Polarity.DENIED else (right, left)
    if holds_negative(*affirming) and not holds_negative(*denying):
        return StanceRelation(Stance.UNKNOWN, cue, other_cue, LACK)
    return StanceRelation(Stance.OPPOSED, cue, other_cue, _ONE_DENIES)
