"""Entities in the database, and what people decided about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.ids import content_id
from matching.name_keys import name_key
from matching.slots import Mention
from service.store.insert import insert_missing, insert_new
from service.store.locks import DOCUMENTS, take_turn
from service.store.tables import AliasRow, EntityRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """One person, place or body as texts name it, before people's decisions."""

    entity_id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class EntityRepository:
    """All SQL on entities, aliases and mentions; rows are added, never changed.

    What people decided is in `EntityDecisionRepository`: an entity merged into another keeps
    its row, so that a merge can be undone.
    """

    session: Session

    def add(self, kind: str, name: str, *, at: datetime, aliases: Sequence[str] = ()) -> str:
        """Store an entity known by *kind* and *name*, with its aliases; return its identifier."""
        take_turn(self.session, DOCUMENTS)
        entity_id = content_id("ent", kind, list(name_key(name).words) or name)
        values = {"entity_id": entity_id, "kind": kind, "name": name, "created_at": at}
        if insert_new(self.session, EntityRow, values):
            note(self.session, "entity.add", entity_id, kind=kind)
        self.add_aliases([(entity_id, each) for each in (name, *aliases)], at=at)
        return entity_id

    def add_named(self, mentions: Iterable[Mention], *, at: datetime) -> None:
        """Store the entities that *mentions* name, each surface form as an alias.

        The caller holds the lock `DOCUMENTS`, alone or sharing it.
        """
        entities: dict[str, dict[str, object]] = {}
        aliases: list[tuple[str, str]] = []
        for mention in mentions:
            if not mention.entity_id or not mention.canonical:
                continue
            entities[mention.entity_id] = {
                "entity_id": mention.entity_id,
                "kind": mention.kind,
                "name": mention.canonical,
                "created_at": at,
            }
            aliases += [
                (mention.entity_id, mention.canonical),
                (mention.entity_id, mention.surface),
            ]
        insert_missing(self.session, EntityRow, [entities[key] for key in sorted(entities)])
        self._insert_aliases(aliases, at)

    def add_aliases(self, aliases: Iterable[tuple[str, str]], *, at: datetime) -> None:
        """Store pairs of an entity's identifier and one of its names."""
        take_turn(self.session, DOCUMENTS)
        self._insert_aliases(aliases, at)

    def _insert_aliases(self, aliases: Iterable[tuple[str, str]], at: datetime) -> None:
        values = [
            {"entity_id": entity_id, "name": name, "key": alias_key(name), "created_at": at}
            for entity_id, name in sorted(set(aliases))
        ]
        insert_missing(self.session, AliasRow, values)

    def get(self, entity_id: str) -> StoredEntity | None:
        """Return the entity, None when there is no such one."""
        row = self.session.get(EntityRow, entity_id)
        return StoredEntity(row.entity_id, row.kind, row.name) if row else None

    def aliases(self, entity_id: str) -> Sequence[str]:
        """Return the names stored for this entity, in order, before people's decisions."""
        found = select(AliasRow.name).where(AliasRow.entity_id == entity_id)
        return sorted(self.session.scalars(found))

    def named(self, name: str) -> Sequence[str]:
        """Return the identifiers of the entities that have *name*, whatever case and accents."""
        return self.session.scalars(
            select(AliasRow.entity_id)
            .where(AliasRow.key == alias_key(name))
            .distinct()
            .order_by(AliasRow.entity_id)
        ).all()


def alias_key(name: str) -> str:
    """Return the form of *name* for look-ups: case, accents and titles do not count."""
    return " ".join(name_key(name).words) or name
