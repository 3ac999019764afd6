"""The log of what was done, as the API has it."""

from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from service.contract import Part
from service.store.tables import AuditRow

Actor = Annotated[str, StringConstraints(min_length=1, max_length=400)]
"""Who did something, as the log names them."""
Subject = Annotated[str, StringConstraints(pattern="^[a-z]{2,8}_[0-9A-Za-z_-]{1,64}$")]
"""The identifier of what something was done to."""


class EntryPart(Part):
    """One thing that was done; `digest` covers it and the digest of the entry before it."""

    number: int = Field(ge=1)
    at: AwareDatetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]
    previous: str
    digest: str


class LogHead(Part):
    """The last entry's number and digest: while it is in the log, nothing before it changed.

    Note it down elsewhere; `contraste audit verify --expect` checks the log against it. An
    empty log has number 0 and a digest of zeros.
    """

    number: int = Field(ge=0)
    digest: str


def entry_part(row: AuditRow) -> EntryPart:
    """Return an entry as the API shows it."""
    return EntryPart(
        number=row.number,
        at=row.at,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        details=row.details,
        previous=row.previous,
        digest=row.digest,
    )
