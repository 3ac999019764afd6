"""Whether two written names mean one person or body: same, different, or unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matching.full_names import FullName, full_name
from matching.name_keys import company_key, name_similarity
from matching.name_scores import score_names
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
    left_name, right_name = full_name(left), full_name(right)
    if not (left_name.words and right_name.words):
        return NameDecision("unsure", 0.0, ("one of them has no letters to compare",))
    listed = _compare_listed(left, right)
    if listed is not None:
        return listed
    is_body = _is_body(left) or _is_body(right)
    one, other = (_body_name(left), _body_name(right)) if is_body else (left_name, right_name)
    if one.generation and other.generation and one.generation != other.generation:
        return NameDecision("different", 0.3, ("father and son",))
    score, reasons = score_names(one, other, is_body)
    names = {full_name(name) for name in roster}
    both = {left_name, right_name}
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


def _body_name(surface: str) -> FullName:
    key = company_key(surface)
    return FullName(key.words, key.core, None)
