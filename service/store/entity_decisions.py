"""People's decisions on entities: merged, split, kept apart, undone; appended, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matching.ids import content_id
from service.errors import ConflictError, NotFoundError
from service.store.entities import EntityRepository
from service.store.locks import take_turn
from service.store.tables import EntityDecisionRow, EntityUndoRow
from service.store.trail import note

_LOCK = "entities"


class EntityDecisionKind(StrEnum):
    """What a person decided about entities; the stored value."""

    MERGE = "merge"
    SPLIT = "split"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, why, and when."""

    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntityDecision:
    """A decision as it stands, with its undo where there is one; `number` counts from 1."""

    number: int
    decision_id: str
    kind: EntityDecisionKind
    entity_id: str
    into_id: str
    names: tuple[str, ...]
    by: Decider
    undone: Decider | None


@dataclass(frozen=True, slots=True)
class EntityDecisionRepository:
    """All SQL on decisions; entities themselves are never changed, so each can be undone.

    A merge names the entities as the person saw them. When B was merged into A and C into B,
    all are A; with the first undone, C still is B.
    """

    session: Session

    def merge(self, entity_id: str, into_id: str, by: Decider) -> str:
        """Let *entity_id* be *into_id* from now on; return the decision's identifier.

        Raises:
            NotFoundError: One of them is unknown.
            ConflictError: It is merged already, or both are one, or are kept apart.
        """
        take_turn(self.session, _LOCK)
        self._check_known(entity_id, into_id)
        if self._merged_into(entity_id):
            raise ConflictError(f"{entity_id} is merged already; undo that first.")
        if self.resolve(into_id) == entity_id:
            raise ConflictError(f"{entity_id} and {into_id} are one entity already.")
        if decision := self._keeping_apart(entity_id, into_id):
            raise ConflictError(f"{decision} keeps them apart; undo that first.")
        return self._append(EntityDecisionKind.MERGE, entity_id, into_id, by=by)

    def apart(self, entity_id: str, other_id: str, by: Decider) -> str:
        """Let both be two from now on, whatever their names look like.

        Raises:
            NotFoundError: One of them is unknown.
            ConflictError: They are one entity, or are kept apart already.
        """
        take_turn(self.session, _LOCK)
        self._check_known(entity_id, other_id)
        if self.resolve(entity_id) == self.resolve(other_id):
            raise ConflictError(f"{entity_id} and {other_id} are one entity; undo that first.")
        if decision := self._keeping_apart(entity_id, other_id):
            raise ConflictError(f"{decision} keeps them apart already.")
        return self._append(EntityDecisionKind.APART, entity_id, other_id, by=by)

    def split(self, entity_id: str, names: Sequence[str], into_id: str, by: Decider) -> str:
        """Let the aliases *names* of *entity_id* belong to *into_id* from now on.

        Raises:
            NotFoundError: One of the entities is unknown.
            ConflictError: A name is not among its aliases, or both are one by now.
        """
        take_turn(self.session, _LOCK)
        self._check_known(entity_id, into_id)
        if self.resolve(entity_id) == self.resolve(into_id):
            raise ConflictError(f"{entity_id} and {into_id} are one entity.")
        if not names or set(names) - self._own_aliases(entity_id):
            raise ConflictError(f"{entity_id} has no such names to give; what is merged keeps its.")
        return self._append(EntityDecisionKind.SPLIT, entity_id, into_id, by=by, names=names)

    def undo(self, decision_id: str, by: Decider) -> None:
        """Let a decision no longer hold.

        Raises:
            NotFoundError: There is no such decision.
            ConflictError: It is undone already, or a later decision rests on it.
        """
        take_turn(self.session, _LOCK)
        known = self.get(decision_id)
        if known is None:
            raise NotFoundError(f"There is no decision {decision_id}.")
        if known.undone:
            raise ConflictError(f"{decision_id} is undone already.")
        self._refuse_to_pull_away(known)
        self.session.add(
            EntityUndoRow(
                decision_id=decision_id, actor=by.actor, reason=by.reason, undone_at=by.at
            )
        )
        self.session.flush()
        note(self.session, "entity.undo", decision_id)

    def get(self, decision_id: str) -> EntityDecision | None:
        """Return the decision as it stands, None when there is no such one."""
        found = _with_undos().where(EntityDecisionRow.decision_id == decision_id)
        row = self.session.execute(found).first()
        return _decision(*row) if row else None

    def latest(
        self,
        limit: int,
        *,
        before: int | None = None,
        entity_id: str | None = None,
        in_force: bool | None = None,
    ) -> Sequence[EntityDecision]:
        """Return up to *limit* decisions, newest first, those under number *before*.

        *entity_id* keeps those on one entity, on either side; *in_force* those that hold, or
        those undone.
        """
        found = _with_undos().order_by(EntityDecisionRow.number.desc()).limit(limit)
        if before is not None:
            found = found.where(EntityDecisionRow.number < before)
        if entity_id is not None:
            found = found.where(
                (EntityDecisionRow.entity_id == entity_id)
                | (EntityDecisionRow.into_id == entity_id)
            )
        if in_force is not None:
            undone = EntityUndoRow.decision_id
            found = found.where(undone.is_(None) if in_force else undone.is_not(None))
        return [_decision(*row) for row in self.session.execute(found)]

    def resolve(self, entity_id: str) -> str:
        """Return the entity that *entity_id* is now: itself, or what it was merged into."""
        while into := self._merged_into(entity_id):
            entity_id = into
        return entity_id

    def aliases(self, entity_id: str) -> Sequence[str]:
        """Return every name of this entity now, in order: those of what was merged into it too."""
        found: set[str] = set()
        open_ids = [entity_id]
        while open_ids:
            current = open_ids.pop()
            found.update(self._own_aliases(current))
            open_ids += self._merged_from(current)
        return sorted(found)

    def in_force(self) -> Sequence[EntityDecisionRow]:
        """Return the decisions that hold, oldest first."""
        return self.session.scalars(_in_force().order_by(EntityDecisionRow.number)).all()

    def _own_aliases(self, entity_id: str) -> set[str]:
        names = set(EntityRepository(self.session).aliases(entity_id))
        splits = _in_force().where(EntityDecisionRow.kind == EntityDecisionKind.SPLIT)
        touching = splits.where(
            (EntityDecisionRow.entity_id == entity_id) | (EntityDecisionRow.into_id == entity_id)
        )
        for row in self.session.scalars(touching.order_by(EntityDecisionRow.number)):
            names = names - set(row.names) if row.entity_id == entity_id else names | set(row.names)
        return names

    def _refuse_to_pull_away(self, decision: EntityDecision) -> None:
        # Taken back, a name would be with its first owner and with its last one.
        later = (
            _in_force()
            .where(EntityDecisionRow.kind == EntityDecisionKind.SPLIT)
            .where(EntityDecisionRow.entity_id == decision.into_id)
            .where(EntityDecisionRow.number > decision.number)
            .order_by(EntityDecisionRow.number)
        )
        for row in self.session.scalars(later):
            if set(row.names) & set(decision.names):
                raise ConflictError(f"{row.decision_id} gave its names on; undo that first.")

    def _keeping_apart(self, one: str, other: str) -> str | None:
        """Return the decision that keeps two entities apart, or what was merged into them."""
        roots = {self.resolve(one), self.resolve(other)}
        rows = self.session.scalars(
            _in_force().where(EntityDecisionRow.kind == EntityDecisionKind.APART)
        )
        for row in rows:
            if {self.resolve(row.entity_id), self.resolve(row.into_id)} == roots:
                return row.decision_id
        return None

    def _merged_into(self, entity_id: str) -> str | None:
        row = self.session.scalar(_merges().where(EntityDecisionRow.entity_id == entity_id))
        return row.into_id if row else None

    def _merged_from(self, entity_id: str) -> list[str]:
        rows = self.session.scalars(_merges().where(EntityDecisionRow.into_id == entity_id))
        return [row.entity_id for row in rows]

    def _check_known(self, *entity_ids: str) -> None:
        entities = EntityRepository(self.session)
        unknown = [each for each in entity_ids if entities.get(each) is None]
        if unknown:
            raise NotFoundError(f"There is no entity {unknown[0]}.")

    def _append(
        self,
        kind: EntityDecisionKind,
        entity_id: str,
        into_id: str,
        *,
        by: Decider,
        names: Sequence[str] = (),
    ) -> str:
        number = (self.session.scalar(select(func.max(EntityDecisionRow.number))) or 0) + 1
        decision_id = content_id("dec", number, kind.value, entity_id, into_id, sorted(names))
        self.session.add(
            EntityDecisionRow(
                number=number,
                decision_id=decision_id,
                kind=kind,
                entity_id=entity_id,
                into_id=into_id,
                names=sorted(names),
                actor=by.actor,
                reason=by.reason,
                decided_at=by.at,
            )
        )
        self.session.flush()
        note(self.session, f"entity.{kind}", decision_id, entity=entity_id, into=into_id)
        return decision_id


def _in_force() -> Select[EntityDecisionRow]:
    undone = select(EntityUndoRow.decision_id)
    return select(EntityDecisionRow).where(EntityDecisionRow.decision_id.not_in(undone))


def _with_undos() -> Select[EntityDecisionRow, EntityUndoRow | None]:
    return select(EntityDecisionRow, EntityUndoRow).outerjoin(
        EntityUndoRow, EntityUndoRow.decision_id == EntityDecisionRow.decision_id
    )


def _decision(row: EntityDecisionRow, undo: EntityUndoRow | None) -> EntityDecision:
    return EntityDecision(
        number=row.number,
        decision_id=row.decision_id,
        kind=EntityDecisionKind(row.kind),
        entity_id=row.entity_id,
        into_id=row.into_id,
        names=tuple(row.names),
        by=Decider(row.actor, row.reason, row.decided_at),
        undone=Decider(undo.actor, undo.reason, undo.undone_at) if undo else None,
    )


def _merges() -> Select[EntityDecisionRow]:
    return _in_force().where(EntityDecisionRow.kind == EntityDecisionKind.MERGE)
