"""Lists of documents: who published what and when, without the texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, or_, select, tuple_
from sqlalchemy.orm import Session

from matching.run_config import CODE_VERSION
from service.store.tables import DocumentRow, ReadingRow, SourceRow
from service.store.values import in_its_zone

# What a list goes on from: when the last one shown was stored, and its identifier.
Cursor = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents are wanted; None wants all. Moments: `since` included, `until` not.

    `since` and `until` bound the time of publication, and leave out documents without one.
    `words` stand in the text or title as they are, small and capital letters alike (on SQLite
    those of ASCII only).
    """

    source_id: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list. `published_at` is in the zone that it was given in."""

    document_id: str
    source_id: str
    source: str
    language: str | None
    published_at: datetime | None
    title: str | None
    sha256: str
    revision_of: str | None
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentLists:
    """All SQL on lists of documents."""

    session: Session

    def latest(
        self, limit: int, *, after: Cursor | None = None, where: DocumentFilter
    ) -> Sequence[DocumentLine]:
        """Return up to *limit* documents, last stored first; *after* is the last one shown."""
        order = (DocumentRow.stored_at, DocumentRow.document_id)
        found = _LINES.order_by(*(key.desc() for key in order)).limit(limit)
        if after is not None:
            found = found.where(tuple_(*order) < after)
        return [*map(_line, self.session.execute(found.where(*_conditions(where))).mappings())]

    def lines(self, ids: Sequence[str]) -> dict[str, DocumentLine]:
        """Return the lines of those of *ids* that are stored."""
        rows = self.session.execute(_LINES.where(DocumentRow.document_id.in_(set(ids))))
        return {line.document_id: line for line in map(_line, rows.mappings())}

    def unread(
        self,
        limit: int,
        *,
        after: str = "",
        since: datetime | None = None,
        among: Sequence[str] | None = None,
    ) -> Sequence[str]:
        """Return up to *limit* documents that this version of the code has not read.

        In the order of their identifiers, those behind *after*. *since* keeps those stored from
        then on: finding them costs what is new, not what is stored. *among* are a few of which
        those are wanted.
        """
        found = select(DocumentRow.document_id).where(
            DocumentRow.document_id > after, *_unread(since)
        )
        if among is not None:
            found = found.where(DocumentRow.document_id.in_(among))
        return self.session.scalars(found.order_by(DocumentRow.document_id).limit(limit)).all()

    def count_unread(self, *, since: datetime | None = None) -> int:
        """Return how many documents this version of the code has not read; see `unread`."""
        counted = select(func.count()).select_from(DocumentRow).where(*_unread(since))
        return self.session.scalar(counted) or 0


def _unread(since: datetime | None) -> Iterator[ColumnElement[bool]]:
    reading = select(ReadingRow.reading_id).where(
        ReadingRow.document_id == DocumentRow.document_id,
        ReadingRow.code_version == CODE_VERSION,
    )
    yield ~reading.exists()
    if since is not None:
        yield DocumentRow.stored_at >= since


def _conditions(where: DocumentFilter) -> Iterator[ColumnElement[bool]]:
    if where.source_id is not None:
        yield DocumentRow.source_id == where.source_id
    if where.language is not None:
        yield DocumentRow.language == where.language
    if where.since is not None:
        yield DocumentRow.published_at >= where.since
    if where.until is not None:
        yield DocumentRow.published_at < where.until
    if where.words is not None:
        columns = (DocumentRow.text, DocumentRow.title)
        yield or_(*(each.icontains(where.words, autoescape=True) for each in columns))


# Without the text, which may be long.
_LINES = select(
    DocumentRow.document_id,
    DocumentRow.source_id,
    SourceRow.name.label("source"),
    DocumentRow.language,
    DocumentRow.published_at,
    DocumentRow.published_offset,
    DocumentRow.title,
    DocumentRow.sha256,
    DocumentRow.revision_of,
    DocumentRow.stored_at,
).join(SourceRow, SourceRow.source_id == DocumentRow.source_id)


def _line(row: RowMapping) -> DocumentLine:
    values: dict[str, Any] = dict(row)
    offset = values.pop("published_offset")
    values["published_at"] = in_its_zone(values["published_at"], offset)
    return DocumentLine(**values)
