"""What decisions in force come to: which entity is which now, and whose each name is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

MERGE = "merge"
SPLIT = "split"
APART = "apart"


class DecisionLike(Protocol):
    """A decision as its row has it."""

    @property
    def kind(self) -> str:
        """One of MERGE, SPLIT, APART."""

    @property
    def entity_id(self) -> str:
        """Whom it is about."""

    @property
    def into_id(self) -> str:
        """The other one."""

    @property
    def names(self) -> Sequence[str]:
        """What a split gives away."""


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions that hold, as one value.

    `into` maps a merged entity to the one it was merged into. `moved` maps an entity and one
    of its names to the entity that the name was given to, at last. `apart` are the pairs that
    are two, whatever their names look like.
    """

    into: Mapping[str, str]
    moved: Mapping[tuple[str, str], str]
    apart: frozenset[frozenset[str]] = frozenset()

    def resolve(self, entity_id: str) -> str:
        """Return the entity that *entity_id* is now."""
        while entity_id in self.into:
            entity_id = self.into[entity_id]
        return entity_id

    def owner(self, entity_id: str, name: str) -> str:
        """Return the entity whose name *name*, stored with *entity_id*, is now."""
        return self.resolve(self.moved.get((entity_id, name), entity_id))

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether somebody decided that both, or what was merged into them, are two.

        Who gives a name to another one takes both for two.
        """
        wanted = {self.resolve(one), self.resolve(other)}
        split = ({origin, to} for (origin, _), to in self.moved.items() if origin != to)
        return any(
            {self.resolve(each) for each in pair} == wanted for pair in (*self.apart, *split)
        )

    def members(self, entity_id: str) -> Sequence[str]:
        """Return *entity_id* and what was merged into it, at any remove, in order."""
        merged: dict[str, list[str]] = defaultdict(list)
        for one, into in self.into.items():
            merged[into].append(one)
        found, open_ids = set(), [entity_id]
        while open_ids:
            current = open_ids.pop()
            found.add(current)
            open_ids += merged.get(current, [])
        return sorted(found)

    def given_away(self, entity_id: str) -> Sequence[str]:
        """Return the names of *entity_id* that are another entity's now, in order."""
        moved = self.moved.items()
        return sorted(name for (one, name), to in moved if one == entity_id != to)

    def received(self, entity_id: str) -> Sequence[tuple[str, str]]:
        """Return entities and those of their names that are *entity_id*'s now, in order."""
        return sorted(each for each, to in self.moved.items() if to == entity_id != each[0])

    @property
    def touched(self) -> frozenset[str]:
        """The entities that some decision changes."""
        moved = {entity_id for each, to in self.moved.items() for entity_id in (each[0], to)}
        return frozenset({*self.into, *self.into.values(), *moved})


def decided(decisions: Iterable[DecisionLike]) -> Decided:
    """Return what *decisions*, those in force in their order, come to."""
    into: dict[str, str] = {}
    moved: dict[tuple[str, str], str] = {}
    apart: set[frozenset[str]] = set()
    for each in decisions:
        if each.kind == APART:
            apart.add(frozenset({each.entity_id, each.into_id}))
            continue
        if each.kind == MERGE:
            into[each.entity_id] = each.into_id
            continue
        for name in each.names:
            moved.setdefault((each.entity_id, name), each.entity_id)
            # A name that had come from elsewhere goes on from here.
            for key in [k for k, to in moved.items() if k[1] == name and to == each.entity_id]:
                moved[key] = each.into_id
    return Decided(into, moved, frozenset(apart))
