"""Lists of comparisons: what was compared with what, and what came of it in numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from matching.finding import Label, Side
from service.store.document_lists import DocumentLine, DocumentLists
from service.store.tables import (
    ComparisonRow,
    DocumentRow,
    FindingClaimRow,
    FindingRow,
)

# What a list goes on from: the moment and identifier of the last one shown.
Cursor = tuple[datetime, str]
Counted = tuple[Label, Side | None]


@dataclass(frozen=True, slots=True)
class ComparisonFilter:
    """Which comparisons are wanted; None wants all. Moments: `since` included, `until` not.

    `label` wants those with at least one finding of it.
    """

    document_id: str | None = None
    source_id: str | None = None
    label: Label | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """A comparison in a list: its documents without their texts, and its findings counted.

    A count stands under its label; under the side too for `extra`.
    """

    comparison_id: str
    created_at: datetime
    left: DocumentLine
    right: DocumentLine
    counts: dict[Counted, int]


@dataclass(frozen=True, slots=True)
class ComparisonLists:
    """All SQL on lists of comparisons."""

    session: Session

    def latest(
        self, limit: int, *, after: Cursor | None = None, where: ComparisonFilter
    ) -> Sequence[ComparisonLine]:
        """Return up to *limit* comparisons, newest first; *after* is the last one shown before."""
        order = (ComparisonRow.created_at, ComparisonRow.comparison_id)
        found = select(ComparisonRow).order_by(*(key.desc() for key in order)).limit(limit)
        if after is not None:
            found = found.where(tuple_(*order) < after)
        rows = self.session.scalars(found.where(*_conditions(where))).all()
        documents = DocumentLists(self.session).lines(
            [each for row in rows for each in (row.left_id, row.right_id)]
        )
        counts = self._counts([row.comparison_id for row in rows])
        return [
            ComparisonLine(
                row.comparison_id,
                row.created_at,
                documents[row.left_id],
                documents[row.right_id],
                counts.get(row.comparison_id, {}),
            )
            for row in rows
        ]

    def _counts(self, ids: Sequence[str]) -> dict[str, dict[Counted, int]]:
        """Return how many findings of each label each comparison has."""
        # An extra stands on one side only, so any of its claims tells which.
        key = (FindingRow.comparison_id, FindingRow.finding_id, FindingRow.label)
        each = (
            select(*key, func.min(FindingClaimRow.side).label("side"))
            .join(
                FindingClaimRow,
                and_(
                    FindingClaimRow.comparison_id == FindingRow.comparison_id,
                    FindingClaimRow.finding_id == FindingRow.finding_id,
                ),
            )
            .where(FindingRow.comparison_id.in_(ids))
            .group_by(*key)
            .subquery()
        )
        side = case((each.c.label == Label.EXTRA, each.c.side), else_=None)
        group = (each.c.comparison_id, each.c.label, side)
        found: dict[str, dict[Counted, int]] = {}
        for comparison_id, label, of, number in self.session.execute(
            select(*group, func.count()).group_by(*group)
        ):
            counted = found.setdefault(comparison_id, {})
            counted[Label(label), Side(of) if of else None] = number
        return found


def _conditions(where: ComparisonFilter) -> Iterator[ColumnElement[bool]]:
    sides = (ComparisonRow.left_id, ComparisonRow.right_id)
    if where.document_id is not None:
        yield or_(*(side == where.document_id for side in sides))
    if where.source_id is not None:
        its = select(DocumentRow.document_id).where(DocumentRow.source_id == where.source_id)
        yield or_(*(side.in_(its) for side in sides))
    if where.since is not None:
        yield ComparisonRow.created_at >= where.since
    if where.until is not None:
        yield ComparisonRow.created_at < where.until
    if where.label is not None:
        # Joined to nothing, so that SQLite does not take the index on all labels for each row.
        label = FindingRow.label.concat("")
        labelled = select(FindingRow.finding_id).where(
            FindingRow.comparison_id == ComparisonRow.comparison_id, label == where.label
        )
        yield labelled.exists()
