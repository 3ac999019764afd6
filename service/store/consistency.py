"""How consistent sources were with each other in a span of time, counted by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from matching.finding import Label, Side
from service.store.judgements import held_judgements
from service.store.tables import (
    ComparisonRow,
    DocumentRow,
    FindingClaimRow,
    FindingRow,
    RevisionRow,
    SourceRow,
)
from service.store.tables import PageRow as _Page

# What the lists go on from: the sort key of the last one shown.
PairCursor = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, `since` included and `until` not, and the one source wanted, None for all."""

    since: datetime
    until: datetime
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Comparisons, their findings by label, and what people did with them.

    `extra_left` is what only the first of two sources says. `overruled` of those `judged` have
    another label by a person than by the machine.
    """

    comparisons: int = 0
    agree: int = 0
    extra_left: int = 0
    extra_right: int = 0
    conflict: int = 0
    undecided: int = 0
    judged: int = 0
    overruled: int = 0


@dataclass(frozen=True, slots=True)
class SourcePair:
    """Two sources, in the order of their identifiers, and what came of comparing them."""

    left_id: str
    left: str
    right_id: str
    right: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class ConsistencyRepository:
    """All SQL of the report on consistency; it only reads.

    Of comparisons of the same two documents within the window the newest alone counts: that
    another version of the code compared them again made no second meeting of the sources.
    """

    session: Session

    def totals(self, window: Window) -> Counts:
        """Return the counts over all pairs of sources; `extra_left` and `extra_right` as there."""
        pairs = _by_pair(window).subquery()
        names = Counts.__dataclass_fields__
        found = select(*(func.coalesce(func.sum(pairs.c[name]), 0) for name in names))
        row = self.session.execute(found).one()
        return Counts(*(int(number) for number in row))

    def pairs(
        self, window: Window, limit: int, *, after: PairCursor | None = None
    ) -> Sequence[SourcePair]:
        """Return up to *limit* pairs of sources, those with most conflicts first."""
        pairs = _by_pair(window).subquery()
        order = (-pairs.c.conflict, pairs.c.lower, pairs.c.upper)
        found = select(pairs).order_by(*order).limit(limit)
        if after is not None:
            found = found.where(tuple_(*order) > after)
        rows = self.session.execute(found).all()
        names = self._names({each for row in rows for each in (row.lower, row.upper)})
        return [
            SourcePair(
                row.lower,
                names[row.lower],
                row.upper,
                names[row.upper],
                Counts(*(int(row._mapping[name]) for name in Counts.__dataclass_fields__)),
            )
            for row in rows
        ]

    def count_edits(self, window: Window) -> int:
        """Return how often a page showed another text than before."""
        found = select(func.count()).select_from(edits_in(window).subquery())
        return self.session.scalar(found) or 0

    def _names(self, ids: set[str]) -> dict[str, str]:
        found = select(SourceRow.source_id, SourceRow.name).where(SourceRow.source_id.in_(ids))
        return {row.source_id: row.name for row in self.session.execute(found)}


def newest_in(window: Window) -> Subquery:
    """Return the comparisons that count: identifier, moment, documents and their sources."""
    left, right = aliased(DocumentRow), aliased(DocumentRow)
    sides = (ComparisonRow.left_id, ComparisonRow.right_id)
    is_turned = sides[0] > sides[1]
    rank = func.row_number().over(
        partition_by=(
            case((is_turned, sides[1]), else_=sides[0]),
            case((is_turned, sides[0]), else_=sides[1]),
        ),
        order_by=(ComparisonRow.created_at.desc(), ComparisonRow.comparison_id.desc()),
    )
    found = (
        select(
            ComparisonRow.comparison_id,
            ComparisonRow.created_at,
            ComparisonRow.left_id,
            ComparisonRow.right_id,
            left.source_id.label("left_source"),
            right.source_id.label("right_source"),
            rank.label("rank"),
        )
        .join(left, left.document_id == ComparisonRow.left_id)
        .join(right, right.document_id == ComparisonRow.right_id)
        .where(ComparisonRow.created_at >= window.since, ComparisonRow.created_at < window.until)
    )
    if window.source_id is not None:
        found = found.where(
            or_(left.source_id == window.source_id, right.source_id == window.source_id)
        )
    ranked = found.subquery()
    columns = [column for column in ranked.c if column.name != "rank"]
    return select(*columns).where(ranked.c.rank == 1).subquery()


def edits_in(window: Window) -> Select[str, int, datetime, str]:
    """Return the revisions of pages that took the place of another text within the window."""
    found = (
        select(RevisionRow.page_id, RevisionRow.number, RevisionRow.seen_at, _Page.source_id)
        .join(_Page, _Page.page_id == RevisionRow.page_id)
        .where(RevisionRow.number > 1)
        .where(RevisionRow.seen_at >= window.since, RevisionRow.seen_at < window.until)
    )
    if window.source_id is not None:
        found = found.where(_Page.source_id == window.source_id)
    return found


def _by_pair(window: Window) -> Select[Any]:
    """Return one row for each pair of sources: `lower`, `upper`, and the counts by name."""
    made = newest_in(window)
    held = held_judgements()
    # An extra has one claim, on its side; other findings need no side.
    claim = and_(
        FindingClaimRow.comparison_id == FindingRow.comparison_id,
        FindingClaimRow.finding_id == FindingRow.finding_id,
        FindingClaimRow.position == 0,
        FindingRow.label == Label.EXTRA,
    )
    is_turned = made.c.left_source > made.c.right_source
    first, second = (
        or_(
            and_(~is_turned, FindingClaimRow.side == one),
            and_(is_turned, FindingClaimRow.side == other),
        )
        for one, other in ((Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT))
    )
    lower = case((is_turned, made.c.right_source), else_=made.c.left_source)
    upper = case((is_turned, made.c.left_source), else_=made.c.right_source)
    return (
        select(
            lower.label("lower"),
            upper.label("upper"),
            func.count(func.distinct(made.c.comparison_id)).label("comparisons"),
            _count(FindingRow.label == Label.AGREE).label("agree"),
            _count(first).label("extra_left"),
            _count(second).label("extra_right"),
            _count(FindingRow.label == Label.CONFLICT).label("conflict"),
            _count(FindingRow.label == Label.UNDECIDED).label("undecided"),
            _count(held.c.label.is_not(None)).label("judged"),
            _count(held.c.label != FindingRow.label).label("overruled"),
        )
        .select_from(made)
        .outerjoin(FindingRow, FindingRow.comparison_id == made.c.comparison_id)
        .outerjoin(FindingClaimRow, claim)
        .outerjoin(
            held,
            and_(
                held.c.comparison_id == FindingRow.comparison_id,
                held.c.finding_id == FindingRow.finding_id,
            ),
        )
        .group_by(lower, upper)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
