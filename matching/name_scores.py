"""How much speaks for two names being one: words paired, weighed and explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.explanation import Explanation
from matching.full_names import FullName
from matching.given_names import (
    are_forms_of_one,
    is_clipped,
    is_full_form,
    is_listed_given,
)
from matching.name_keys import (
    are_nicknames,
    are_same_word,
    edit_distance,
    is_initial,
    letters_similarity,
    slips_between,
    spelling_similarity,
)
from matching.people_words import is_surname
from matching.places import place_named
from matching.sounds import sound_similarity

# What a word that only one name has takes away: a middle name little, a word of a company's
# name more ("Bowne Litigation Solutions"), a country most ("Banco Santander México").
_EXTRA_PERSON, _EXTRA_BODY, _EXTRA_COUNTRY = 0.06, 0.12, 0.28
# "Antonio María Trevín", "Antonio Trevín Lombán": one leaves out what the other has.
_BOTH_SHORTENED = 0.84
# Words less alike than this are no pair.
_PAIRED_FROM = 0.5

# "Phil" for "Phillip", where neither is listed.
_CLIPPED = 0.84

# Two words, each a name in its own right, that differ by an edit: "Vega" and "Vera".
_TWO_SURNAMES, _TWO_GIVEN = 0.55, 0.4


@dataclass(frozen=True, slots=True)
class Pair:
    """One word of each name by position, and what the pair says for one name, in [0, 1]."""

    left: int
    right: int
    score: float


@lru_cache(maxsize=262144)
def word_score(left: str, right: str, is_person: bool = True) -> float:
    """Return what two folded words say for being one name's, in [0, 1]; 1.0 means equal."""
    if left == right:
        return 1.0
    if is_person and is_full_form(left) and is_full_form(right):
        return _given_score(left, right)
    if _share_nothing(left, right) and not (is_person and are_nicknames(left, right)):
        return 0.0
    if are_same_word(left, right):
        return 0.95
    if (
        is_person
        and is_listed_given(left)
        and is_listed_given(right)
        and are_nicknames(left, right)
    ):
        return 0.9
    if is_initial(left, right) or is_initial(right, left):
        return 0.75
    edited = _edited_score(left, right)
    if is_person and is_surname(left) and is_surname(right):
        return min(edited, _TWO_SURNAMES)
    heard = sound_similarity(left, right) if is_person else 0.0
    return max(edited, _heard_score(heard))


def _share_nothing(left: str, right: str) -> bool:
    """Tell at little cost words that no spelling joins: at most one letter is where the other's is.

    An initial shares its only letter.
    """
    longest = max(len(left), len(right))
    return (
        min(len(left), len(right)) > 1 and longest > 4 and edit_distance(left, right) >= longest - 1
    )


def _given_score(left: str, right: str) -> float:
    if are_nicknames(left, right):
        return 0.92
    if are_same_word(left, right):
        return 0.95
    if are_forms_of_one(left, right) and sound_similarity(left, right) >= 0.85:  # Marie, Maria
        return 0.85
    return min(_TWO_GIVEN, spelling_similarity(left, right))


def _edited_score(left: str, right: str) -> float:
    edits = slips_between(left, right)
    longest = max(len(left), len(right))
    if edits == 1 and longest >= 4:
        return 0.86 if longest >= 6 else 0.8
    if edits == 2 and longest >= 7:
        return 0.72
    if edits == 1 and sorted(left) == sorted(right):  # "Jna" for "Jan"
        return 0.7
    return 0.5 * spelling_similarity(left, right)


def _heard_score(heard: float) -> float:
    if heard >= 0.94:
        return 0.9
    if heard >= 0.88:
        return 0.8
    return 0.7 if heard >= 0.85 else 0.0


