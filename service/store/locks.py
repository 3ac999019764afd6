"""Locks that make writers of one thing take turns until their transactions end."""

import hashlib

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

DOCUMENTS = "documents"
"""Held by who adds sources, pages, documents, readings or entities: two writers that came to
the same names in different orders would wait for each other for ever."""


def take_turn(session: Session | Connection, name: str) -> None:
    """Wait until no other transaction holds the lock *name*, and hold it until the end.

    On SQLite each writing transaction has the whole database to itself already.
    """
    _lock(session, name, "pg_advisory_xact_lock")


def share_turn(session: Session, name: str) -> None:
    """Hold the lock *name* until the end together with others who share it, with nobody else.

    Those who share it must come to whatever they have in common in one order.
    """
    _lock(session, name, "pg_advisory_xact_lock_shared")


def _lock(session: Session | Connection, name: str, function: str) -> None:
    bind = session.get_bind() if isinstance(session, Session) else session
    if bind.dialect.name == "postgresql":
        session.execute(text(f"SELECT {function}(:key)"), {"key": _key(name)})


def _key(name: str) -> int:
    """Return *name* as a signed number of 64 bits, which is what PostgreSQL locks."""
    digest = hashlib.sha256(f"contraste {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
