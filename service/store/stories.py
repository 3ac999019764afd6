"""Stories in the database: documents about one event."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import Session

from matching.document import Document
from matching.ids import content_id
from service.errors import ConflictError, NotFoundError
from service.store.documents import DocumentRepository
from service.store.insert import insert_new
from service.store.tables import (
    DocumentRow,
    SourceRow,
    StoryDocumentRow,
    StoryGroupingRow,
    StoryRow,
    StorySourceRow,
)
from service.store.trail import note

# Each pair of documents is compared: 50 are 1,225 comparisons.
MAX_DOCUMENTS = 50
MAX_SOURCES = 200

# What a list of stories goes on from: the last one shown.
StoryCursor = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story without its documents; `documents` counts them."""

    story_id: str
    title: str
    created_at: datetime
    documents: int


@dataclass(frozen=True, slots=True)
class StoryColumn:
    """A document's place in a story."""

    position: int
    document: Document
    added_at: datetime


@dataclass(frozen=True, slots=True)
class StoryRepository:
    """All SQL on stories; a story is known by its title."""

    session: Session

    def add(self, title: str, *, at: datetime) -> str:
        """Store the story *title* when it is new; return its identifier."""
        story_id = content_id("sto", title)
        values = {"story_id": story_id, "title": title, "created_at": at}
        if insert_new(self.session, StoryRow, values):
            note(self.session, "story.add", story_id)
        return story_id

    def put(self, story_id: str, document_id: str, *, at: datetime) -> bool:
        """Add a stored document as the story's last column; tell whether it is new there.

        Raises:
            NotFoundError: There is no such story or document.
            ConflictError: The story has as many documents as it may have.
        """
        self._hold(story_id)
        if self.session.get(StoryDocumentRow, (story_id, document_id)):
            return False
        if not DocumentRepository(self.session).has(document_id):
            raise NotFoundError(f"There is no document {document_id}.")
        if self._count(StoryDocumentRow, story_id) >= MAX_DOCUMENTS:
            raise ConflictError(f"A story has {MAX_DOCUMENTS} documents at most.")
        last = self.session.scalar(
            select(func.max(StoryDocumentRow.position)).where(StoryDocumentRow.story_id == story_id)
        )
        values = {
            "story_id": story_id,
            "document_id": document_id,
            "position": 0 if last is None else last + 1,
            "added_at": at,
        }
        insert_new(self.session, StoryDocumentRow, values)
        note(self.session, "story.put", story_id, document=document_id)
        return True

    def take_out(self, story_id: str, document_id: str) -> bool:
        """Take a document out of a story; tell whether it was in. The document stays stored."""
        row = self.session.get(StoryDocumentRow, (story_id, document_id))
        if row is None:
            return False
        self.session.delete(row)
        self.session.flush()
        note(self.session, "story.take_out", story_id, document=document_id)
        return True

    def expect(self, story_id: str, source_id: str, *, at: datetime) -> bool:
        """Note that a source should have something on the story; tell whether that is new.

        Raises:
            NotFoundError: There is no such story or source.
            ConflictError: The story expects as many sources as it may.
        """
        self._hold(story_id)
        if self.session.get(SourceRow, source_id) is None:
            raise NotFoundError(f"There is no source {source_id}.")
        if self.session.get(StorySourceRow, (story_id, source_id)):
            return False
        if self._count(StorySourceRow, story_id) >= MAX_SOURCES:
            raise ConflictError(f"A story expects {MAX_SOURCES} sources at most.")
        values = {"story_id": story_id, "source_id": source_id, "added_at": at}
        insert_new(self.session, StorySourceRow, values)
        note(self.session, "story.expect", story_id, source=source_id)
        return True

    def expect_no_more(self, story_id: str, source_id: str) -> bool:
        """Take a source out of those expected; tell whether it was among them."""
        row = self.session.get(StorySourceRow, (story_id, source_id))
        if row is None:
            return False
        self.session.delete(row)
        self.session.flush()
        note(self.session, "story.expect_no_more", story_id, source=source_id)
        return True

    def expected(self, story_id: str) -> Sequence[tuple[str, str]]:
        """Return identifier and name of the sources that a story expects, by name."""
        rows = self.session.execute(
            select(StorySourceRow.source_id, SourceRow.name)
            .join(SourceRow, SourceRow.source_id == StorySourceRow.source_id)
            .where(StorySourceRow.story_id == story_id)
        )
        return sorted(((one, name) for one, name in rows), key=lambda each: (each[1], each[0]))

    def columns(self, story_id: str) -> Sequence[StoryColumn]:
        """Return the documents of a story in the order of its columns, with their places."""
        rows = self.session.scalars(
            select(StoryDocumentRow)
            .where(StoryDocumentRow.story_id == story_id)
            .order_by(StoryDocumentRow.position)
        ).all()
        stored = DocumentRepository(self.session)
        return [
            StoryColumn(row.position, found, row.added_at)
            for row in rows
            if (found := stored.get(row.document_id))
        ]

    def documents(self, story_id: str) -> Sequence[Document]:
        """Return the documents of a story in the order of its columns."""
        return [column.document for column in self.columns(story_id)]

    def document_ids(self, story_id: str) -> Sequence[str]:
        """Return the identifiers of a story's documents, in order of themselves."""
        return self.session.scalars(
            select(StoryDocumentRow.document_id)
            .where(StoryDocumentRow.story_id == story_id)
            .order_by(StoryDocumentRow.document_id)
        ).all()

    def members(self, story_ids: Iterable[str]) -> Mapping[str, list[tuple[str, datetime | None]]]:
        """Return the documents of stories in the order of their columns, and when published."""
        rows = self.session.execute(
            select(StoryDocumentRow.story_id, DocumentRow.document_id, DocumentRow.published_at)
            .join(DocumentRow, DocumentRow.document_id == StoryDocumentRow.document_id)
            .where(StoryDocumentRow.story_id.in_(sorted(set(story_ids))))
            .order_by(StoryDocumentRow.story_id, StoryDocumentRow.position)
        )
        found: defaultdict[str, list[tuple[str, datetime | None]]] = defaultdict(list)
        for story_id, document_id, published_at in rows:
            found[story_id].append((document_id, published_at))
        return found

    def of_document(self, document_id: str) -> Sequence[str]:
        """Return the identifiers of the stories that a document is in, in order."""
        return self.session.scalars(
            select(StoryDocumentRow.story_id)
            .where(StoryDocumentRow.document_id == document_id)
            .order_by(StoryDocumentRow.story_id)
        ).all()

    def is_made_by_machine(self, story_id: str) -> bool:
        """Tell whether nobody but the machine put documents into a story or expects any of it."""
        put = exists().where(
            StoryGroupingRow.document_id == StoryDocumentRow.document_id,
            StoryGroupingRow.story_id == StoryDocumentRow.story_id,
            StoryGroupingRow.decided_at == StoryDocumentRow.added_at,
        )
        by_hand = exists().where(StoryDocumentRow.story_id == story_id, ~put)
        expected = exists().where(StorySourceRow.story_id == story_id)
        return not self.session.scalar(select(by_hand | expected))

    def title(self, story_id: str) -> str | None:
        """Return the story's title, None when there is no such one."""
        row = self.session.get(StoryRow, story_id)
        return row.title if row else None

    def get(self, story_id: str) -> StoredStory | None:
        """Return the story, None when there is no such one."""
        row = self.session.get(StoryRow, story_id)
        if row is None:
            return None
        count = self._count(StoryDocumentRow, story_id)
        return StoredStory(story_id, row.title, row.created_at, count)

    def latest(
        self, limit: int, *, after: StoryCursor | None = None, document_id: str | None = None
    ) -> Sequence[StoredStory]:
        """Return up to *limit* stories, newest first; those with one document if it is given."""
        documents = (
            select(func.count())
            .where(StoryDocumentRow.story_id == StoryRow.story_id)
            .scalar_subquery()
        )
        order = (StoryRow.created_at, StoryRow.story_id)
        found = select(StoryRow, documents).order_by(*(key.desc() for key in order)).limit(limit)
        if after is not None:
            found = found.where(tuple_(*order) < after)
        if document_id is not None:
            having = select(StoryDocumentRow.story_id)
            having = having.where(StoryDocumentRow.document_id == document_id)
            found = found.where(StoryRow.story_id.in_(having))
        rows = self.session.execute(found)
        return [StoredStory(row.story_id, row.title, row.created_at, n) for row, n in rows]

    def _hold(self, story_id: str) -> None:
        # Two writers would give two documents one place, or one more than there may be.
        found = select(StoryRow.story_id).where(StoryRow.story_id == story_id)
        if self.session.scalar(found.with_for_update()) is None:
            raise NotFoundError(f"There is no story {story_id}.")

    def _count(self, row: type[StoryDocumentRow] | type[StorySourceRow], story_id: str) -> int:
        found = select(func.count()).select_from(row).where(row.story_id == story_id)
        return self.session.scalar(found) or 0
