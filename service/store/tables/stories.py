"""Stories: documents about one event."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class StoryRow(Base):
    """One event that several documents tell."""

    __tablename__ = "story"

    story_id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(ExactText)
    created_at: Mapped[datetime] = mapped_column(index=True)


class StoryDocumentRow(Base):
    """A document's place in a story: the column of the matrix, from 0."""

    __tablename__ = "story_document"

    story_id: Mapped[str] = mapped_column(ForeignKey("story.story_id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("document.document_id"), primary_key=True, index=True
    )
    position: Mapped[int]
    added_at: Mapped[datetime]
