"""A person's decisions on a roster: two names kept apart, or joined, against what rules say.

Decisions are data: the same ones give the same roster in any order and any number of times,
and taking one out of the list takes it back. Where they contradict each other, keeping apart
wins: a merge that is wrong does more harm than one that is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matching.name_keys import name_key
from matching.resolving import resolve_name
from matching.sightings import Sighting
from matching.span import Span

Members = tuple[Sighting, ...]
_Key = tuple[str, ...]


class DecisionKind(StrEnum):
    """What a person decided about two names of one story."""

    APART = "apart"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class MergeDecision:
    """Two names as a story writes them, and whether they are kept apart or joined."""

    kind: DecisionKind
    left: str
    right: str

    @property
    def keys(self) -> frozenset[_Key]:
        """The two names as keys: case, accents and titles do not count, nor does the order."""
        return frozenset({name_key(self.left).words, name_key(self.right).words})


def keep_apart(left: str, right: str) -> MergeDecision:
    """Return the decision that two written names are two people, places or bodies."""
    return MergeDecision(DecisionKind.APART, left, right)


def join_names(left: str, right: str) -> MergeDecision:
    """Return the decision that two written names are one person, place or body."""
    return MergeDecision(DecisionKind.JOIN, left, right)


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Groups of sightings after the decisions, and why some sightings are nobody's now."""

    groups: tuple[Members, ...]
    unresolved: Mapping[tuple[str, Span], str]


def apply_decisions(groups: Sequence[Members], decisions: Iterable[MergeDecision]) -> Regrouped:
    """Return the groups of sightings of one kind as *decisions* have them.

    A group that holds two names kept apart falls into parts. Its other forms go with the name
    they are nearest to; a form that may stand for several of them is nobody's. Names that a
    story does not have are no error: decisions may be made for more than one story.
    """
    made = list(decisions)
    apart = {decision.keys for decision in made if decision.kind is DecisionKind.APART}
    joined = {decision.keys for decision in made if decision.kind is DecisionKind.JOIN}
    united = _united(groups, sorted(map(sorted, joined - apart)))
    parted: list[Members] = []
    unresolved: dict[tuple[str, Span], str] = {}
    for group in united:
        parts, open_forms = _parts(group, apart)
        parted += parts
        unresolved |= open_forms
    return Regrouped(tuple(parted), unresolved)


def _key(sighting: Sighting) -> _Key:
    return name_key(sighting.mention.surface).words


def _united(groups: Sequence[Members], joined: Sequence[Sequence[_Key]]) -> list[Members]:
    found = list(groups)
    for keys in joined:
        homes = [group for group in found if any(_key(s) in keys for s in group)]
        if len(homes) > 1:
            at = found.index(homes[0])
            found = [group for group in found if group not in homes]
            found.insert(at, tuple(sighting for group in homes for sighting in group))
    return found


def _parts(
    group: Members, apart: set[frozenset[_Key]]
) -> tuple[list[Members], dict[tuple[str, Span], str]]:
    """Return the parts of one group, and its forms that may stand for several of them."""
    keys = {_key(sighting) for sighting in group}
    anchors = {key for pair in apart if len(pair) == 2 and pair <= keys for key in pair}
    if not anchors:
        return [group], {}
    counts = {key: sum(_key(s) == key for s in group) for key in keys}
    sides = _sides(sorted(anchors, key=lambda key: (-len(key), -counts[key], key)), apart)
    parts: list[list[Sighting]] = [[] for _ in sides]
    unresolved: dict[tuple[str, Span], str] = {}
    for sighting in group:
        fitting = _fitting(_key(sighting), sides)
        if len(fitting) == 1:
            parts[fitting[0]].append(sighting)
        else:
            names = ", ".join(sorted(" ".join(side[0]) for side in sides))
            position = (sighting.document_id, sighting.mention.span)
            unresolved[position] = f"may be any of those kept apart: {names}"
    return [tuple(part) for part in parts if part], unresolved


def _sides(anchors: Sequence[_Key], apart: set[frozenset[_Key]]) -> list[list[_Key]]:
    """Return the names kept apart, in as few sides as the decisions leave."""
    sides: list[list[_Key]] = []
    for anchor in anchors:
        home = next(
            (side for side in sides if all(frozenset({anchor, own}) not in apart for own in side)),
            None,
        )
        if home is None:
            sides.append([anchor])
        else:
            home.append(anchor)
    return sides


def _fitting(key: _Key, sides: Sequence[Sequence[_Key]]) -> list[int]:
    """Return the sides that a form may stand for: its own, else those with the nearest name."""
    own = [at for at, side in enumerate(sides) if key in side]
    if own:
        return own
    names = {" ".join(name): at for at, side in enumerate(sides) for name in side}
    found = resolve_name(" ".join(key), sorted(names))
    if found.candidates:
        return sorted({names[name] for name in found.candidates})
    return list(range(len(sides)))
