"""Whether two written names mean one person or body: same, different, or unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from matching.explanation import Explanation
from matching.full_names import FullName, full_name, is_one_with_mark
from matching.name_keys import company_key, words_similarity
from matching.name_scores import score_names
from matching.name_tokens import phrase_key
from matching.organisations import BodyKey, company_forms, heads, listed_body
from matching.people_words import is_given, is_surname
from matching.places import Place, place_named
from matching.resolving import resolve_name

Decision = Literal["same", "different", "unsure"]

# A pair is the same from the first score on and different below the second; between them
# it is unsure. "Olaf Schulze" and "Olaf Scholz" reach 0.79, "Ali Velabati" and "Ali Akbar
# Velayati" 0.70, two people who share one word of two at most 0.6.
SAME_FROM = 0.76
DIFFERENT_BELOW = 0.62
_ONE_MARKED = 0.75


@dataclass(frozen=True, slots=True)
class NameDecision:
    """Whether two names mean one: *score* in [0, 1] ranks pairs, reasons are sentences."""

    decision: Decision
    score: float
    reasons: tuple[str, ...]


def compare_names(left: str, right: str, roster: Sequence[str] = ()) -> NameDecision:
    """Return whether two written names mean one person, body or place.

    Without more context a difference of one letter is read as a slip. A roster of the
    story's names decides better: names that mean two of its members are two, and names that
    mean one member are one.

    Args:
        left: a name as written, in any script, order and case.
        right: another name as written.
        roster: the preferred names of a story, if known.
    """
    one, other = _read(left), _read(right)
    if not (one.name.words and other.name.words):
        return NameDecision("unsure", 0.0, (Explanation("one of them has no letters to compare"),))
    listed = _compare_listed(one, other)
    if listed is not None:
        return listed
    if is_one_with_mark(left, right):
        return NameDecision(
            "same", 0.95, (Explanation("one name, its mark of generation spelt in two ways"),)
        )
    score, reasons = _score(one, other)
    found = _by_roster(left, right, roster, score) if roster else None
    if found is not None:
        return found
    if score >= SAME_FROM:
        return NameDecision("same", score, tuple(reasons))
    return NameDecision("different" if score < DIFFERENT_BELOW else "unsure", score, tuple(reasons))


def _by_roster(left: str, right: str, roster: Sequence[str], score: float) -> NameDecision | None:
    """Return what the members of *roster* that two names mean decide, None without one."""
    one, other = resolve_name(left, roster), resolve_name(right, roster)
    if one.name and other.name:
        if one.name == other.name:
            return NameDecision(
                "same", max(score, 0.9), (Explanation("both mean {name}", name=one.name),)
            )
        reason = Explanation(
            "{one} and {other} are two of the roster", one=one.name, other=other.name
        )
        return NameDecision("different", min(score, 0.3), (reason,))
    shared = set(one.candidates) & set(other.candidates)
    if shared and score >= DIFFERENT_BELOW:
        open_to = ", ".join(sorted({*one.candidates, *other.candidates}))
        return NameDecision(
            "unsure",
            min(score, 0.7),
            (Explanation("one of them may be any of {names}", names=open_to),),
        )
    return None


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
    # "Cruz", "Marina" and "Mesa" are heads of bodies, but mostly people's names.
    words = heads("en") | heads("es") | company_forms()
    return frozenset(word for word in words if not (is_given(word) or is_surname(word)))


def _compare_listed(left: _Read, right: _Read) -> NameDecision | None:
    """Return the decision of the word lists on two places or bodies, None without one."""
    if left.place and right.place:
        is_same = left.place == right.place
        places = {"one": left.surface, "other": right.surface}
        reason = (
            Explanation("{one} and {other} are one in the list of places", **places)
            if is_same
            else Explanation("{one} and {other} are two in the list of places", **places)
        )
        return NameDecision("same" if is_same else "different", float(is_same), (reason,))
    body, its_other = left.body, right.body
    if body is None or its_other is None:
        return None
    if body.core != its_other.core:
        return NameDecision("different", 0.2, (Explanation("two bodies of the lists"),))
    if body.country and its_other.country and body.country != its_other.country:
        return NameDecision(
            "different", 0.2, (Explanation("the same kind of body in two countries"),)
        )
    return NameDecision("same", 1.0, (Explanation("both are listed names of one body"),))


def _score(left: _Read, right: _Read) -> tuple[float, list[str]]:
    """Return how much speaks for one name, in [0, 1], and what."""
    if left.is_body or right.is_body:
        score, reasons = score_names(_body_name(left), _body_name(right), True)
    elif (
        left.name.generation
        and right.name.generation
        and left.name.generation != right.name.generation
    ):
        return 0.3, [Explanation("marked as two generations or two numbers")]
    else:
        score, reasons = score_names(left.name, right.name, False)
        if left.name.generation != right.name.generation and score >= SAME_FROM:
            # "Donald Trump" may be the father of "Donald Trump Jr." or short for him.
            score = _ONE_MARKED
            reasons = [Explanation("one of them is marked as junior, senior or by a number")]
    similarity = words_similarity(left.name.words, right.name.words)
    return score, [*reasons, Explanation("word similarity {share}", share=f"{similarity:.2f}")]


def _body_name(read: _Read) -> FullName:
    key = company_key(read.surface)
    return FullName(key.words, key.core, None)
