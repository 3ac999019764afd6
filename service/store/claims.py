"""Claims, passages and mentions as last read, to search in and to list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.store.tables import (
    ClaimRow,
    DocumentRow,
    MentionRow,
    PassageRow,
    ReadingClaimRow,
    ReadingRow,
)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; None wants all.

    `speaker` is to whom they are attributed, exactly. `words` stand in the claim as they are,
    small and capital letters alike (on SQLite those of ASCII only).
    """

    document_id: str | None = None
    source_id: str | None = None
    speaker: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRepository:
    """All SQL on lists of claims and of what else was read; see `ReadingRepository` for whole ones.

    A claim that the code no longer reads stays, for findings point to it; lists of one
    document show the last reading alone.
    """

    session: Session

    def list(
        self, limit: int, *, after: str | None = None, where: ClaimFilter
    ) -> Sequence[ClaimRow]:
        """Return up to *limit* claims in the order of their identifiers, those behind *after*."""
        found = select(ClaimRow).where(*_conditions(where))
        if after is not None:
            found = found.where(ClaimRow.claim_id > after)
        return self.session.scalars(found.order_by(ClaimRow.claim_id).limit(limit)).all()

    def reading_of(self, document_id: str) -> str | None:
        """Return the identifier of a document's last reading, None when it was never read."""
        return self.session.scalar(
            select(ReadingRow.reading_id)
            .where(ReadingRow.document_id == document_id)
            .order_by(ReadingRow.stored_at.desc(), ReadingRow.reading_id)
            .limit(1)
        )

    def of_reading(
        self, reading_id: str, limit: int, *, after: int | None = None
    ) -> Sequence[tuple[int, ClaimRow]]:
        """Return up to *limit* claims of a reading and their places, behind *after*."""
        found = (
            select(ReadingClaimRow.position, ClaimRow)
            .join(ClaimRow, ClaimRow.claim_id == ReadingClaimRow.claim_id)
            .where(ReadingClaimRow.reading_id == reading_id)
            .order_by(ReadingClaimRow.position)
            .limit(limit)
        )
        if after is not None:
            found = found.where(ReadingClaimRow.position > after)
        return [(row[0], row[1]) for row in self.session.execute(found)]

    def passages(
        self, document_id: str, limit: int, *, after: int | None = None
    ) -> Sequence[PassageRow]:
        """Return up to *limit* passages of a document in its order, behind place *after*."""
        found = select(PassageRow).where(PassageRow.document_id == document_id)
        if after is not None:
            found = found.where(PassageRow.position > after)
        return self.session.scalars(found.order_by(PassageRow.position).limit(limit)).all()

    def mentions(
        self, document_id: str, limit: int, *, after: int | None = None
    ) -> Sequence[MentionRow]:
        """Return up to *limit* mentions of a document in its order, behind place *after*."""
        found = select(MentionRow).where(MentionRow.document_id == document_id)
        if after is not None:
            found = found.where(MentionRow.position > after)
        return self.session.scalars(found.order_by(MentionRow.position).limit(limit)).all()


def _conditions(where: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    if where.document_id is not None:
        yield ClaimRow.document_id == where.document_id
    if where.source_id is not None:
        its = select(DocumentRow.document_id).where(DocumentRow.source_id == where.source_id)
        yield ClaimRow.document_id.in_(its)
    if where.speaker is not None:
        yield ClaimRow.attributed_to == where.speaker
    if where.words is not None:
        yield ClaimRow.text.icontains(where.words, autoescape=True)
