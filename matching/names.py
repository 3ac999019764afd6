"""Whether two written names mean one person or body: same, different, or unsure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from matching.name_keys import (
    NameKey,
    WordPair,
    closest_words,
    company_key,
    edit_distance,
    is_initial,
    letters_similarity,
    name_key,
    name_similarity,
)
from matching.name_tokens import phrase_key
from matching.organisations import body_key, company_forms, heads, is_listed_concept
from matching.people_words import is_given, is_surname
from matching.places import place_named

Decision = Literal["same", "different", "unsure"]

# A pair is the same from the first score on and different below the second; between them
# it is unsure. "Olaf Schulze" and "Olaf Scholz" reach 0.79, "Ali Velabati" and "Ali Akbar
# Velayati" 0.70, two people who share one word of two at most 0.6.
SAME_FROM = 0.76
DIFFERENT_BELOW = 0.62

# What a word that only one name has takes away: a middle name little, a word of a company's
# name more ("Bowne Litigation Solutions"), a country most ("Banco Santander México").
_EXTRA_PERSON, _EXTRA_BODY, _EXTRA_COUNTRY = 0.06, 0.12, 0.28


@dataclass(frozen=True, slots=True)
class NameDecision:
    """Whether two names mean one: *score* in [0, 1] ranks pairs, reasons are sentences."""

    decision: Decision
    score: float
    reasons: tuple[str, ...]


def compare_names(left: str, right: str, roster: Sequence[str] = ()) -> NameDecision:
    """Return whether two written names mean one person, body or place.

    Without more context a difference of one letter is read as a slip. A roster of the
    story's names decides better: when both names are on it, they are two.

    Args:
        left: a name as written, in any script, order and case.
        right: another name as written.
        roster: the preferred names of a story, if known.
    """
    if not (name_key(left).words and name_key(right).words):
        return NameDecision("unsure", 0.0, ("one of them has no letters to compare",))
    listed = _compare_listed(left, right)
    if listed is not None:
        return listed
    is_body = _is_body(left) or _is_body(right)
    key: Callable[[str], NameKey] = company_key if is_body else name_key
    score, reasons = _score(key(left), key(right), is_body)
    names = {name_key(name).words for name in roster}
    both = {name_key(left).words, name_key(right).words}
    if len(both) == 2 and both <= names:
        return NameDecision("different", min(score, 0.3), ("both are names of the roster",))
    if len(both & names) == 1 and score >= DIFFERENT_BELOW:
        score, reasons = (score + 1) / 2, [*reasons, "the roster has one of them alone"]
    reasons.append(f"word similarity {name_similarity(left, right):.2f}")
    if score >= SAME_FROM:
        return NameDecision("same", score, tuple(reasons))
    return NameDecision("different" if score < DIFFERENT_BELOW else "unsure", score, tuple(reasons))


def _compare_listed(left: str, right: str) -> NameDecision | None:
    """Return the decision of the word lists on two places or bodies, None without one."""
    place, other = place_named(left), place_named(right)
    if place and other:
        is_same = place == other
        reason = f"{left} and {right} are {'one' if is_same else 'two'} in the list of places"
        return NameDecision("same" if is_same else "different", float(is_same), (reason,))
    body, its_other = body_key(left, "en"), body_key(right, "en")
    if not (is_listed_concept(body.core) and body.core == its_other.core):
        return None
    if body.country and its_other.country and body.country != its_other.country:
        return NameDecision("different", 0.2, ("the same kind of body in two countries",))
    return NameDecision("same", 1.0, ("both are listed names of one body",))


def _is_body(surface: str) -> bool:
    key = phrase_key(surface)
    words = heads("en") | heads("es") | company_forms()
    return any(word in words for word in key) and not (is_given(key[0]) and is_surname(key[-1]))


def _word_score(pair: WordPair) -> float:
    """Return what one pair of words says for being the same name, in [0, 1]."""
    left, right = pair.left, pair.right
    if pair.similarity >= 0.9 or is_initial(left, right) or is_initial(right, left):
        return pair.similarity
    edits = edit_distance(left, right)
    longest = max(len(left), len(right))
    if edits == 1 and longest >= 4:
        return 0.86 if longest >= 6 else 0.8
    if edits == 2 and longest >= 7:
        return 0.72
    return 0.5 * pair.similarity


def _score(left: NameKey, right: NameKey, is_body: bool) -> tuple[float, list[str]]:
    """Return how much speaks for one name, in [0, 1], and what."""
    letters = letters_similarity(left.words, right.words)
    if letters == 1.0:
        return 1.0, ["the same letters"]
    pairs, rest_left, rest_right = closest_words(left.core, right.core)
    score, reasons = _score_pairs(pairs)
    if rest_left and rest_right:
        reasons.append(f"{' '.join(rest_left)} and {' '.join(rest_right)} have no counterpart")
        score *= 0.4 + 0.25 * letters_similarity(rest_left, rest_right)
    elif rest_left or rest_right:
        extra = rest_left or rest_right
        reasons.append(f"only one has {' '.join(extra)}")
        score *= max(0.5, 1 - _cost(extra, is_body) - (0.2 if len(pairs) == 1 else 0))
    # "FridrichBuchenberg", "Patr ushev": words run together or torn apart.
    if len(left.words) != len(right.words) and letters >= 0.9 and letters > score:
        return letters, ["nearly the same letters, spaced otherwise"]
    return score, reasons


def _score_pairs(pairs: Sequence[WordPair]) -> tuple[float, list[str]]:
    if not pairs:
        return 0.0, ["no word in common"]
    scores = [_word_score(pair) for pair in pairs]
    reasons = [f"“{pair.left}” for “{pair.right}”" for pair in pairs if pair.similarity < 1]
    return 0.5 * min(scores) + 0.5 * sum(scores) / len(scores), reasons


def _cost(extra: Sequence[str], is_body: bool) -> float:
    if not is_body:
        return _EXTRA_PERSON * len(extra)
    return sum(_EXTRA_COUNTRY if place_named(word.title()) else _EXTRA_BODY for word in extra)
