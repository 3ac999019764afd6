"""Claims found by words or by meaning, with where and when they were said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from service.store.claim_words import search_words
from service.store.tables import (
    ClaimRow,
    ClaimTextRow,
    ClaimWordRow,
    DocumentRow,
    SourceRow,
)
from service.store.values import in_its_zone

# More words than this narrow nothing.
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Where to look; None looks everywhere. Moments of publication: `until` not included."""

    source_id: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim with its document; `similarity` in [-1, 1] where meaning was looked for."""

    claim_id: str
    document_id: str
    start: int
    end: int
    text: str
    language: str
    attributed_to: str
    source_id: str
    source: str
    title: str | None
    published_at: datetime | None
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class ClaimSearch:
    """All SQL of the search; it only reads."""

    session: Session

    def by_words(
        self, text: str, where: SearchFilter, limit: int, *, offset: int = 0
    ) -> Sequence[FoundClaim]:
        """Return claims in which words begin with each word of *text*, latest document first.

        Case and accents do not count; none is found when *text* holds no word.
        """
        words = search_words(text)[:_MOST_WORDS]
        if not words:
            return ()
        found = _found(where).order_by(
            func.coalesce(DocumentRow.published_at, DocumentRow.stored_at).desc(),
            DocumentRow.document_id,
            ClaimRow.start,
            ClaimRow.claim_id,
        )
        for word in words:
            having = select(ClaimWordRow.claim_id).where(self._begins_with(word))
            found = found.where(ClaimRow.claim_id.in_(having))
        rows = self.session.execute(found.limit(limit).offset(offset))
        return [_claim(*row) for row in rows]

    def by_texts(
        self, similarities: Mapping[str, float], where: SearchFilter, limit: int
    ) -> Sequence[FoundClaim]:
        """Return the claims that the texts of these hashes stand for, most alike first."""
        hashes = sorted(similarities)
        best: dict[str, FoundClaim] = {}
        for at in range(0, len(hashes), 400):
            wanted = ClaimTextRow.text_hash.in_(hashes[at : at + 400])
            found = (
                _found(where)
                .add_columns(ClaimTextRow.text_hash)
                .join(ClaimTextRow, ClaimTextRow.claim_id == ClaimRow.claim_id)
                .where(wanted)
            )
            for row, document, source, text_hash in self.session.execute(found):
                claim = _claim(row, document, source, similarities[text_hash])
                known = best.get(claim.claim_id)
                if known is None or (known.similarity or 0) < (claim.similarity or 0):
                    best[claim.claim_id] = claim
        ranked = sorted(best.values(), key=lambda one: (-(one.similarity or 0), one.claim_id))
        return ranked[:limit]

    def languages(self) -> Sequence[str]:
        """Return the languages that claims are in, in order."""
        found = select(ClaimRow.language).distinct().order_by(ClaimRow.language)
        return self.session.scalars(found).all()

    def _begins_with(self, word: str) -> ColumnElement[bool]:
        if self.session.get_bind().dialect.name == "postgresql":
            return ClaimWordRow.word.startswith(word, autoescape=True)
        # SQLite looks a range up in the index, and for LIKE it reads everything.
        return (ClaimWordRow.word >= word) & (ClaimWordRow.word < word + chr(0x10FFFF))


def _found(where: SearchFilter) -> Select[ClaimRow, DocumentRow, str]:
    found = (
        select(ClaimRow, DocumentRow, SourceRow.name)
        .join(DocumentRow, DocumentRow.document_id == ClaimRow.document_id)
        .join(SourceRow, SourceRow.source_id == DocumentRow.source_id)
    )
    return found.where(*_conditions(where))


def _conditions(where: SearchFilter) -> Iterator[ColumnElement[bool]]:
    if where.source_id is not None:
        yield DocumentRow.source_id == where.source_id
    if where.language is not None:
        yield ClaimRow.language == where.language
    if where.since is not None:
        yield DocumentRow.published_at >= where.since
    if where.until is not None:
        yield DocumentRow.published_at < where.until


def _claim(
    row: ClaimRow, document: DocumentRow, source: str, similarity: float | None = None
) -> FoundClaim:
    return FoundClaim(
        row.claim_id,
        row.document_id,
        row.start,
        row.end,
        row.text,
        row.language,
        row.attributed_to,
        document.source_id,
        source,
        document.title,
        in_its_zone(document.published_at, document.published_offset),
        similarity,
    )
