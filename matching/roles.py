"""Roles in a text: "el presidente de Perú", "Kenya's defence minister", "the Secretary".

A role phrase has a concept that is the same in all languages, and the country or body it is
held in when the text says so.
"""

from dataclasses import dataclass
from functools import cache

from matching.lexicon import SHARED, load_lexicon
from matching.span import Span


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is: concept, and country and body where known (None: not said).

    `of_state` tells that the words can only mean a state's ("mandatario"); `former` that
    the role is over.
    """

    concept: str
    country: str | None = None
    body: str | None = None
    of_state: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role as written. `first`/`last` are word indices, `last` exclusive.

    `own_last` ends the words that are the role's alone, before a linked place or body.

    `definite` tells that the phrase can stand for its holder without a name.
    """

    span: Span
    role: Role
    first: int
    last: int
    definite: bool
    own_last: int


@cache
def _covers() -> dict[str, tuple[str, ...]]:
    rows = load_lexicon(SHARED, "roles")["role"]
    return {row["concept"]: tuple(row["covers"]) for row in rows if row.get("wide")}


def _covered(wide: str, narrow: str) -> bool:
    for pattern in _covers().get(wide, ()):
        if pattern == narrow or (pattern.endswith(":*") and narrow.startswith(pattern[:-1])):
            return True
    return False


def is_wide(concept: str) -> bool:
    """Tell whether a concept covers several offices: "minister", "leader"."""
    return concept in _covers()


def are_compatible(left: Role, right: Role) -> bool:
    """Tell whether one person may be meant by both roles.

    Concepts must be equal or one cover the other ("the minister", "Defence Minister");
    countries and bodies must not differ where both are known.
    """
    concepts = left.concept == right.concept or (
        _covered(left.concept, right.concept) or _covered(right.concept, left.concept)
    )
    if not concepts or left.former != right.former:
        return False
    if left.country and right.country and left.country != right.country:
        return False
    if left.body and right.body and left.body != right.body:
        return False
    return not ((left.of_state and right.body) or (right.of_state and left.body))
