"""People's judgements on findings; each is appended, and the last one holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.finding import Label
from matching.ids import content_id
from service.errors import NotFoundError, StaleError
from service.store.tables import FindingRow, JudgementRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a finding: its right label, and why."""

    label: Label
    author: str
    reason: str
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class JudgementRepository:
    """All SQL on judgements; none is changed or taken away, a later one takes its place."""

    session: Session

    def add(
        self,
        comparison_id: str,
        finding_id: str,
        judgement: Judgement,
        *,
        after: int | None = None,
    ) -> int:
        """Append a judgement on a finding; return its number, from 1.

        *after* is the number of the judgement that the person saw, 0 for none. Without it the
        judgement is appended whatever others said.

        Raises:
            NotFoundError: There is no such finding.
            StaleError: Somebody judged it meanwhile.
        """
        self._lock(comparison_id, finding_id)
        last = self.version(comparison_id, finding_id)
        if after is not None and after != last:
            raise StaleError(f"{finding_id} was judged meanwhile; look at it again.")
        number = last + 1
        values = (comparison_id, finding_id, number, judgement.label.value, judgement.author)
        judgement_id = content_id("jud", *values)
        self.session.add(
            JudgementRow(
                comparison_id=comparison_id,
                finding_id=finding_id,
                number=number,
                judgement_id=judgement_id,
                label=judgement.label,
                author=judgement.author,
                reason=judgement.reason,
                judged_at=judgement.judged_at,
            )
        )
        self.session.flush()
        note(self.session, "judgement.add", judgement_id, finding=finding_id, number=number)
        return number

    def version(self, comparison_id: str, finding_id: str) -> int:
        """Return the number of the judgement that holds, 0 when there is none."""
        return len(self.history(comparison_id, finding_id))

    def history(self, comparison_id: str, finding_id: str) -> Sequence[Judgement]:
        """Return all judgements on a finding, oldest first; the last one holds."""
        rows = self.session.scalars(
            select(JudgementRow)
            .where(
                JudgementRow.comparison_id == comparison_id, JudgementRow.finding_id == finding_id
            )
            .order_by(JudgementRow.number)
        )
        return [_judgement(row) for row in rows]

    def in_force(self, comparison_id: str) -> dict[str, Judgement]:
        """Return the judgement that holds for each finding of a comparison that has one."""
        rows = self.session.scalars(
            select(JudgementRow)
            .where(JudgementRow.comparison_id == comparison_id)
            .order_by(JudgementRow.number)
        )
        return {row.finding_id: _judgement(row) for row in rows}

    def _lock(self, comparison_id: str, finding_id: str) -> None:
        found = self.session.scalar(
            select(FindingRow.finding_id)
            .where(FindingRow.comparison_id == comparison_id, FindingRow.finding_id == finding_id)
            .with_for_update(key_share=True)
        )
        if found is None:
            raise NotFoundError(f"There is no finding {finding_id} in {comparison_id}.")


def _judgement(row: JudgementRow) -> Judgement:
    return Judgement(Label(row.label), row.author, row.reason, row.judged_at)
