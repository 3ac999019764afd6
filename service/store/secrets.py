"""The installation's secret in the database."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.insert import insert_new
from service.store.tables import SecretRow

_BYTES = 32


@dataclass(frozen=True, slots=True)
class SecretRepository:
    """All SQL on secrets.

    They lie in the database, not in a file: every process on it must know the same ones, on
    whichever machine. Backups leave them out, and a restored database makes new ones. Whoever
    reads the database has all that they protect.
    """

    session: Session

    def get(self, name: str) -> str | None:
        """Return the secret *name*, None when nobody has needed it yet."""
        return self.session.scalar(select(SecretRow.value).where(SecretRow.name == name))

    def get_or_make(self, name: str, *, at: datetime) -> str:
        """Return the secret *name*, 256 random bits; two that make it at once get the same."""
        made = secrets.token_urlsafe(_BYTES)
        values = {"name": name, "value": made, "created_at": at}
        if insert_new(self.session, SecretRow, values):
            return made
        found = self.get(name)
        assert found is not None
        return found
