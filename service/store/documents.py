"""Documents in the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from matching.document import Document
from matching.ids import content_id
from service.store.insert import insert_new
from service.store.pages import PageRepository, page_of
from service.store.sources import SourceRepository
from service.store.tables import DocumentRow, SourceRow
from service.store.trail import note
from service.store.values import in_its_zone


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of seeing a text on a page: the document it is, and what is new about it.

    `revision` is the number of the page's revision. `is_new` tells whether the text was stored
    now, `is_revision` whether the page showed another one before.
    """

    document_id: str
    revision: int
    is_new: bool
    is_revision: bool


@dataclass(frozen=True, slots=True)
class DocumentRepository:
    """All SQL on documents; storing what is there already changes nothing."""

    session: Session

    def see(
        self,
        document: Document,
        *,
        at: datetime,
        url: str | None = None,
        is_dated: bool = False,
    ) -> Seen:
        """Store what a page shows at this moment.

        The text that the page showed already is the same document, whatever time it bears now,
        unless a person dated it (*is_dated*): then it is the page's text under the right time.
        Another text is a new revision of the page; the earlier one stays as it is.
        """
        source_id = SourceRepository(self.session).add(document.source)
        page = page_of(document, source_id, url)
        pages = PageRepository(self.session)
        last = pages.open(page)
        is_same = last is not None and last.sha256 == document.sha256
        if last and is_same and not (is_dated and last.document_id != document.document_id):
            return Seen(last.document_id, last.number, is_new=False, is_revision=False)
        earlier = last.document_id if last else None
        is_new = self._insert(document, source_id, stored_at=at, revision_of=earlier)
        number = last.number + 1 if last else 1
        pages.append(page.page_id, document.document_id, number=number, at=at)
        return Seen(document.document_id, number, is_new=is_new, is_revision=last is not None)

    def add(self, document: Document, *, stored_at: datetime) -> bool:
        """Store *document* under its own identifier; tell whether it is new.

        A document whose source already gave one under the same title becomes its revision.
        """
        if self.has(document.document_id):
            return False
        seen = self.see(document, at=stored_at)
        if seen.document_id == document.document_id:
            return seen.is_new
        # The page's text under another time: the same words, which a comparison may date anew.
        source_id = SourceRepository(self.session).add(document.source)
        return self._insert(document, source_id, stored_at=stored_at, revision_of=None)

    def correct(
        self, document_id: str, *, language: str | None = None, title: str | None = None
    ) -> bool:
        """Correct what is said of a stored document; tell whether anything changed.

        Its text, source and time cannot be: they make its identifier.
        """
        row = self.session.get_one(DocumentRow, document_id)
        said = {"language": language, "title": title}
        changed = [key for key, word in said.items() if word and getattr(row, key) != word]
        for key in changed:
            setattr(row, key, said[key])
        if changed:
            self.session.flush()
            note(self.session, "document.correct", document_id, fields=changed)
        return bool(changed)

    def has(self, document_id: str) -> bool:
        """Tell whether there is such a document."""
        found = select(DocumentRow.document_id).where(DocumentRow.document_id == document_id)
        return self.session.scalar(found) is not None

    def get(self, document_id: str) -> Document | None:
        """Return the stored document, None when there is no such one."""
        row = self.session.get(DocumentRow, document_id, options=[joinedload(DocumentRow.source)])
        return _document(row) if row else None

    def get_all(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return those of *ids* that are stored, in the order of their identifiers."""
        rows = self.session.scalars(
            select(DocumentRow)
            .where(DocumentRow.document_id.in_(ids))
            .options(joinedload(DocumentRow.source))
            .order_by(DocumentRow.document_id)
        )
        return [*map(_document, rows)]

    def shown(self, document: Document, url: str) -> Document | None:
        """Return what the page at *url* showed last, if that is the text of *document*."""
        page = page_of(document, content_id("src", document.source), url)
        last = PageRepository(self.session).latest(page.page_id)
        return self.get(last.document_id) if last and last.sha256 == document.sha256 else None

    def by_source(self, source: str) -> Iterator[Document]:
        """Yield the documents of *source*, earliest first, unknown dates before all."""
        rows = self.session.scalars(
            select(DocumentRow)
            .join(DocumentRow.source)
            .where(SourceRow.name == source)
            .options(contains_eager(DocumentRow.source))
            .order_by(DocumentRow.published_at.nulls_first(), DocumentRow.document_id)
        )
        return (_document(row) for row in rows)

    def _insert(
        self, document: Document, source_id: str, *, stored_at: datetime, revision_of: str | None
    ) -> bool:
        values = {
            "document_id": document.document_id,
            "source_id": source_id,
            "revision_of": revision_of,
            "text": document.text,
            "sha256": document.sha256,
            "language": document.language,
            "published_at": document.published_at,
            "published_offset": _offset(document.published_at),
            "title": document.title,
            "stored_at": stored_at,
        }
        is_new = insert_new(self.session, DocumentRow, values)
        if is_new:
            note(self.session, "document.add", document.document_id, sha256=document.sha256)
        return is_new


def _offset(moment: datetime | None) -> int | None:
    """Return minutes east of UTC."""
    offset = moment.utcoffset() if moment else None
    return round(offset.total_seconds() / 60) if offset is not None else None


def _document(row: DocumentRow) -> Document:
    return Document(
        text=row.text,
        source=row.source.name,
        language=row.language,
        published_at=in_its_zone(row.published_at, row.published_offset),
        title=row.title,
    )
