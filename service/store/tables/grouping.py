"""Stories by themselves: what is known of documents, what the machine and people decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import Embedding, ExactText, Vector


class GroupingProfileRow(Base):
    """A document as grouping sees it, without its vectors; made again for another model or code.

    `at` is when it was published, or stored where that is not known.
    """

    __tablename__ = "grouping_profile"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), primary_key=True)
    encoder_id: Mapped[str]
    code_version: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[dict[str, Any]]


class GroupingKeyRow(Base):
    """A name, amount or day that a document gives, to find others by."""

    __tablename__ = "grouping_key"

    key: Mapped[str] = mapped_column(ExactText, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("document.document_id"), primary_key=True, index=True
    )


class GroupingVectorRow(Base):
    """The vector of one sentence of a document."""

    __tablename__ = "grouping_vector"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    vector: Mapped[Vector] = mapped_column(Embedding)


class StoryGroupingRow(Base):
    """What the machine decided on one document, appended; the highest number holds.

    `story_id` is null for a document that is alone. `reasons` are the documents it was found
    near to, each with what spoke for that; `pairs` counts the documents it was weighed against.
    """

    __tablename__ = "story_grouping"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    story_id: Mapped[str | None] = mapped_column(index=True)
    confidence: Mapped[float]
    reasons: Mapped[list[dict[str, Any]]]
    pairs: Mapped[int]
    model: Mapped[str]
    revision: Mapped[str]
    code_version: Mapped[str]
    thresholds_id: Mapped[str]
    decided_at: Mapped[datetime]


class StoryDecisionRow(Base):
    """A person's correction, appended: which documents belong together, and which apart.

    `together` are documents of one event, `apart` two lists of which no document of
    the one shares a story with one of the other; `moved[document]` is [before, after],
    and behind them all the stories that it was in.
    """

    __tablename__ = "story_decision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    decision_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    together: Mapped[list[str]]
    apart: Mapped[list[list[str]]] = mapped_column(JSON)
    moved: Mapped[dict[str, Any]]
    actor: Mapped[str] = mapped_column(ExactText)
    reason: Mapped[str] = mapped_column(ExactText)
    decided_at: Mapped[datetime]


class StoryUndoRow(Base):
    """The correction that it names no longer holds."""

    __tablename__ = "story_undo"

    decision_id: Mapped[str] = mapped_column(
        ForeignKey("story_decision.decision_id"), primary_key=True
    )
    actor: Mapped[str] = mapped_column(ExactText)
    reason: Mapped[str] = mapped_column(ExactText)
    undone_at: Mapped[datetime]
