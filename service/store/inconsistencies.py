"""What a report on consistency lists one by one: conflicts, and texts that changed silently."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select, tuple_
from sqlalchemy.orm import Session, aliased

from matching.finding import Label, Side
from service.store.consistency import Window, edits_in, newest_in
from service.store.judgements import held_judgements
from service.store.tables import ClaimRow, FindingClaimRow, FindingRow, RevisionRow, SourceRow
from service.store.values import reason_value

ConflictCursor = tuple[datetime, str, str]
EditCursor = tuple[datetime, str, int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources in conflict: what each says, why the machine thinks so, what a person says."""

    comparison_id: str
    finding_id: str
    created_at: datetime
    left: str
    right: str
    left_claims: tuple[str, ...]
    right_claims: tuple[str, ...]
    confidence: float
    reasons: tuple[str, ...]
    judged: Label | None


@dataclass(frozen=True, slots=True)
class Edit:
    """A page that showed another text from `seen_at` on; `number` counts its revisions from 1."""

    page_id: str
    number: int
    seen_at: datetime
    source: str
    document_id: str
    earlier_id: str


@dataclass(frozen=True, slots=True)
class InconsistencyRepository:
    """All SQL of these lists; it only reads."""

    session: Session

    def conflicts(
        self, window: Window, limit: int, *, after: ConflictCursor | None = None
    ) -> Sequence[Conflict]:
        """Return up to *limit* conflicts, newest first, those that people judged otherwise too."""
        made, held = newest_in(window), held_judgements()
        left, right = aliased(SourceRow), aliased(SourceRow)
        order = (made.c.created_at, made.c.comparison_id, FindingRow.finding_id)
        found = (
            select(FindingRow, made.c.created_at, left.name, right.name, held.c.label)
            .join(made, made.c.comparison_id == FindingRow.comparison_id)
            .join(left, left.source_id == made.c.left_source)
            .join(right, right.source_id == made.c.right_source)
            .outerjoin(
                held,
                and_(
                    held.c.comparison_id == FindingRow.comparison_id,
                    held.c.finding_id == FindingRow.finding_id,
                ),
            )
            .where(FindingRow.label == Label.CONFLICT)
            .order_by(*(key.desc() for key in order))
            .limit(limit)
        )
        if after is not None:
            found = found.where(tuple_(*order) < after)
        rows = self.session.execute(found).all()
        claims = self._claims([(row.comparison_id, row.finding_id) for row, *_ in rows])
        return [
            Conflict(
                comparison_id=row.comparison_id,
                finding_id=row.finding_id,
                created_at=created_at,
                left=one,
                right=other,
                left_claims=claims.get((row.comparison_id, row.finding_id, Side.LEFT), ()),
                right_claims=claims.get((row.comparison_id, row.finding_id, Side.RIGHT), ()),
                confidence=row.confidence,
                reasons=tuple(reason_value(reason).text for reason in row.reasons),
                judged=Label(judged) if judged else None,
            )
            for row, created_at, one, other, judged in rows
        ]

    def edits(
        self, window: Window, limit: int, *, after: EditCursor | None = None
    ) -> Sequence[Edit]:
        """Return up to *limit* changes of a page's text, newest first."""
        edits = edits_in(window).subquery()
        now, before = aliased(RevisionRow), aliased(RevisionRow)
        order = (edits.c.seen_at, edits.c.page_id, edits.c.number)
        found = (
            select(*order, SourceRow.name, now.document_id, before.document_id)
            .join(SourceRow, SourceRow.source_id == edits.c.source_id)
            .join(now, and_(now.page_id == edits.c.page_id, now.number == edits.c.number))
            .join(
                before,
                and_(before.page_id == edits.c.page_id, before.number == edits.c.number - 1),
            )
            .order_by(*(key.desc() for key in order))
            .limit(limit)
        )
        if after is not None:
            found = found.where(tuple_(*order) < after)
        return [
            Edit(page_id, number, seen_at, source, document_id, earlier_id)
            for seen_at, page_id, number, source, document_id, earlier_id in self.session.execute(
                found
            )
        ]

    def _claims(
        self, findings: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """Return what each side of each finding says, claim by claim."""
        part = FindingClaimRow
        rows = self.session.execute(
            select(part.comparison_id, part.finding_id, part.side, ClaimRow.rendering)
            .join(ClaimRow, ClaimRow.claim_id == part.claim_id)
            .where(tuple_(part.comparison_id, part.finding_id).in_(findings))
            .order_by(part.comparison_id, part.finding_id, part.side, part.position)
        )
        found: dict[tuple[str, str, str], tuple[str, ...]] = {}
        for comparison_id, finding_id, side, rendering in rows:
            key = (comparison_id, finding_id, side)
            found[key] = (*found.get(key, ()), rendering)
        return found
