"""Who of a roster a written name means: one, nobody, or more than one, with the reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from matching.full_names import FullName, full_name
from matching.given_names import is_listed_given, is_womans
from matching.lexicon import SHARED, load_lexicon
from matching.name_keys import edit_distance
from matching.name_patterns import cost_of
from matching.name_tokens import NAME_JOINTS, NAME_LINKS, fold, phrase_key, split_words
from matching.organisations import listed_body
from matching.people_words import PARTICLES
from matching.places import place_named

Outcome = Literal["resolved", "ambiguous", "nobody"]

# A member is meant when no other is nearer than this: half a slip.
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which name of the roster is meant, None unless exactly one is; `reason` says why.

    `slips` counts the letters between the written name and the one meant; `candidates` are
    the names of the roster that it may mean, nearest first.
    """

    name: str | None
    outcome: Outcome
    slips: float
    reason: str
    candidates: tuple[str, ...] = ()


def resolve_name(surface: str, roster: Sequence[str]) -> Resolution:
    """Return which name of *roster* a written name means.

    Nobody is guessed at: a name as near to two members means neither, and another given name
    beside a member's surname is another person.

    Args:
        surface: a name as written: with slips, short, with titles or a role before it.
        roster: the full names of one story, of people and bodies.
    """
    bare = _bare(surface)
    found = _resolve(surface, surface, roster)
    # "la concejala Olmedo": the words before the name, unless they are its misspelt start.
    return (
        found if found.outcome == "resolved" or bare == surface else _resolve(surface, bare, roster)
    )


def _resolve(surface: str, bare: str, roster: Sequence[str]) -> Resolution:
    written = full_name(bare)
    if not written.words:
        return Resolution(None, "nobody", 0.0, "it has no letters to compare")
    listed = [name for name in roster if _is_listed_form(surface, name)]
    costs = [(0.0, name) for name in listed] or _costs(surface, written, roster)
    if not costs:
        return Resolution(None, "nobody", 0.0, "no name of the roster is near")
    return _nearest(surface, written, sorted(costs), roster)


def _nearest(
    surface: str, written: FullName, costs: Sequence[tuple[float, str]], roster: Sequence[str]
) -> Resolution:
    least = costs[0][0]
    near = [name for cost, name in costs if cost < least + _MARGIN]
    if least == 0 and len(near) > 1:
        near = [name for name in near if full_name(name).core == written.core] or near
    for choose in (_by_generation, _by_accents, _by_gender):
        if len(near) > 1:
            near = choose(surface, written, near) or near
    near = [name for name in near if _has_same_generation(written, name)]
    if not near:
        return Resolution(None, "nobody", least, "the roster has only the father or the son")
    if len(near) > 1:
        reason = f"as near to {' as to '.join(near)}"
        return Resolution(None, "ambiguous", least, reason, tuple(near))
    known = {name for _, name in costs}
    rivals = _rivals(written, least, [name for name in roster if name not in known])
    if rivals:
        both = (near[0], *rivals)
        return Resolution(None, "ambiguous", least, f"as near to {' as to '.join(both)}", both)
    return Resolution(near[0], "resolved", least, _why(least, near[0]), (near[0],))


def _rivals(written: FullName, slips: float, others: Sequence[str]) -> list[str]:
    """Return the other names that the letters alone are as near to, for a name with slips."""
    if slips < 1:
        return []
    costs = [(cost_of(written, full_name(name), True), name) for name in others]
    return [name for cost, name in costs if cost is not None and cost < slips + _MARGIN]


def _why(slips: float, name: str) -> str:
    if slips < 1:
        return f"a way to write {name}, and no other name's"
    count = int(slips)
    return f"{count} slip{'s' if count > 1 else ''} away from {name}, no other name is as near"


def _costs(surface: str, written: FullName, roster: Sequence[str]) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for name in roster:
        if _is_acronym(surface, name):
            found.append((0.0, name))
        elif (cost := cost_of(written, full_name(name))) is not None:
            found.append((cost, name))
    return found


def _bare(surface: str) -> str:
    """Return the name without the plain words before it ("la concejala Olmedo")."""
    words = split_words(surface)
    capital = next((at for at, word in enumerate(words) if word.is_capitalised), 0)
    while capital and words[capital - 1].key in PARTICLES:
        capital -= 1
    return surface[words[capital].span.start :] if words else surface


def _is_acronym(surface: str, name: str) -> bool:
    letters = re.sub(r"\W", "", surface)
    if not (letters.isupper() and 1 < len(letters) < 9 and " " not in surface):
        return False
    words = [key for key in phrase_key(name) if key not in NAME_LINKS | NAME_JOINTS]
    return (
        bool(words)
        and not is_listed_given(words[0])
        and "".join(word[0] for word in words) == fold(letters)
    )


def _is_listed_form(surface: str, name: str) -> bool:
    """Tell whether the word lists have both as one place or body ("NATO", "OTAN")."""
    place = place_named(surface)
    if place is not None:
        return place == place_named(name)
    body = listed_body(surface)
    return body is not None and body == listed_body(name)


def _has_same_generation(written: FullName, name: str) -> bool:
    return written.generation is None or written.generation == full_name(name).generation


def _by_generation(_surface: str, written: FullName, near: Sequence[str]) -> list[str]:
    """Return those of the same generation: a full name without a mark is the elder's."""
    if written.generation is None and len(written.core) < 2:
        return []
    return [name for name in near if full_name(name).generation == written.generation]


def _by_accents(surface: str, _written: FullName, near: Sequence[str]) -> list[str]:
    """Return those whose letters are the same with their accents."""
    return [name for name in near if edit_distance(surface.lower(), name.lower()) == 0]


def _by_gender(surface: str, _written: FullName, near: Sequence[str]) -> list[str]:
    """Return those whose given name fits the title or article before the name."""
    is_woman = _gender_before(surface)
    if is_woman is None:
        return []
    return [name for name in near if is_womans(full_name(name).core[0]) is is_woman]


@cache
def _gender_words() -> dict[str, bool]:
    words = load_lexicon(SHARED, "honorifics")["gender"]
    women = {fold(word): True for word in words["women"]}
    return women | {fold(word): False for word in words["men"]}


def _gender_before(surface: str) -> bool | None:
    words = split_words(surface)
    return next((_gender_words()[w.key] for w in words[:3] if w.key in _gender_words()), None)
