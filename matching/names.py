"""Whether two written names mean one person or body: same, different, or unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from matching.full_names import FullName, full_name
from matching.name_keys import company_key, words_similarity
from matching.name_scores import score_names
from matching.name_tokens import phrase_key
from matching.organisations import BodyKey, company_forms, heads, listed_body
from matching.people_words import is_given, is_surname
from matching.places import Place, place_named

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
    one, other = _read(left), _read(right)
    if not (one.name.words and other.name.words):
        return NameDecision("unsure", 0.0, ("one of them has no letters to compare",))
    listed = _compare_listed(one, other)
    if listed is not None:
        return listed
    score, reasons = _score(one, other)
    names = {full_name(name) for name in roster}
    both = {one.name, other.name}
    if len(both) == 2 and both <= names:
        return NameDecision("different", min(score, 0.3), ("both are names of the roster",))
    if len(both & names) == 1 and score >= DIFFERENT_BELOW:
        score, reasons = (score + 1) / 2, [*reasons, "the roster has one of them alone"]
    if score >= SAME_FROM:
        return NameDecision("same", score, tuple(reasons))
    return NameDecision("different" if score < DIFFERENT_BELOW else "unsure", score, tuple(reasons))


@dataclass(frozen=True, slots=True)
class _Read:
    """A written name as it is compared: a person's words, a body's, and what lists know."""

    surface: str
    name: FullName
    is_body: bool
    place: Place | None
    body: BodyKey | None


@lru_cache(maxsize=65536)
def _read(surface: str) -> _Read:
    name = full_name(surface)
    key = phrase_key(surface)
    is_body = not _body_words().isdisjoint(key) and not (is_given(key[0]) and is_surname(key[-1]))
    return _Read(surface, name, is_body, place_named(surface), listed_body(surface))


@cache
def _body_words() -> frozenset[str]:
    return heads("en") | heads("es") | company_forms()


def _compare_listed(left: _Read, right: _Read) -> NameDecision | None:
    """Return the decision of the word lists on two places or bodies, None without one."""
    if left.place and right.place:
        is_same = left.place == right.place
        found = "one" if is_same else "two"
        reason = f"{left.surface} and {right.surface} are {found} in the list of places"
        return NameDecision("same" if is_same else "different", float(is_same), (reason,))
    body, its_other = left.body, right.body
    if body is None or its_other is None:
        return None
    if body.core != its_other.core:
        return NameDecision("different", 0.2, ("two bodies of the lists",))
    if body.country and its_other.country and body.country != its_other.country:
        return NameDecision("different", 0.2, ("the same kind of body in two countries",))
    return NameDecision("same", 1.0, ("both are listed names of one body",))


def _score(left: _Read, right: _Read) -> tuple[float, list[str]]:
    """Return how much speaks for one name, in [0, 1], and what."""
    if left.is_body or right.is_body:
        score, reasons = score_names(_body_name(left), _body_name(right), True)
    elif (
        left.name.generation
        and right.name.generation
        and left.name.generation != right.name.generation
    ):
        return 0.3, ["father and son"]
    else:
        score, reasons = score_names(left.name, right.name, False)
    similarity = words_similarity(left.name.words, right.name.words)
    return score, [*reasons, f"word similarity {similarity:.2f}"]


def _body_name(read: _Read) -> FullName:
    key = company_key(read.surface)
    return FullName(key.words, key.core, None)
