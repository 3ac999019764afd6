"""What happened in a night: documents, the stories that they touch, and what pages show.

A document belongs to the moment when it was published, or when it was stored if nobody knows
or it claims to come from the future.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from service.store.document_lists import DocumentLine, DocumentLists
from service.store.in_batches import batches
from service.store.tables import (
    ComparisonRow,
    DocumentRow,
    EntityRow,
    JudgementRow,
    MentionRow,
    NameRepairRow,
    RevisionRow,
    SourceRow,
    StoryDocumentRow,
    StoryRow,
)


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A place where a comparison read a name as another one."""

    document_id: str
    start: int
    end: int
    surface: str
    canonical: str
    kind: str
    score: float
    reason: str
    made: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class NightRepository:
    """All SQL on the facts of a night; it only reads."""

    session: Session

    def document_ids(
        self, since: datetime, until: datetime, sources: Collection[str] = ()
    ) -> Sequence[str]:
        """Return the documents that came from *since* on until before *until*, in order.

        Those published then, and those published before and stored then. *sources* are names.
        """
        moment = moment_of()
        stored = and_(DocumentRow.stored_at >= since, DocumentRow.stored_at < until)
        published = and_(DocumentRow.published_at >= since, DocumentRow.published_at < until)
        found = select(DocumentRow.document_id).where(or_(stored, published), moment < until)
        # One published in the span and stored before it claims to be from the future.
        found = found.where(or_(DocumentRow.stored_at >= since, moment >= since))
        if sources:
            found = found.join(SourceRow, SourceRow.source_id == DocumentRow.source_id)
            found = found.where(SourceRow.name.in_(sorted(sources)))
        return self.session.scalars(found.order_by(DocumentRow.document_id)).all()

    def lines(self, ids: Sequence[str]) -> dict[str, DocumentLine]:
        """Return documents without their texts, by identifier."""
        lists = DocumentLists(self.session)
        return {key: line for some in batches(ids) for key, line in lists.lines(some).items()}

    def edited(self, since: datetime, until: datetime) -> Sequence[str]:
        """Return the documents of pages that took on another text in the span, in order."""
        pages = select(RevisionRow.page_id).where(
            RevisionRow.seen_at >= since, RevisionRow.seen_at < until, RevisionRow.number > 1
        )
        found = select(RevisionRow.document_id).where(RevisionRow.page_id.in_(pages)).distinct()
        return self.session.scalars(found.order_by(RevisionRow.document_id)).all()

    def judged(self, since: datetime, until: datetime) -> Sequence[str]:
        """Return the documents of findings that people judged in the span, in order."""
        found = (
            select(ComparisonRow.left_id, ComparisonRow.right_id)
            .join(JudgementRow, JudgementRow.comparison_id == ComparisonRow.comparison_id)
            .where(JudgementRow.judged_at >= since, JudgementRow.judged_at < until)
        )
        return sorted({each for row in self.session.execute(found) for each in row})

    def stories_of(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the stories that each document is in, in order; those in none are left out."""
        found: dict[str, list[str]] = {}
        for some in batches(ids):
            rows = self.session.execute(
                select(StoryDocumentRow.document_id, StoryDocumentRow.story_id)
                .where(StoryDocumentRow.document_id.in_(some))
                .order_by(StoryDocumentRow.document_id, StoryDocumentRow.story_id)
            )
            for document_id, story_id in rows:
                found.setdefault(document_id, []).append(story_id)
        return found

    def story_documents(self, ids: Sequence[str], until: datetime) -> Mapping[str, Sequence[str]]:
        """Return the documents of each story as it stood at *until*, in order of themselves."""
        found: dict[str, list[str]] = {}
        for some in batches(ids):
            rows = self.session.execute(
                select(StoryDocumentRow.story_id, StoryDocumentRow.document_id)
                .join(DocumentRow, DocumentRow.document_id == StoryDocumentRow.document_id)
                .where(StoryDocumentRow.story_id.in_(some), moment_of() < until)
                .order_by(StoryDocumentRow.story_id, StoryDocumentRow.document_id)
            )
            for story_id, document_id in rows:
                found.setdefault(story_id, []).append(document_id)
        return found

    def titles(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Return the titles of stories by their identifiers."""
        found = select(StoryRow.story_id, StoryRow.title)
        return {
            story_id: title
            for some in batches(ids)
            for story_id, title in self.session.execute(found.where(StoryRow.story_id.in_(some)))
        }

    def replaced(self, ids: Sequence[str], until: datetime) -> frozenset[str]:
        """Return those documents whose pages all showed another text at *until*."""
        last = (
            select(RevisionRow.page_id, func.max(RevisionRow.number).label("number"))
            .where(RevisionRow.seen_at < until)
            .group_by(RevisionRow.page_id)
        )
        shown: dict[str, bool] = {}
        for some in batches(ids):
            its = select(RevisionRow.page_id).where(RevisionRow.document_id.in_(some))
            lasts = last.where(RevisionRow.page_id.in_(its)).subquery()
            is_last = case((RevisionRow.number == lasts.c.number, 1), else_=0)
            rows = self.session.execute(
                select(RevisionRow.document_id, func.max(is_last))
                .join(lasts, lasts.c.page_id == RevisionRow.page_id)
                .where(RevisionRow.document_id.in_(some), RevisionRow.seen_at < until)
                .group_by(RevisionRow.document_id)
            )
            shown |= {document_id: bool(is_shown) for document_id, is_shown in rows}
        return frozenset(each for each, is_shown in shown.items() if not is_shown)

    def repairs(self, comparisons: Sequence[str], documents: Collection[str]) -> list[RepairRow]:
        """Return the names in *documents* that *comparisons* read otherwise, each place once."""
        row = NameRepairRow
        found: dict[tuple[str, int, int], RepairRow] = {}
        for some in batches(comparisons):
            rows = self.session.scalars(
                select(row).where(row.comparison_id.in_(some)).order_by(row.comparison_id)
            )
            for each in rows:
                if each.document_id in documents:
                    key = (each.document_id, each.start, each.end)
                    found.setdefault(key, _repair(each))
        return [found[key] for key in sorted(found)]

    def named(self, documents: Sequence[str]) -> list[tuple[str, str, str, str]]:
        """Return who *documents* name: entity, its kind and name, and how it is written there."""
        row = EntityRow
        found = (
            select(row.entity_id, row.kind, row.name, MentionRow.surface)
            .join(row, row.entity_id == MentionRow.entity_id)
            .distinct()
        )
        rows = {
            (each[0], each[1], each[2], each[3])
            for some in batches(documents)
            for each in self.session.execute(found.where(MentionRow.document_id.in_(some)))
        }
        return sorted(rows)


def moment_of() -> ColumnElement[datetime]:
    """Return the moment that a document belongs to, for statements on `DocumentRow`."""
    is_unknown = or_(
        DocumentRow.published_at.is_(None), DocumentRow.published_at > DocumentRow.stored_at
    )
    return case((is_unknown, DocumentRow.stored_at), else_=DocumentRow.published_at)


def _repair(row: NameRepairRow) -> RepairRow:
    return RepairRow(
        row.document_id,
        row.start,
        row.end,
        row.surface,
        row.canonical,
        row.kind,
        row.score,
        row.reason,
        row.made,
    )