def score_names(left: FullName, right: FullName, is_body: bool) -> tuple[float, list[str]]:
    """Return how much speaks for one name, in [0, 1], and what."""
    letters = letters_similarity(left.words, right.words)
    if letters == 1.0:
        return 1.0, [Explanation("the same letters")]
    pairs, rest_left, rest_right = _pair_words(left.core, right.core, is_body)
    score, reasons = _score_pairs(pairs, left.core, right.core)
    over_left = [left.core[at] for at in rest_left]
    over_right = [right.core[at] for at in rest_right]
    if over_left and over_right:
        reasons.append(
            Explanation(
                "{left} and {right} have no counterpart",
                left=" ".join(over_left),
                right=" ".join(over_right),
            )
        )
        score *= (
            _BOTH_SHORTENED
            if not is_body and _are_shortened(pairs, rest_left, rest_right)
            else 0.4 + 0.25 * letters_similarity(over_left, over_right)
        )
    elif over_left or over_right:
        extra = over_left or over_right
        reasons.append(Explanation("only one has {words}", words=" ".join(extra)))
        score *= max(0.5, 1 - _cost(extra, is_body) - (0.2 if len(pairs) == 1 else 0))
    # "FridrichBuchenberg", "Patr ushev": words run together or torn apart.
    if len(left.words) != len(right.words) and letters >= 0.9 and letters > score:
        return letters, [Explanation("nearly the same letters, spaced otherwise")]
    return score, reasons


def _pair_words(
    left: Sequence[str], right: Sequence[str], is_body: bool
) -> tuple[list[Pair], list[int], list[int]]:
    """Return (pairs, positions left over on the left, on the right), best pairs first."""
    scored = sorted(
        (-score, abs(i - j), i, j)
        for i in range(len(left))
        for j in range(len(right))
        if (score := _placed_score(left, right, i, j, is_body)) >= _PAIRED_FROM
    )
    pairs: list[Pair] = []
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for score, _, i, j in scored:
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            pairs.append(Pair(i, j, -score))
    return pairs, sorted(free_left), sorted(free_right)


def _placed_score(
    left: Sequence[str], right: Sequence[str], i: int, j: int, is_body: bool
) -> float:
    one, other = left[i], right[j]
    score = word_score(one, other, not is_body)
    is_first = i == j == 0 and min(len(left), len(right)) > 1
    if score < _CLIPPED and is_first and (is_clipped(one, other) or is_clipped(other, one)):
        return _CLIPPED
    if (len(one) == 1) == (len(other) == 1):
        return score
    # An initial inside a name stands for a given name, not for the other's surname.
    at, full, place, name = (i, left, j, right) if len(one) == 1 else (j, right, i, left)
    is_surname_of = place == len(name) - 1 and len(name) > 1
    return 0.0 if is_surname_of and at != len(full) - 1 else score


def _score_pairs(
    pairs: Sequence[Pair], left: Sequence[str], right: Sequence[str]
) -> tuple[float, list[str]]:
    if not pairs:
        return 0.0, [Explanation("no word in common")]
    scores = [pair.score for pair in pairs]
    reasons: list[str] = [
        Explanation("“{one}” for “{other}”", one=left[pair.left], other=right[pair.right])
        for pair in pairs
        if pair.score < 1
    ]
    return 0.5 * min(scores) + 0.5 * sum(scores) / len(scores), reasons


def _are_shortened(pairs: Sequence[Pair], left: Sequence[int], right: Sequence[int]) -> bool:
    """Tell whether one name leaves out middle names and the other a second surname."""
    surnames = [pair for pair in pairs if pair.left > 0 and pair.right > 0]
    starts_alike = any(pair.left == pair.right == 0 for pair in pairs)
    if not (starts_alike and surnames):
        return False
    inner = min(surnames, key=lambda pair: (pair.left, pair.right))
    return (max(left) < inner.left and min(right) > inner.right) or (
        max(right) < inner.right and min(left) > inner.left
    )


def _cost(extra: Sequence[str], is_body: bool) -> float:
    if not is_body:
        return _EXTRA_PERSON * len(extra)
    return sum(_EXTRA_COUNTRY if place_named(word.title()) else _EXTRA_BODY for word in extra)
