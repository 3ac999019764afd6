"""Judgements made as one act, and taken back as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.finding import Label
from matching.ids import content_id
from service.errors import ConflictError, NotFoundError
from service.store.judgements import Judgement, JudgementRepository, StoredJudgement
from service.store.tables import AuditRow, BatchItemRow, BatchRow, JudgementRow
from service.store.trail import note

# A comparison and a finding of it, the judgement, and the number of the last one that was seen.
Act = tuple[str, str, Judgement, int]
# How many of somebody's latest judgements are looked through for one that stands.
_LOOK_BACK = 1_000
_LABELS = frozenset(Label)


@dataclass(frozen=True, slots=True)
class Batch:
    """Judgements that somebody made as one act; `undone_at` is None while they stand."""

    batch_id: str
    author: str
    reason: str
    made_at: datetime
    undone_at: datetime | None
    judgements: int


@dataclass(frozen=True, slots=True)
class LastAct:
    """What somebody judged last: one finding, or many at once where `batch_id` is set."""

    comparison_id: str
    finding_id: str
    batch_id: str | None


@dataclass(frozen=True, slots=True)
class BatchRepository:
    """All SQL on batches; undoing one appends withdrawals."""

    session: Session

    def add(self, acts: Sequence[Act], author: str, reason: str, at: datetime) -> str:
        """Append all judgements of *acts*; return the identifier of the batch.

        Raises:
            NotFoundError: One of the findings is unknown.
            StaleError: One of them was judged meanwhile; none is judged then.
        """
        judgements = JudgementRepository(self.session)
        made: list[StoredJudgement] = []
        for comparison_id, finding_id, judgement, seen in acts:
            judgements.add(comparison_id, finding_id, judgement, after=seen)
            made.extend(judgements.latest(comparison_id, finding_id, 1))
        ids = [each.judgement_id for each in made]
        batch_id = content_id("blk", author, ids)
        self.session.add(BatchRow(batch_id=batch_id, author=author, reason=reason, made_at=at))
        self.session.flush()
        self.session.add_all(BatchItemRow(batch_id=batch_id, judgement_id=one) for one in ids)
        self.session.flush()
        note(self.session, "judgement.batch", batch_id, judgements=len(ids))
        return batch_id

    def undo(self, batch_id: str, author: str, at: datetime) -> tuple[int, int]:
        """Take a batch of *author*'s back; return how many were withdrawn, and how many not.

        What its author judged anew since then stays as it is.

        Raises:
            NotFoundError: *author* has no such batch.
            ConflictError: It is undone already.
        """
        row = self.session.scalar(
            select(BatchRow).where(BatchRow.batch_id == batch_id).with_for_update()
        )
        if row is None or row.author != author:
            raise NotFoundError(f"You have no batch {batch_id}.")
        if row.undone_at is not None:
            raise ConflictError(f"{batch_id} is undone already.")
        items = self._items(batch_id)
        taken_back = [each for each in items if self._is_last(each)]
        judgements = JudgementRepository(self.session)
        for item in taken_back:
            withdrawal = Judgement(None, author, row.reason, at)
            judgements.add(item.comparison_id, item.finding_id, withdrawal)
        row.undone_at = at
        self.session.flush()
        note(self.session, "judgement.batch_undo", batch_id, judgements=len(taken_back))
        return len(taken_back), len(items) - len(taken_back)

    def latest(self, author: str, limit: int) -> Sequence[Batch]:
        """Return up to *limit* batches of *author*, newest first."""
        count = (
            select(func.count()).where(BatchItemRow.batch_id == BatchRow.batch_id).scalar_subquery()
        )
        rows = self.session.execute(
            select(BatchRow, count)
            .where(BatchRow.author == author)
            .order_by(BatchRow.made_at.desc(), BatchRow.batch_id)
            .limit(limit)
        )
        return [
            Batch(row.batch_id, row.author, row.reason, row.made_at, row.undone_at, number)
            for row, number in rows
        ]

    def last_act(self, author: str) -> LastAct | None:
        """Return what *author* judged last and did not take back.

        The log knows the order, across findings too. None where there is nothing.
        """
        added = self.session.execute(
            select(JudgementRow, BatchItemRow.batch_id)
            .join(AuditRow, AuditRow.subject == JudgementRow.judgement_id)
            .outerjoin(BatchItemRow, BatchItemRow.judgement_id == JudgementRow.judgement_id)
            .where(
                AuditRow.action == "judgement.add",
                AuditRow.actor == author,
                JudgementRow.author == author,
            )
            .order_by(AuditRow.number.desc())
            .limit(_LOOK_BACK)
        )
        for row, batch_id in added:
            if self._is_last(row):
                return LastAct(row.comparison_id, row.finding_id, batch_id)
        return None

    def _items(self, batch_id: str) -> Sequence[JudgementRow]:
        return self.session.scalars(
            select(JudgementRow)
            .join(BatchItemRow, BatchItemRow.judgement_id == JudgementRow.judgement_id)
            .where(BatchItemRow.batch_id == batch_id)
            .order_by(JudgementRow.comparison_id, JudgementRow.finding_id)
        ).all()

    def _is_last(self, row: JudgementRow) -> bool:
        """Tell whether *row* has a label and its author said nothing on the finding since."""
        later = select(JudgementRow.number).where(
            JudgementRow.comparison_id == row.comparison_id,
            JudgementRow.finding_id == row.finding_id,
            JudgementRow.author == row.author,
            JudgementRow.number > row.number,
        )
        is_label = row.label in _LABELS
        return is_label and self.session.scalar(later.limit(1)) is None
