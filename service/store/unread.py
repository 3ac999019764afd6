"""What could not be read or compared, and why: noted once, for the nightly report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.ids import content_id
from service.store.insert import insert_new
from service.store.tables import UnreadRow
from service.store.trail import note

INPUT, DOCUMENT, STORY = "input", "document", "story"


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read: its name as people know it, and one sentence why.

    `line` is that of a bulk file. `subject_id` is a stored document's, or that of a set of
    documents; `limits` says under which version of the code and limits it failed.
    """

    what: str
    name: str
    reason: str
    line: int | None = None
    subject_id: str | None = None
    limits: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadRepository:
    """All SQL on what could not be read; it is appended and never changed."""

    session: Session

    def add(self, found: Iterable[Unread], *, at: datetime) -> None:
        """Note what could not be read; what fails again under the same limits is known already."""
        for each in found:
            # An input is not kept, so that its failing again is another event.
            moment = None if each.subject_id else at.isoformat()
            key = (each.what, each.subject_id or each.name, each.line, each.limits, moment)
            unread_id = content_id("unr", *key, None if each.subject_id else each.reason)
            values = {
                "unread_id": unread_id,
                "at": at,
                "what": each.what,
                "name": each.name,
                "line": each.line,
                "subject_id": each.subject_id,
                "limits": each.limits,
                "reason": each.reason,
            }
            if insert_new(self.session, UnreadRow, values):
                note(self.session, "unread.add", unread_id, what=each.what)

    def of(self, subjects: Sequence[str], limits: str) -> dict[str, Unread]:
        """Return what is known of *subjects* under *limits*, by their identifiers."""
        rows = self.session.scalars(
            select(UnreadRow).where(UnreadRow.subject_id.in_(subjects), UnreadRow.limits == limits)
        )
        return {str(row.subject_id): _unread(row) for row in rows}

    def inputs(self, since: datetime, until: datetime) -> Sequence[Unread]:
        """Return the inputs that were refused from *since* on until before *until*, in order."""
        found = (
            select(UnreadRow)
            .where(UnreadRow.what == INPUT, UnreadRow.at >= since, UnreadRow.at < until)
            .order_by(UnreadRow.at, UnreadRow.name, UnreadRow.line, UnreadRow.unread_id)
        )
        return [_unread(row) for row in self.session.scalars(found)]


def _unread(row: UnreadRow) -> Unread:
    return Unread(row.what, row.name, row.reason, row.line, row.subject_id, row.limits)
