"""What a person says about names, as the decision that comes of it, made or only supposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from service.errors import ConflictError, InputError, NotFoundError
from service.store.decided import APART, MERGE, SPLIT, Decided, DecisionLike
from service.store.entity_decisions import Decider
from service.store.unit import Store
from service.work.name_proposals import form_id


class Verdict(StrEnum):
    """What a person may say of names."""

    SAME = "same"
    """Both are one: the first one becomes the second."""
    DIFFERENT = "different"
    """They are two: kept apart, or a form that was read as another name gets its own owner."""
    SPLIT = "split"
    """Some names of the first are the second's, or a new one's."""
    UNDO = "undo"
    """An earlier decision no longer holds."""


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict with what it is about.

    `entity_id` and `into_id` are entities by now. `name` is a form in question, or the name of
    a new entity for a split without `into_id`. `names` are those that a split gives away.
    """

    verdict: Verdict
    entity_id: str = ""
    into_id: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    decision_id: str = ""


@dataclass(frozen=True, slots=True)
class Supposed:
    """A decision as it would be; `new` are names of entities that it would make."""

    kind: str
    entity_id: str
    into_id: str
    names: list[str] = field(default_factory=list)
    new: Mapping[str, Sequence[str]] = field(default_factory=dict)


def suppose(store: Store, said: Said) -> tuple[Supposed | None, Sequence[DecisionLike]]:
    """Return the decision that *said* comes to, None for an undo, and all in force after it.

    Raises:
        NotFoundError: An entity or a decision is unknown.
        ConflictError: Undone already.
        InputError: Nothing was chosen, or a new name is missing.
    """
    made = store.entity_decisions.in_force()
    if said.verdict is Verdict.UNDO:
        found = store.entity_decisions.get(said.decision_id)
        if found is None:
            raise NotFoundError(f"There is no decision {said.decision_id}.")
        if found.undone:
            raise ConflictError(f"{said.decision_id} is undone already.")
        return None, [each for each in made if each.decision_id != said.decision_id]
    supposed = _supposed(store, said, store.entity_directory.decisions)
    return supposed, [*made, supposed]


def decide(store: Store, said: Said, by: Decider) -> str:
    """Store what *said* comes to; return the identifier of the decision, or of the one undone.

    Raises:
        NotFoundError, ConflictError, InputError: As `suppose` and the repository say.
    """
    if said.verdict is Verdict.UNDO:
        store.entity_decisions.undo(said.decision_id, by)
        return said.decision_id
    found = _supposed(store, said, store.entity_directory.decisions)
    for names in found.new.values():
        store.entities.add(_kind(store, said), names[0], at=by.at)
    if found.kind == MERGE:
        return store.entity_decisions.merge(found.entity_id, found.into_id, by)
    if found.kind == APART:
        return store.entity_decisions.apart(found.entity_id, found.into_id, by)
    return store.entity_decisions.split(found.entity_id, found.names, found.into_id, by)


def _supposed(store: Store, said: Said, known: Decided) -> Supposed:
    if said.verdict is Verdict.SPLIT:
        return _split(store, said, known)
    kind = _kind(store, said)
    is_new = store.entities.get(said.entity_id) is None
    if is_new and (not said.name or form_id(kind, said.name) != said.entity_id):
        raise NotFoundError(f"There is no entity {said.entity_id}.")
    new = {said.entity_id: (said.name,)} if is_new else {}
    if said.verdict is Verdict.SAME:
        return Supposed(MERGE, said.entity_id, said.into_id, new=new)
    holder = _holder(store, known, said.into_id, said.name) if said.name else None
    if holder is None:
        return Supposed(APART, said.entity_id, said.into_id, new=new)
    return Supposed(SPLIT, holder, said.entity_id, [said.name], new)


def _split(store: Store, said: Said, known: Decided) -> Supposed:
    if not said.names:
        raise InputError("Choose at least one name.")
    holders = {_holder(store, known, said.entity_id, name) for name in said.names}
    if None in holders or len(holders) != 1:
        raise ConflictError("These names came from two entities by a merge; undo that first.")
    into, new = said.into_id, {}
    if not into:
        if not said.name.strip():
            raise InputError("Give the name of whom these names belong to.")
        into = form_id(_kind(store, said), said.name)
        new = {} if store.entities.get(into) else {into: (said.name,)}
    return Supposed(SPLIT, str(holders.pop()), into, sorted(said.names), new)


def _holder(store: Store, known: Decided, entity_id: str, name: str) -> str | None:
    """Return which of the entities that *entity_id* is by now has *name*, None when none has."""
    members = known.members(entity_id)
    names = store.entity_directory.own_names(members)
    return next((one for one in members if name in names[one]), None)


def _kind(store: Store, said: Said) -> str:
    """Return the kind of entity that it is about."""
    ids = (said.entity_id,) if said.verdict is Verdict.SPLIT else (said.into_id, said.entity_id)
    for entity_id in ids:
        found = store.entities.get(entity_id)
        if found:
            return found.kind
    raise NotFoundError(f"There is no entity {ids[0]}.")
