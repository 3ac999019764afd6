"""People's judgements on findings; each is appended, and the last one that stands holds.

A withdrawal takes back what its own author judged on a finding before, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from matching.finding import Label
from matching.ids import content_id
from service.errors import ConflictError, NotFoundError, StaleError
from service.store.tables import FindingRow, JudgementRow
from service.store.trail import note

# What the column holds where a judgement takes back the one before it.
_WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a finding: its right label, and why.

    Without a label it withdraws what its author judged before. `blind` tells whether the author
    saw neither the machine's label nor what others said; None where nobody noted it.
    """

    label: Label | None
    author: str
    reason: str
    judged_at: datetime
    blind: bool | None = None


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """A judgement with its place: `number` counts those on one finding from 1."""

    judgement_id: str
    comparison_id: str
    finding_id: str
    number: int
    judgement: Judgement


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
            ConflictError: It withdraws, and its author has nothing to withdraw.
        """
        last = self.claim_version(comparison_id, finding_id)
        if after is not None and after != last:
            raise StaleError(f"{finding_id} was judged meanwhile; look at it again.")
        if judgement.label is None and not self._stands(comparison_id, finding_id, judgement):
            raise ConflictError(f"{finding_id} has no judgement of yours to withdraw.")
        number, label = last + 1, judgement.label or _WITHDRAWN
        judgement_id = content_id(
            "jud", comparison_id, finding_id, number, str(label), judgement.author
        )
        self.session.add(
            JudgementRow(
                comparison_id=comparison_id,
                finding_id=finding_id,
                number=number,
                judgement_id=judgement_id,
                label=label,
                author=judgement.author,
                reason=judgement.reason,
                judged_at=judgement.judged_at,
                blind=judgement.blind,
            )
        )
        self.session.flush()
        note(self.session, "judgement.add", judgement_id, finding=finding_id, number=number)
        return number

    def claim_version(self, comparison_id: str, finding_id: str) -> int:
        """Return `version`, and keep it so: nobody else judges until this transaction ends.

        Raises:
            NotFoundError: There is no such finding.
        """
        found = self.session.scalar(
            select(FindingRow.finding_id)
            .where(FindingRow.comparison_id == comparison_id, FindingRow.finding_id == finding_id)
            .with_for_update(key_share=True)
        )
        if found is None:
            raise NotFoundError(f"There is no finding {finding_id} in {comparison_id}.")
        return self.version(comparison_id, finding_id)

    def version(self, comparison_id: str, finding_id: str) -> int:
        """Return the number of the last judgement, 0 when there is none."""
        last = self.session.scalar(
            select(func.max(JudgementRow.number)).where(*_of(comparison_id, finding_id))
        )
        return last or 0

    def machine_label(self, comparison_id: str, finding_id: str) -> Label | None:
        """Return what the machine said, whatever people did; None when there is no such finding."""
        row = self.session.get(FindingRow, (comparison_id, finding_id))
        return Label(row.label) if row else None

    def history(self, comparison_id: str, finding_id: str) -> Sequence[Judgement]:
        """Return all judgements on a finding, oldest first; the last one holds."""
        rows = self.session.scalars(
            select(JudgementRow)
            .where(*_of(comparison_id, finding_id))
            .order_by(JudgementRow.number)
        )
        return [stored_judgement(row).judgement for row in rows]

    def latest(
        self, comparison_id: str, finding_id: str, limit: int, *, before: int | None = None
    ) -> Sequence[StoredJudgement]:
        """Return up to *limit* judgements on a finding, newest first, those under *before*."""
        found = select(JudgementRow).where(*_of(comparison_id, finding_id))
        if before is not None:
            found = found.where(JudgementRow.number < before)
        rows = self.session.scalars(found.order_by(JudgementRow.number.desc()).limit(limit))
        return [stored_judgement(row) for row in rows]

    def in_force(self, comparison_id: str) -> dict[str, Judgement]:
        """Return the judgement that holds for each finding of a comparison that has one."""
        return {each.finding_id: each.judgement for each in self.holding(comparison_id)}

    def holding(
        self, comparison_id: str, limit: int | None = None, *, after: str | None = None
    ) -> Sequence[StoredJudgement]:
        """Return up to *limit* judgements that hold, by finding, those beyond finding *after*.

        A finding whose judgements were all taken back has none.
        """
        last = (
            select(JudgementRow.finding_id, func.max(JudgementRow.number))
            .where(JudgementRow.comparison_id == comparison_id, _not_taken_back())
            .group_by(JudgementRow.finding_id)
        )
        found = select(JudgementRow).where(
            JudgementRow.comparison_id == comparison_id,
            tuple_(JudgementRow.finding_id, JudgementRow.number).in_(last),
        )
        if after is not None:
            found = found.where(JudgementRow.finding_id > after)
        rows = self.session.scalars(found.order_by(JudgementRow.finding_id).limit(limit))
        return [stored_judgement(row) for row in rows]

    def touched(self, comparison_id: str) -> frozenset[str]:
        """Return the findings of a comparison that somebody judged, taken back or not."""
        rows = self.session.scalars(
            select(JudgementRow.finding_id).where(JudgementRow.comparison_id == comparison_id)
        )
        return frozenset(rows)

    def _stands(self, comparison_id: str, finding_id: str, judgement: Judgement) -> bool:
        """Tell whether the author of *judgement* has judged, and not taken it back since."""
        found = select(JudgementRow.number).where(
            *_of(comparison_id, finding_id),
            JudgementRow.author == judgement.author,
            _not_taken_back(),
        )
        return self.session.scalar(found.limit(1)) is not None


def held_judgements() -> Subquery:
    """Return the judgements that hold: comparison, finding and label, one for each finding."""
    key = (JudgementRow.comparison_id, JudgementRow.finding_id)
    last = select(*key, func.max(JudgementRow.number)).where(_not_taken_back()).group_by(*key)
    return (
        select(*key, JudgementRow.label).where(tuple_(*key, JudgementRow.number).in_(last))
    ).subquery()


def _not_taken_back() -> ColumnElement[bool]:
    """Hold for judgements that their author did not withdraw later."""
    later = aliased(JudgementRow)
    taken_back = select(later.number).where(
        and_(
            later.comparison_id == JudgementRow.comparison_id,
            later.finding_id == JudgementRow.finding_id,
            later.author == JudgementRow.author,
            later.number > JudgementRow.number,
            later.label == _WITHDRAWN,
        )
    )
    return and_(JudgementRow.label != _WITHDRAWN, ~taken_back.exists())


def _of(comparison_id: str, finding_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return JudgementRow.comparison_id == comparison_id, JudgementRow.finding_id == finding_id


def stored_judgement(row: JudgementRow) -> StoredJudgement:
    """Return what *row* holds."""
    label = None if row.label == _WITHDRAWN else Label(row.label)
    return StoredJudgement(
        row.judgement_id,
        row.comparison_id,
        row.finding_id,
        row.number,
        Judgement(label, row.author, row.reason, row.judged_at, row.blind),
    )
