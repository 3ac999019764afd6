"""Stories: documents about one event."""

from datetime import datetime
from typing import Any

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


class StorySourceRow(Base):
    """A source that a story expects to hear of, whether a document of it is there yet or not."""

    __tablename__ = "story_source"

    story_id: Mapped[str] = mapped_column(ForeignKey("story.story_id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(
        ForeignKey("source.source_id"), primary_key=True, index=True
    )
    added_at: Mapped[datetime]


class StoryMatrixRow(Base):
    """The matrix of a set of documents as it is kept; made again when it is not there.

    The identifier is derived from the documents, the decisions on names that touch them, the
    model's setting and the version of the code.
    """

    __tablename__ = "story_matrix"

    matrix_id: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[dict[str, Any]]
