"""What was read out of a document: the reading as a whole, and its parts to search in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class ReadingRow(Base):
    """All that one version of the code read in one document, never changed.

    `body` is the reading without the document, every slot included. Comparisons point here,
    so that they come back as they were after the code has learnt to read better.
    """

    __tablename__ = "reading"

    reading_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    code_version: Mapped[str]
    stored_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class PassageRow(Base):
    """One paragraph, heading or embedded post of a document, as last read."""

    __tablename__ = "passage"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]
    language: Mapped[str]
    author: Mapped[str | None] = mapped_column(ExactText)
    handle: Mapped[str | None]
    posted_on: Mapped[date | None]
    truncated: Mapped[bool | None]
    copy_start: Mapped[int | None]
    copy_end: Mapped[int | None]


class ClaimRow(Base):
    """One checkable statement, its exact words, and who is said to say it, as last read."""

    __tablename__ = "claim"

    claim_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(ExactText)
    rendering: Mapped[str] = mapped_column(ExactText)
    language: Mapped[str]
    attributed_to: Mapped[str] = mapped_column(ExactText)
    attribution_kind: Mapped[str]
    slots: Mapped[dict[str, Any]]


class ReadingClaimRow(Base):
    """A claim's place in a reading."""

    __tablename__ = "reading_claim"

    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.reading_id"), primary_key=True)
    claim_id: Mapped[str] = mapped_column(
        ForeignKey("claim.claim_id"), primary_key=True, index=True
    )
    position: Mapped[int]
