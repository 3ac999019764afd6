"""What a transaction did, gathered while it runs and written to the audit log as it ends."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.locks import take_turn
from service.store.tables import AuditRow

# What stands before the first entry.
GENESIS = "0" * 64
_LOCK = "audit"

Details = dict[str, Any]


@dataclass(slots=True)
class Trail:
    """The notes of one transaction, all by one actor at one moment.

    They are written at its end, so that writers hold the lock of the chain only briefly.
    """

    actor: str
    at: datetime
    notes: list[tuple[str, str, Details]] = field(default_factory=list)

    def write(self, session: Session) -> None:
        """Append the notes to the log; other writers wait until this transaction ends."""
        if not self.notes:
            return
        take_turn(session, _LOCK)
        last = session.execute(
            select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
        ).first()
        number, previous = (last.number, last.digest) if last else (0, GENESIS)
        for action, subject, details in self.notes:
            number += 1
            row = AuditRow(
                number=number,
                at=self.at,
                actor=self.actor,
                action=action,
                subject=subject,
                details=details,
                previous=previous,
            )
            row.digest = previous = digest_of(row)
            session.add(row)
        self.notes.clear()
        session.flush()


def note(session: Session, action: str, subject: str, **details: Any) -> None:
    """Note what was done to *subject*, an id; *details* are ids, numbers and short words.

    No text of a document belongs here: the log is kept when everything else is gone.
    """
    session.info[Trail].notes.append((action, subject, details))


def digest_of(row: AuditRow) -> str:
    """Return the SHA-256 that *row* must carry: over all its values and the one before it."""
    values = [
        row.previous,
        row.number,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.actor,
        row.action,
        row.subject,
        row.details,
    ]
    written = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()
