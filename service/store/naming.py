"""Names as documents write them: whose they are, how often, and what they were read as."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, cast, func, select
from sqlalchemy.orm import Session

from matching.finding import RepairKind
from service.store.entities import StoredEntity
from service.store.explained import explanation_value
from service.store.in_batches import batches
from service.store.tables import (
    AliasRow,
    ComparisonRow,
    EntityRow,
    MentionRow,
    NameRepairRow,
    StoryDocumentRow,
)


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name as entity and texts have it: how often it is written, in how many documents."""

    entity_id: str
    name: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class RepairUse:
    """A name that comparisons read as another one, in how many places; `reason` is one of them."""

    surface: str
    canonical: str
    entity_id: str
    entity_kind: str
    kind: RepairKind
    score: float
    reason: str
    places: int


@dataclass(frozen=True, slots=True)
class NamingRepository:
    """All SQL on how names are written; it only reads."""

    session: Session

    def entities(self) -> Mapping[str, StoredEntity]:
        """Return every entity by its identifier, before people's decisions."""
        rows = self.session.execute(select(EntityRow.entity_id, EntityRow.kind, EntityRow.name))
        return {row[0]: StoredEntity(*row) for row in rows}

    def uses(self) -> Sequence[NameUse]:
        """Return every name of every entity, before people's decisions; unwritten ones too."""
        counted = (
            select(
                MentionRow.entity_id,
                MentionRow.surface,
                func.count().label("mentions"),
                func.count(func.distinct(MentionRow.document_id)).label("documents"),
            )
            .where(MentionRow.entity_id.is_not(None))
            .group_by(MentionRow.entity_id, MentionRow.surface)
            .subquery()
        )
        rows = self.session.execute(
            select(
                AliasRow.entity_id,
                AliasRow.name,
                func.coalesce(counted.c.mentions, 0),
                func.coalesce(counted.c.documents, 0),
            ).outerjoin(
                counted,
                and_(counted.c.entity_id == AliasRow.entity_id, counted.c.surface == AliasRow.name),
            )
        )
        return [NameUse(*row) for row in rows]

    def repairs(self) -> Sequence[RepairUse]:
        """Return the names that comparisons read as another name of a known entity."""
        places = func.count(func.distinct(_place())).label("places")
        grouped = (
            select(
                NameRepairRow.surface,
                NameRepairRow.canonical,
                NameRepairRow.kind,
                func.max(NameRepairRow.score).label("score"),
                func.min(NameRepairRow.comparison_id).label("comparison_id"),
                places,
            )
            .group_by(NameRepairRow.surface, NameRepairRow.canonical, NameRepairRow.kind)
            .subquery()
        )
        rows = self.session.execute(
            select(grouped, EntityRow.entity_id, EntityRow.kind.label("entity_kind"))
            .join(EntityRow, EntityRow.name == grouped.c.canonical)
            .join(
                AliasRow,
                and_(
                    AliasRow.entity_id == EntityRow.entity_id,
                    AliasRow.name == grouped.c.surface,
                ),
            )
        ).all()
        reasons = self._reasons({row.comparison_id for row in rows})
        return [
            RepairUse(
                row.surface,
                row.canonical,
                row.entity_id,
                row.entity_kind,
                RepairKind(row.kind),
                row.score,
                reasons[row.comparison_id, row.surface, row.canonical],
                row.places,
            )
            for row in rows
        ]

    def written_in(self, comparison_id: str) -> frozenset[str]:
        """Return the names as the two documents of a comparison write them; none without one."""
        rows = self.session.scalars(
            select(MentionRow.surface)
            .join(
                ComparisonRow,
                MentionRow.document_id.in_((ComparisonRow.left_id, ComparisonRow.right_id)),
            )
            .where(ComparisonRow.comparison_id == comparison_id)
            .distinct()
        )
        return frozenset(rows)

    def documents(self, entity_ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Return the documents that name each entity, before people's decisions."""
        found: dict[str, set[str]] = defaultdict(set)
        for batch in batches(entity_ids):
            rows = self.session.execute(
                select(MentionRow.entity_id, MentionRow.document_id)
                .where(MentionRow.entity_id.in_(batch))
                .distinct()
            )
            for entity_id, document_id in rows:
                if entity_id:
                    found[entity_id].add(document_id)
        return {entity_id: frozenset(ids) for entity_id, ids in found.items()}

    def meetings(self) -> Mapping[str, frozenset[str]]:
        """Return what brings documents together: by document, its stories and comparisons."""
        found: dict[str, set[str]] = defaultdict(set)
        for story_id, document_id in self.session.execute(
            select(StoryDocumentRow.story_id, StoryDocumentRow.document_id)
        ):
            found[document_id].add(story_id)
        for comparison_id, left, right in self.session.execute(
            select(ComparisonRow.comparison_id, ComparisonRow.left_id, ComparisonRow.right_id)
        ):
            found[left].add(comparison_id)
            found[right].add(comparison_id)
        return {document_id: frozenset(ids) for document_id, ids in found.items()}

    def _reasons(self, ids: Iterable[str]) -> Mapping[tuple[str, str, str], str]:
        found: dict[tuple[str, str, str], str] = {}
        for batch in batches(ids):
            rows = self.session.scalars(
                select(NameRepairRow).where(NameRepairRow.comparison_id.in_(batch))
            )
            for row in rows:
                reason = explanation_value(row.reason, row.made)
                found.setdefault((row.comparison_id, row.surface, row.canonical), reason)
        return found


def _place() -> ColumnElement[str]:
    return NameRepairRow.document_id.concat(":").concat(cast(NameRepairRow.start, Text))
