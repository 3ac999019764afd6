"""Sessions of browsers: a random cookie, and a row that knows its hash."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.access.secrets import digest_of, new_id, new_secret
from service.config import Settings
from service.store.sessions import WebSession
from service.store.unit import Store


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just opened; `cookie` goes to the browser and nowhere else."""

    principal: Principal
    expires_at: datetime
    cookie: str = field(repr=False)


def open_session(
    store: Store, principal: Principal, settings: Settings, *, at: datetime, replaces: str | None
) -> NewSession:
    """Open a session for somebody who has proved who they are.

    The cookie is always new, so that one planted in a browser before is of no use (session
    fixation); *replaces*, the cookie that the browser brought, ends.
    """
    if replaces:
        end_session(store, replaces)
    cookie = new_secret()
    expires_at = at + timedelta(hours=settings.session_hours)
    opened = WebSession(
        session_id=new_id("ses"),
        digest=digest_of(cookie),
        name=principal.name,
        role=principal.role,
        key_id=principal.key_id,
        created_at=at,
        seen_at=at,
        expires_at=expires_at,
    )
    store.sessions.add(opened)
    return NewSession(_principal(opened, principal.role), expires_at, cookie)


def end_session(store: Store, cookie: str) -> bool:
    """End the session of *cookie*; False when there is none."""
    return store.sessions.end(digest_of(cookie))


def find_session(
    store: Store, cookie: str, settings: Settings, *, at: datetime
) -> tuple[Principal, WebSession] | None:
    """Return who has *cookie*, or None when the session is unknown or over.

    It is over at its end, after `session_idle` minutes without a request, or when the key
    that opened it holds no more.
    """
    found = store.sessions.get(digest_of(cookie))
    idle = timedelta(minutes=settings.session_idle)
    if found is None or at >= min(found.expires_at, found.seen_at + idle):
        return None
    if found.key_id is None:
        return _principal(found, Role(found.role)), found
    key = store.api_keys.get(found.key_id)
    if key is None or not key.holds(at):
        return None
    return _principal(found, Role(key.role)), found


def _principal(session: WebSession, role: Role) -> Principal:
    return Principal(session.name, role, PrincipalKind.SESSION, session.key_id)
