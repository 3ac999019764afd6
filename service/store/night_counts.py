"""What comparisons came to day by day, and what people judged: counted for nightly reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from matching.finding import Label
from matching.language_tag import primary_language
from service.desk.opinions import Step
from service.store.in_batches import batches
from service.store.nights import moment_of
from service.store.tables import (
    ComparisonRow,
    DocumentRow,
    FindingClaimRow,
    FindingRow,
    JudgementRow,
    SourceRow,
)


@dataclass(frozen=True, slots=True)
class ComparisonCount:
    """One comparison's findings of one label; an extra counts for the side that says it.

    `moment` is when the later of the two documents appeared. `side` is "left", "right" or None.
    """

    comparison_id: str
    left_id: str
    right_id: str
    moment: datetime
    left: str
    right: str
    label: Label | None
    side: str | None
    count: int


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A step of what people judged on a finding, with what the machine said of it."""

    comparison_id: str
    finding_id: str
    documents: tuple[str, str]
    machine: Label
    confidence: float
    languages: tuple[str, str]
    sources: tuple[str, str]
    number: int
    label: Label | None
    author: str
    judged_at: datetime
    blind: bool | None


@dataclass(frozen=True, slots=True)
class NightCounts:
    """All SQL of these figures; it only reads."""

    session: Session

    def comparisons(self, since: datetime, until: datetime) -> Sequence[ComparisonCount]:
        """Return what came of comparing documents of which the later one appeared in the span.

        Of comparisons of the same two documents the newest counts. Comparisons without a
        finding have one row, without a label. In the order of comparisons.
        """
        made = _newest(since, until)
        left, right = aliased(SourceRow), aliased(SourceRow)
        side = case((FindingRow.label == Label.EXTRA, FindingClaimRow.side), else_=None)
        claim = and_(
            FindingClaimRow.comparison_id == FindingRow.comparison_id,
            FindingClaimRow.finding_id == FindingRow.finding_id,
            FindingClaimRow.position == 0,
            # An extra has one claim, on its side; other findings need no side.
            FindingRow.label == Label.EXTRA,
        )
        documents = (made.c.left_id, made.c.right_id)
        own = (made.c.comparison_id, *documents, made.c.moment, left.name, right.name)
        keys = (*own, FindingRow.label, side)
        found = (
            select(*keys, func.count(FindingRow.finding_id))
            .select_from(made)
            .join(left, left.source_id == made.c.left_source)
            .join(right, right.source_id == made.c.right_source)
            .outerjoin(FindingRow, FindingRow.comparison_id == made.c.comparison_id)
            .outerjoin(FindingClaimRow, claim)
            .group_by(*keys)
        )
        rows = [_count(*row) for row in self.session.execute(found)]
        return sorted(rows, key=lambda row: (row.comparison_id, row.label or "", row.side or ""))

    def judged(self, since: datetime, until: datetime) -> Sequence[JudgedFinding]:
        """Return all that was said before *until* of the findings judged since *since*.

        Finding by finding, in the order of what was said.
        """
        late = aliased(JudgementRow)
        left, right = aliased(DocumentRow), aliased(DocumentRow)
        one, other = aliased(SourceRow), aliased(SourceRow)
        touched = select(late.finding_id).where(
            late.comparison_id == JudgementRow.comparison_id,
            late.finding_id == JudgementRow.finding_id,
            late.judged_at >= since,
            late.judged_at < until,
        )
        columns: list[Any] = [JudgementRow, FindingRow.label, FindingRow.confidence]
        columns += [left.document_id, right.document_id]
        columns += [left.language, right.language, one.name, other.name]
        finding = and_(
            FindingRow.comparison_id == JudgementRow.comparison_id,
            FindingRow.finding_id == JudgementRow.finding_id,
        )
        found = (
            select(*columns)
            .join(FindingRow, finding)
            .join(ComparisonRow, ComparisonRow.comparison_id == JudgementRow.comparison_id)
            .join(left, left.document_id == ComparisonRow.left_id)
            .join(right, right.document_id == ComparisonRow.right_id)
            .join(one, one.source_id == left.source_id)
            .join(other, other.source_id == right.source_id)
            .where(JudgementRow.judged_at < until, touched.exists())
            .order_by(JudgementRow.comparison_id, JudgementRow.finding_id, JudgementRow.number)
        )
        return [_judged(*row) for row in self.session.execute(found)]

    def verdicts(self, findings: Iterable[str], until: datetime) -> Sequence[tuple[str, Step]]:
        """Return what was judged before *until* of findings, by their identifiers, in order.

        A finding's identifier is that of its claims: what was judged in one comparison holds
        in another one that finds the same claims together.
        """
        row = JudgementRow
        found: list[JudgementRow] = []
        for some in batches(findings):
            asked = select(row).where(row.finding_id.in_(some), row.judged_at < until)
            found += self.session.scalars(asked).all()
        found.sort(key=lambda one: (one.finding_id, one.judged_at, one.comparison_id, one.number))
        return [
            (one.finding_id, Step(number, _label(one.label), one.author, "", one.judged_at))
            for number, one in enumerate(found, start=1)
        ]


def _newest(since: datetime, until: datetime) -> Subquery:
    """Return the newest comparison of each two documents of which the later is of the span."""
    moment = moment_of().label("moment")
    document = select(DocumentRow.document_id, DocumentRow.source_id, moment).where(moment < until)
    left, right = document.subquery(), document.subquery()
    later = case((left.c.moment > right.c.moment, left.c.moment), else_=right.c.moment)
    sides = (ComparisonRow.left_id, ComparisonRow.right_id)
    is_turned = sides[0] > sides[1]
    rank = func.row_number().over(
        partition_by=(
            case((is_turned, sides[1]), else_=sides[0]),
            case((is_turned, sides[0]), else_=sides[1]),
        ),
        order_by=(ComparisonRow.created_at.desc(), ComparisonRow.comparison_id.desc()),
    )
    recent = select(DocumentRow.document_id).where(
        or_(DocumentRow.published_at >= since, DocumentRow.stored_at >= since)
    )
    found = (
        select(
            ComparisonRow.comparison_id,
            ComparisonRow.left_id,
            ComparisonRow.right_id,
            left.c.source_id.label("left_source"),
            right.c.source_id.label("right_source"),
            later.label("moment"),
            rank.label("rank"),
        )
        .join(left, left.c.document_id == ComparisonRow.left_id)
        .join(right, right.c.document_id == ComparisonRow.right_id)
        .where(or_(*(each.in_(recent) for each in sides)), later >= since)
    ).subquery()
    columns = [column for column in found.c if column.name != "rank"]
    return select(*columns).where(found.c.rank == 1).subquery()


def _count(*values: Any) -> ComparisonCount:
    row = ComparisonCount(*values)
    return replace(row, label=Label(row.label) if row.label else None)


def _judged(row: JudgementRow, label: str, confidence: float, *rest: str | None) -> JudgedFinding:
    languages = sorted(primary_language(each or "und") for each in rest[2:4])
    return JudgedFinding(
        comparison_id=row.comparison_id,
        finding_id=row.finding_id,
        documents=(str(rest[0]), str(rest[1])),
        machine=Label(label),
        confidence=confidence,
        languages=(languages[0], languages[1]),
        sources=(str(rest[4]), str(rest[5])),
        number=row.number,
        label=_label(row.label),
        author=row.author,
        judged_at=row.judged_at,
        blind=row.blind,
    )


def _label(written: str) -> Label | None:
    """Return a judgement's label, None where it takes back another one."""
    return Label(written) if written in set(Label) else None
