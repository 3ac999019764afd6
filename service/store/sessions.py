"""Sessions of browsers, and sign-ins under way, in the database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Result, delete, update
from sqlalchemy.orm import Session

from service.store.insert import insert_new
from service.store.tables import SignInRow, WebSessionRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class WebSession:
    """Somebody who signed in. `digest` is the SHA-256 of the cookie, hexadecimal.

    `key_id` is set when a key opened it: then that key decides what the session may do, and
    `role` is the role it had. `expires_at` is the end whatever happens; `seen_at` counts for
    the end when nothing happens.
    """

    session_id: str
    digest: str = field(repr=False)
    name: str
    role: str
    key_id: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in under way: what the browser and the provider must bring back.

    `state_digest` and `browser_digest` are SHA-256, hexadecimal; `verifier` is PKCE's
    (RFC 7636). `return_to` is a path of this server.
    """

    state_digest: str = field(repr=False)
    browser_digest: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    return_to: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRepository:
    """All SQL on sessions."""

    session: Session

    def add(self, opened: WebSession) -> None:
        """Store a new session, and forget those that have reached their end."""
        self.session.execute(
            delete(WebSessionRow).where(WebSessionRow.expires_at <= opened.created_at)
        )
        self.session.add(WebSessionRow(**_values(opened, WebSession)))
        self.session.flush()
        note(self.session, "session.create", opened.session_id, name=opened.name, role=opened.role)

    def get(self, digest: str) -> WebSession | None:
        """Return the session whose cookie has the SHA-256 *digest*, ended in time or not."""
        row = self.session.get(WebSessionRow, digest)
        return WebSession(**_values(row, WebSession)) if row else None

    def end(self, digest: str) -> bool:
        """Forget a session; False when there is no such one."""
        row = self.session.get(WebSessionRow, digest)
        gone = delete(WebSessionRow).where(WebSessionRow.digest == digest)
        if row is None or not _happened(self.session.execute(gone)):
            return False
        note(self.session, "session.end", row.session_id)
        return True

    def touch(self, digest: str, *, at: datetime) -> None:
        """Note that the session is in use; the log does not have it."""
        self.session.execute(
            update(WebSessionRow).where(WebSessionRow.digest == digest).values(seen_at=at)
        )


@dataclass(frozen=True, slots=True)
class SignInRepository:
    """All SQL on sign-ins under way; the log has only what they come to."""

    session: Session

    def add(self, begun: SignIn, *, at: datetime) -> None:
        """Remember a sign-in, and forget those whose time is over."""
        self.session.execute(delete(SignInRow).where(SignInRow.expires_at <= at))
        insert_new(self.session, SignInRow, _values(begun, SignIn))

    def take(self, state_digest: str, *, at: datetime) -> SignIn | None:
        """Return a sign-in and forget it, so that nobody comes back twice; None when over."""
        row = self.session.get(SignInRow, state_digest)
        if row is None:
            return None
        found = SignIn(**_values(row, SignIn))
        # Of two that come back at once, the database lets one delete it.
        gone = delete(SignInRow).where(SignInRow.state_digest == state_digest)
        is_mine = _happened(self.session.execute(gone))
        return found if is_mine and at < found.expires_at else None


def _values(row: object, kind: type[WebSession] | type[SignIn]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.__dataclass_fields__}


def _happened(result: Result[Any]) -> bool:
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
