"""Nightly reports in the database: stored once, never changed, each following another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from service.store.insert import insert_new
from service.store.tables import NightlyReportRow
from service.store.trail import note

# What a list goes on from: the last report shown.
ReportCursor = tuple[datetime, datetime, str]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A stored report without what it says; `created_at` is when it was first made."""

    report_id: str
    scope_id: str
    since: datetime
    until: datetime
    previous_id: str | None
    data_digest: str
    created_at: datetime
    is_empty: bool
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NightlyReportRepository:
    """All SQL on nightly reports."""

    session: Session

    def add(self, report: StoredReport, body: str, *, config_id: str) -> bool:
        """Store a report; tell whether it is new. *body* is all that it says, as JSON."""
        values = {
            "report_id": report.report_id,
            "scope_id": report.scope_id,
            "since": report.since,
            "until": report.until,
            "previous_id": report.previous_id,
            "config_id": config_id,
            "data_digest": report.data_digest,
            "created_at": report.created_at,
            "is_empty": report.is_empty,
            "summary": report.summary,
            "body": body,
        }
        is_new = insert_new(self.session, NightlyReportRow, values)
        if is_new:
            note(self.session, "nightly.add", report.report_id, previous=report.previous_id)
        return is_new

    def body(self, report_id: str) -> str | None:
        """Return what a report says, as JSON; None when there is no such one."""
        found = select(NightlyReportRow.body).where(NightlyReportRow.report_id == report_id)
        return self.session.scalar(found)

    def before(self, scope_id: str, since: datetime) -> str | None:
        """Return the last report of a scope that ended at *since* or earlier, None without."""
        return self.session.scalar(
            select(NightlyReportRow.report_id)
            .where(NightlyReportRow.scope_id == scope_id, NightlyReportRow.until <= since)
            .order_by(*_LAST_FIRST)
            .limit(1)
        )

    def latest(self, limit: int, *, after: ReportCursor | None = None) -> Sequence[StoredReport]:
        """Return up to *limit* reports, the latest night first, then those made last."""
        found = _LINES.order_by(*_LAST_FIRST).limit(limit)
        if after is not None:
            found = found.where(tuple_(*_ORDER) < after)
        return [StoredReport(*row) for row in self.session.execute(found)]


_ORDER = (NightlyReportRow.until, NightlyReportRow.created_at, NightlyReportRow.report_id)
_LAST_FIRST = tuple(key.desc() for key in _ORDER)
# Without the body, which may be long.
_LINES = select(
    NightlyReportRow.report_id,
    NightlyReportRow.scope_id,
    NightlyReportRow.since,
    NightlyReportRow.until,
    NightlyReportRow.previous_id,
    NightlyReportRow.data_digest,
    NightlyReportRow.created_at,
    NightlyReportRow.is_empty,
    NightlyReportRow.summary,
)
