"""Documents, their sources, passages and claims in the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from matching.claim import Claim
from matching.comparison import Reading
from matching.document import Document
from matching.ids import content_id
from matching.passage import Passage
from service.convert import slots_part
from service.store.tables import ClaimRow, DocumentRow, PassageRow, SourceRow


@dataclass(frozen=True, slots=True)
class DocumentRepository:
    """All SQL on documents; storing what is there already changes nothing."""

    session: Session

    def add(self, document: Document, *, stored_at: datetime) -> bool:
        """Store *document* and its source; tell whether it is new.

        A document whose source already gave one under the same title becomes its revision.
        """
        if self.session.get(DocumentRow, document.document_id):
            return False
        source_id = self._source_id(document.source)
        self.session.add(
            DocumentRow(
                document_id=document.document_id,
                source_id=source_id,
                revision_of=self._earlier(document, source_id),
                text=document.text,
                sha256=document.sha256,
                language=document.language,
                published_at=document.published_at,
                published_offset=_offset(document.published_at),
                title=document.title,
                stored_at=stored_at,
            )
        )
        self.session.flush()
        return True

    def add_reading(self, reading: Reading) -> None:
        """Store the passages and claims of a stored document; later code's values win."""
        document = reading.document
        for position, passage in enumerate(reading.passages):
            self.session.merge(_passage_row(document.document_id, position, passage))
        for claim in reading.claims:
            self.session.merge(_claim_row(claim, document.text))

    def get(self, document_id: str) -> Document | None:
        """Return the stored document, None when there is no such one."""
        row = self.session.get(DocumentRow, document_id, options=[joinedload(DocumentRow.source)])
        return _document(row) if row else None

    def by_source(self, source: str) -> Iterator[Document]:
        """Yield the documents of *source*, earliest first, unknown dates before all."""
        rows = self.session.scalars(
            select(DocumentRow)
            .join(DocumentRow.source)
            .where(SourceRow.name == source)
            .options(contains_eager(DocumentRow.source))
            .order_by(DocumentRow.published_at, DocumentRow.document_id)
        )
        return (_document(row) for row in rows)

    def _source_id(self, name: str) -> str:
        source_id = content_id("src", name)
        self.session.merge(SourceRow(source_id=source_id, name=name))
        self.session.flush()
        return source_id

    def _earlier(self, document: Document, source_id: str) -> str | None:
        if not document.title:
            return None
        return self.session.scalar(
            select(DocumentRow.document_id)
            .where(DocumentRow.source_id == source_id, DocumentRow.title == document.title)
            .order_by(DocumentRow.published_at.desc(), DocumentRow.document_id)
            .limit(1)
        )


def _offset(moment: datetime | None) -> int | None:
    """Return minutes east of UTC."""
    offset = moment.utcoffset() if moment else None
    return round(offset.total_seconds() / 60) if offset is not None else None


def _published_at(row: DocumentRow) -> datetime | None:
    """Return the moment in the zone it was given in, so that the document's id is the same."""
    if row.published_at is None:
        return None
    return row.published_at.astimezone(timezone(timedelta(minutes=row.published_offset or 0)))


def _document(row: DocumentRow) -> Document:
    return Document(
        text=row.text,
        source=row.source.name,
        language=row.language,
        published_at=_published_at(row),
        title=row.title,
    )


def _passage_row(document_id: str, position: int, passage: Passage) -> PassageRow:
    return PassageRow(
        document_id=document_id,
        position=position,
        start=passage.span.start,
        end=passage.span.end,
        kind=passage.kind,
        language=passage.language,
        author=passage.author,
        handle=passage.handle,
    )


def _claim_row(claim: Claim, text: str) -> ClaimRow:
    return ClaimRow(
        claim_id=claim.claim_id,
        document_id=claim.document_id,
        start=claim.span.start,
        end=claim.span.end,
        text=claim.text,
        rendering=claim.rendering,
        language=claim.language,
        attributed_to=claim.attributed_to,
        attribution_kind=claim.attribution_kind,
        slots=slots_part(claim.slots, text).model_dump(mode="json"),
    )
