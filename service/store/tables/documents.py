"""Sources, their pages, and the texts that stood on them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class SourceRow(Base):
    """A publisher, and what is known of it; null where nobody has said."""

    __tablename__ = "source"

    source_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(ExactText, unique=True)
    kind: Mapped[str | None]
    handle: Mapped[str | None] = mapped_column(ExactText)
    country: Mapped[str | None]
    language: Mapped[str | None]
    time_zone: Mapped[str | None]
    feed: Mapped[str | None] = mapped_column(ExactText)


class DocumentRow(Base):
    """One text of one source at one time, never changed; its pages say what it followed."""

    __tablename__ = "document"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.source_id"), index=True)
    # What the text took the place of when it was first seen; `revision` has the whole history.
    revision_of: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"))
    text: Mapped[str] = mapped_column(ExactText)
    sha256: Mapped[str] = mapped_column(index=True)
    language: Mapped[str | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    # Minutes east of UTC: which day "today" is depends on where a text appeared.
    published_offset: Mapped[int | None]
    title: Mapped[str | None] = mapped_column(ExactText)
    stored_at: Mapped[datetime] = mapped_column(index=True)

    source: Mapped[SourceRow] = relationship(lazy="raise")


class PageRow(Base):
    """A place where a source publishes one text after another.

    `kind` says what tells it from others: its `url`, else its `title`, else the `text` itself.
    """

    __tablename__ = "page"

    page_id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.source_id"), index=True)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(ExactText)


class RevisionRow(Base):
    """The text that a page showed from a moment on; number 1 is the first one seen."""

    __tablename__ = "revision"

    page_id: Mapped[str] = mapped_column(ForeignKey("page.page_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)
