"""Reading the audit log, and proving that nobody has changed it."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.tables import AuditRow
from service.store.trail import GENESIS, digest_of

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry that does not follow from the one before it, and what is wrong."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What was found: how many entries hold, the last digest of them, and the first fault.

    `head` is what an outsider notes down: while it is in the chain, nothing before it was
    changed or cut off.
    """

    entries: int
    head: str
    broken: BrokenLink | None = None


@dataclass(frozen=True, slots=True)
class AuditRepository:
    """All SQL on the audit log but the appending, which each transaction does at its end."""

    session: Session

    def verify(self, expected: str | None = None) -> ChainReport:
        """Check every entry from the first on; the report names the first broken link.

        *expected* is a digest noted earlier: it must be in the chain, so that a log whose
        end was cut off is found out too.
        """
        found = select(AuditRow).order_by(AuditRow.number)
        options = {"yield_per": _BATCH, "populate_existing": True}
        with closing(self.session.scalars(found, execution_options=options)) as rows:
            return _verified(rows, expected)

    def of(self, subject: str) -> Sequence[AuditRow]:
        """Return what was done to *subject*, an id, oldest first."""
        found = select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.number)
        return self.session.scalars(found).all()

    def latest(
        self,
        limit: int,
        *,
        before: int | None = None,
        actor: str | None = None,
        action: str | None = None,
        subject: str | None = None,
    ) -> Sequence[AuditRow]:
        """Return up to *limit* entries, newest first, those under number *before* if given.

        *actor*, *action* and *subject* keep those of one.
        """
        found = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
        if before is not None:
            found = found.where(AuditRow.number < before)
        wanted = ((AuditRow.actor, actor), (AuditRow.action, action), (AuditRow.subject, subject))
        for column, value in wanted:
            if value is not None:
                found = found.where(column == value)
        return self.session.scalars(found).all()

    def head(self) -> tuple[int, str]:
        """Return the number and digest of the last entry, to be noted down; nothing is checked."""
        last = select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
        row = self.session.execute(last).first()
        return (row.number, row.digest) if row else (0, GENESIS)


def _verified(rows: Iterable[AuditRow], expected: str | None) -> ChainReport:
    previous, number = GENESIS, 0
    is_seen = expected in (None, GENESIS)
    for row in rows:
        fault = _fault(row, number + 1, previous)
        if fault:
            return ChainReport(number, previous, BrokenLink(row.number, fault))
        previous, number = row.digest, row.number
        is_seen = is_seen or previous == expected
    if is_seen:
        return ChainReport(number, previous)
    cut = BrokenLink(number + 1, "the head that was expected is not in the log")
    return ChainReport(number, previous, cut)


def _fault(row: AuditRow, number: int, previous: str) -> str | None:
    if row.number != number:
        return f"entry {number} is missing"
    if row.previous != previous:
        return "it does not name the digest before it"
    if row.digest != digest_of(row):
        return "its digest does not fit its values"
    return None
