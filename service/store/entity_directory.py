"""Entities as people decided that they are: what a search finds and a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, collate, false, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.store.decided import Decided, decided
from service.store.entities import StoredEntity, alias_key
from service.store.entity_decisions import EntityDecisionRepository
from service.store.tables import AliasRow, DocumentRow, EntityRow, MentionRow, SourceRow

# What a list of entities goes on from: name and identifier of the last one shown.
NameCursor = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NamingDocument:
    """A document that names an entity."""

    document_id: str
    source: str
    language: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class EntityDirectory:
    """All SQL on entities with people's decisions applied; it only reads.

    Decisions are few, since people make them one by one: they are read whole, entities and
    mentions are not.
    """

    session: Session

    @property
    def decisions(self) -> Decided:
        """The decisions in force at this moment."""
        return decided(EntityDecisionRepository(self.session).in_force())

    def search(
        self,
        limit: int,
        *,
        after: NameCursor | None = None,
        kind: str | None = None,
        name: str | None = None,
    ) -> Sequence[StoredEntity]:
        """Return up to *limit* entities that were not merged into others, by name.

        *kind* keeps those of one kind; *name* those with *name* as a part of one of their
        names now, whatever case and accents. Names are ordered by their code points.
        """
        known = self.decisions
        order = (self._in_code_points(EntityRow.name), EntityRow.entity_id)
        found = select(EntityRow).order_by(*order).limit(limit)
        if known.into:
            found = found.where(EntityRow.entity_id.not_in(sorted(known.into)))
        if after is not None:
            found = found.where(tuple_(*order) > after)
        if kind is not None:
            found = found.where(EntityRow.kind == kind)
        if name is not None:
            found = found.where(self._is_named_like(name, known))
        rows = self.session.scalars(found)
        return [StoredEntity(row.entity_id, row.kind, row.name) for row in rows]

    def aliases(self, entity_id: str) -> Sequence[str]:
        """Return every name of this entity now, in order: those of what was merged into it too."""
        return self._aliases(entity_id, self.decisions)

    def own_names(
        self, entity_ids: Sequence[str], known: Decided | None = None
    ) -> Mapping[str, Sequence[str]]:
        """Return the names of each entity now, in order, without those of what it absorbed.

        *known* stands in for the decisions in force.
        """
        known = known or self.decisions
        rows = self.session.execute(
            select(AliasRow.entity_id, AliasRow.name).where(AliasRow.entity_id.in_(entity_ids))
        ).all()
        found: dict[str, set[str]] = {each: set() for each in entity_ids}
        for entity_id, name in rows:
            found[entity_id].add(name)
        for each, names in found.items():
            names.difference_update(known.given_away(each))
            names.update(name for _, name in known.received(each))
        return {each: sorted(names) for each, names in found.items()}

    def count_documents(self, entity_id: str) -> int:
        """Return how many documents name this entity, as last read."""
        found = select(func.count(func.distinct(MentionRow.document_id)))
        return self.session.scalar(found.where(self._is_meant(entity_id))) or 0

    def documents(
        self, entity_id: str, limit: int, *, after: str | None = None
    ) -> Sequence[NamingDocument]:
        """Return up to *limit* documents that name this entity, by identifier, beyond *after*."""
        naming = select(MentionRow.document_id).where(self._is_meant(entity_id))
        found = (
            select(DocumentRow.document_id, SourceRow.name, DocumentRow.language, DocumentRow.title)
            .join(SourceRow, SourceRow.source_id == DocumentRow.source_id)
            .where(DocumentRow.document_id.in_(naming))
            .order_by(DocumentRow.document_id)
            .limit(limit)
        )
        if after is not None:
            found = found.where(DocumentRow.document_id > after)
        return [NamingDocument(*row) for row in self.session.execute(found)]

    def _is_named_like(self, name: str, known: Decided) -> ColumnElement[bool]:
        """Return the condition that an entity, merged into no other, has such a name now."""
        key = alias_key(name)
        like = AliasRow.key.contains(key, autoescape=True)
        touched = sorted(known.touched)
        plain: Select[str] = select(AliasRow.entity_id).where(like)
        if not touched:
            return EntityRow.entity_id.in_(plain)
        own = plain.where(AliasRow.entity_id.not_in(touched))
        fitting = {
            root
            for root in {known.resolve(each) for each in touched}
            if any(key in alias_key(each) for each in self._aliases(root, known))
        }
        return or_(EntityRow.entity_id.in_(own), EntityRow.entity_id.in_(sorted(fitting)))

    def _aliases(self, entity_id: str, known: Decided) -> Sequence[str]:
        its = is_own(entity_id, known, AliasRow.entity_id, AliasRow.name)
        return sorted(self.session.scalars(select(AliasRow.name).where(its).distinct()))

    def _is_meant(self, entity_id: str) -> ColumnElement[bool]:
        return is_own(entity_id, self.decisions, MentionRow.entity_id, MentionRow.surface)

    def _in_code_points(self, column: InstrumentedAttribute[str]) -> ColumnElement[str]:
        # A server's own order of letters may differ from that of the next server.
        is_postgresql = self.session.get_bind().dialect.name == "postgresql"
        return collate(column, "C" if is_postgresql else "BINARY")


def is_own(
    entity_id: str,
    known: Decided,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    name: InstrumentedAttribute[str],
) -> ColumnElement[bool]:
    """Return the condition that a row's entity and name are *entity_id*'s by now."""
    parts: list[ColumnElement[bool]] = []
    for member in known.members(entity_id):
        gone = known.given_away(member)
        parts.append(and_(column == member, name.not_in(gone)) if gone else column == member)
        parts += [and_(column == origin, name == given) for origin, given in known.received(member)]
    return or_(false(), *parts)
