"""Stories in the database: documents about one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.document import Document
from matching.ids import content_id
from service.store.documents import DocumentRepository
from service.store.insert import insert_new
from service.store.tables import StoryDocumentRow, StoryRow
from service.store.trail import note


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
        """Add a stored document as the story's last column; tell whether it is new there."""
        # Two writers would give two documents one place.
        self.session.execute(
            select(StoryRow.story_id).where(StoryRow.story_id == story_id).with_for_update()
        )
        last = self.session.scalar(
            select(func.max(StoryDocumentRow.position)).where(StoryDocumentRow.story_id == story_id)
        )
        values = {
            "story_id": story_id,
            "document_id": document_id,
            "position": 0 if last is None else last + 1,
            "added_at": at,
        }
        is_new = insert_new(self.session, StoryDocumentRow, values)
        if is_new:
            note(self.session, "story.put", story_id, document=document_id)
        return is_new

    def take_out(self, story_id: str, document_id: str) -> bool:
        """Take a document out of a story; tell whether it was in. The document stays stored."""
        row = self.session.get(StoryDocumentRow, (story_id, document_id))
        if row is None:
            return False
        self.session.delete(row)
        self.session.flush()
        note(self.session, "story.take_out", story_id, document=document_id)
        return True

    def documents(self, story_id: str) -> Sequence[Document]:
        """Return the documents of a story in the order of its columns."""
        ids = self.session.scalars(
            select(StoryDocumentRow.document_id)
            .where(StoryDocumentRow.story_id == story_id)
            .order_by(StoryDocumentRow.position)
        ).all()
        stored = DocumentRepository(self.session)
        return [found for each in ids if (found := stored.get(each))]

    def of_document(self, document_id: str) -> Sequence[str]:
        """Return the identifiers of the stories that a document is in, in order."""
        return self.session.scalars(
            select(StoryDocumentRow.story_id)
            .where(StoryDocumentRow.document_id == document_id)
            .order_by(StoryDocumentRow.story_id)
        ).all()

    def title(self, story_id: str) -> str | None:
        """Return the story's title, None when there is no such one."""
        row = self.session.get(StoryRow, story_id)
        return row.title if row else None
