"""Whether two written names mean one person or body: same, different, or unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matching.name_keys import (
    NameKey,
    closest_words,
    company_key,
    edit_distance,
    is_initial,
    name_key,
    name_similarity,
)
from matching.name_tokens import phrase_key
from matching.organisations import body_concept, company_forms, heads
from matching.places import place_named

Decision = Literal["same", "different", "unsure"]

# Scores from which a pair is the same, and below which it is different; between them unsure.
SAME_FROM = 0.80
DIFFERENT_BELOW = 0.62


@dataclass(frozen=True, slots=True)
class NameDecision:
    """Whether two names mean one: *score* in [0, 1] ranks pairs, reasons are sentences."""

    decision: Decision
    score: float
    reasons: tuple[str, ...]


def _is_body(surface: str) -> bool:
    key = phrase_key(surface)
    return any(word in company_forms() or word in heads("en") | heads("es") for word in key)


def _word_score(left: str, right: str, similarity: float) -> float:
    """Return what one pair of words says for being the same name, in [0, 1]."""
    if similarity >= 0.9 or is_initial(left, right) or is_initial(right, left):
        return similarity
    edits = edit_distance(left, right)
    longest = max(len(left), len(right))
    if edits == 1 and longest >= 4:
        return 0.86 if longest >= 6 else 0.8
    if edits == 2 and longest >= 7:
        return 0.72
    return 0.5 * similarity


def _score(left: NameKey, right: NameKey) -> tuple[float, list[str]]:
    if "".join(left.words) == "".join(right.words):
        return 1.0, ["the same letters"]
    pairs, rest_left, rest_right = closest_words(left.core, right.core)
    reasons = [f"“{a}” for “{b}”" for a, b, similarity in pairs if similarity < 1]
    scores = [_word_score(a, b, similarity) for a, b, similarity in pairs]
    if not scores:
        return 0.0, ["no word in common"]
    score = 0.5 * min(scores) + 0.5 * sum(scores) / len(scores)
    if rest_left and rest_right:
        reasons.append(f"{' '.join(rest_left)} and {' '.join(rest_right)} have no counterpart")
        score *= 0.55
    elif rest_left or rest_right:
        extra = rest_left or rest_right
        reasons.append(f"only one has {' '.join(extra)}")
        score *= max(0.5, 1 - 0.12 * len(extra) - (0.2 if len(pairs) == 1 else 0))
    return score, reasons


def compare_names(left: str, right: str, roster: Sequence[str] = ()) -> NameDecision:
    """Return whether two written names mean one person, body or place.

    Without more context a difference of one letter is read as a slip. A roster of the
    story's names decides better: when both names are on it, they are two.

    Args:
        left: a name as written, in any script, order and case.
        right: another name as written.
        roster: the preferred names of a story, if known.
    """
    place, other = place_named(left), place_named(right)
    if place and other:
        same = place == other
        return NameDecision("same" if same else "different", float(same), ("listed places",))
    concept = body_concept(left)
    if concept and concept == body_concept(right):
        return NameDecision("same", 1.0, ("both are listed names of one body",))
    as_body = _is_body(left) or _is_body(right)
    key = company_key if as_body else name_key
    score, reasons = _score(key(left), key(right))
    listed = {name_key(name).words for name in roster}
    if (
        name_key(left) != name_key(right)
        and {name_key(left).words, name_key(right).words} <= listed
    ):
        return NameDecision("different", min(score, 0.3), ("both are names of the roster",))
    reasons.append(f"word similarity {name_similarity(left, right):.2f}")
    if score >= SAME_FROM:
        return NameDecision("same", score, tuple(reasons))
    return NameDecision("different" if score < DIFFERENT_BELOW else "unsure", score, tuple(reasons))
