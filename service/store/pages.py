"""Pages in the database: which text stood there, and what it took the place of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from matching.document import Document
from matching.ids import content_id
from service.store.insert import insert_new
from service.store.tables import DocumentRow, PageRow, RevisionRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class Page:
    """What tells a place of publication from others: its URL, else its title, else its text."""

    source_id: str
    kind: str
    key: str

    @property
    def page_id(self) -> str:
        """Identifier derived from the source and the key."""
        return content_id("pag", self.source_id, self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Revision:
    """A text that a page showed: `number` counts from 1, `seen_at` is when it was first seen."""

    number: int
    document_id: str
    sha256: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PageRevision:
    """A revision with the page that it is one of; `kind` tells what `key` is: url, title, text."""

    page_id: str
    kind: str
    key: str
    revision: Revision


def page_of(document: Document, source_id: str, url: str | None) -> Page:
    """Return the page on which *document* stands, as well as that can be told."""
    if url:
        return Page(source_id, "url", url)
    if document.title:
        return Page(source_id, "title", document.title)
    return Page(source_id, "text", document.sha256)


@dataclass(frozen=True, slots=True)
class PageRepository:
    """All SQL on pages; revisions are appended and never changed."""

    session: Session

    def open(self, page: Page) -> Revision | None:
        """Store *page* when it is new and return its latest revision.

        Its source was added before, in this transaction: that keeps other writers off.
        """
        values = {
            "page_id": page.page_id,
            "source_id": page.source_id,
            "kind": page.kind,
            "key": page.key,
        }
        insert_new(self.session, PageRow, values)
        return self.latest(page.page_id)

    def latest(self, page_id: str) -> Revision | None:
        """Return what the page shows as far as we know, None when it was never seen."""
        found = self._revisions(page_id, newest_first=True, limit=1)
        return found[0] if found else None

    def append(self, page_id: str, document_id: str, *, number: int, at: datetime) -> None:
        """Note that the page shows this document from now on; call it between open and commit."""
        self.session.add(
            RevisionRow(page_id=page_id, number=number, document_id=document_id, seen_at=at)
        )
        self.session.flush()
        note(self.session, "revision.add", document_id, page=page_id, number=number)

    def history(self, page_id: str) -> Sequence[Revision]:
        """Return what the page has shown, oldest first; a text that came back stands twice."""
        return self._revisions(page_id)

    def seen(
        self, document_id: str, limit: int, *, after: tuple[str, int] | None = None
    ) -> Sequence[PageRevision]:
        """Return up to *limit* revisions of the pages that have shown a document.

        They come page by page, oldest first; *after* is the page and number of the last one
        shown before.
        """
        order = (RevisionRow.page_id, RevisionRow.number)
        its = select(RevisionRow.page_id).where(RevisionRow.document_id == document_id)
        found = (
            select(RevisionRow, PageRow, DocumentRow.sha256)
            .join(PageRow, PageRow.page_id == RevisionRow.page_id)
            .join(DocumentRow, DocumentRow.document_id == RevisionRow.document_id)
            .where(RevisionRow.page_id.in_(its))
            .order_by(*order)
            .limit(limit)
        )
        if after is not None:
            found = found.where(tuple_(*order) > after)
        return [
            PageRevision(
                page.page_id,
                page.kind,
                page.key,
                Revision(row.number, row.document_id, sha256, row.seen_at),
            )
            for row, page, sha256 in self.session.execute(found)
        ]

    def pages_of(self, document_id: str) -> Sequence[str]:
        """Return the identifiers of the pages that have shown a document, in order."""
        return self.session.scalars(
            select(RevisionRow.page_id)
            .where(RevisionRow.document_id == document_id)
            .distinct()
            .order_by(RevisionRow.page_id)
        ).all()

    def _revisions(
        self, page_id: str, *, newest_first: bool = False, limit: int | None = None
    ) -> list[Revision]:
        order = RevisionRow.number.desc() if newest_first else RevisionRow.number
        rows = self.session.execute(
            select(RevisionRow, DocumentRow.sha256)
            .join(DocumentRow, DocumentRow.document_id == RevisionRow.document_id)
            .where(RevisionRow.page_id == page_id)
            .order_by(order)
            .limit(limit)
        )
        return [Revision(row.number, row.document_id, sha256, row.seen_at) for row, sha256 in rows]
