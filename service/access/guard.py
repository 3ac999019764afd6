"""From what came with a request to who sent it; knows headers, but no web framework.

Who may come in without a key is decided here and nowhere else: the person who sits at the
machine, and only while `CONTRASTE_ACCESS` says so. That a request came from this machine is
no proof: a reverse proxy's do too, and so do those of a page in the browser whose address
was turned to 127.0.0.1 (DNS rebinding). So the request's `Host` must be a name of this machine,
it must not bear a proxy's marks, and a browser must not say that another site made it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Engine

from service.access.addresses import is_loopback
from service.access.csrf import Provenance, is_own
from service.access.keys import TOUCH_EVERY, verify_key
from service.access.principal import LOCAL, Principal, PrincipalKind
from service.access.roles import Role
from service.access.sessions import find_session
from service.config import Access, Settings
from service.errors import NotAllowedError, StoreError, UnknownCallerError
from service.store.api_keys import ApiKey
from service.store.sessions import WebSession
from service.store.unit import Store, read_only, remark

SESSION_COOKIE = "contraste_session"
# Browsers take a cookie of this name over TLS only, from this host only, for all its paths.
SECURE_PREFIX = "__Host-"

_PROXY_MARKS = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)
_STRANGER = "Send a key as 'Authorization: Bearer KEY', or sign in."
_WRONG_KEY = "This key is unknown, expired or revoked."
_PROXIED = (
    "The request came through a proxy, and no access control is set up here; "
    "make a key with contraste key create NAME --role admin."
)
_FOREIGN = "Another site made this request; it is not carried out."


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request brought that tells who sent it. Headers that are missing are None.

    `peer` is the address at the other end of the connection, None for a local socket; `scheme`
    the request's own, http or https; `is_proxied` whether it bears the marks of a proxy.
    """

    provenance: Provenance
    scheme: str
    peer: str | None
    host: str | None
    is_proxied: bool
    key: str | None = field(default=None, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


def read_credentials(
    headers: Mapping[str, str], *, method: str, scheme: str, peer: str | None
) -> Credentials:
    """Return what *headers*, their names in lower case, bring along.

    Raises:
        UnknownCallerError: There are two keys, and they differ.
    """
    return Credentials(
        provenance=Provenance(method, headers.get("sec-fetch-site"), headers.get("origin")),
        scheme=scheme,
        peer=peer,
        host=headers.get("host"),
        is_proxied=any(mark in headers for mark in _PROXY_MARKS),
        key=_given_key(headers),
        cookies=_cookies(headers.get("cookie", "")),
    )


def identify(
    credentials: Credentials, engine: Engine, settings: Settings, *, at: datetime
) -> Principal:
    """Return who sent the request.

    A key counts before a cookie; who sends a wrong key is not let in some other way.

    Raises:
        UnknownCallerError: Nobody known did (401).
        NotAllowedError: Another site made a browser send it (403).
        StoreError: The database cannot be reached.
    """
    if credentials.key is not None:
        return read_key(credentials.key, engine, at=at)
    with read_only(engine) as store:
        cookie = session_cookie(credentials, settings)
        found = find_session(store, cookie, settings, at=at) if cookie else None
        is_open = found is None and is_open_here(store, settings)
    if found:
        principal, session = found
        if not (credentials.provenance.is_safe or is_from_own_page(credentials, settings)):
            raise NotAllowedError(_FOREIGN)
        _touch_session(engine, session, settings, at)
        return principal
    if not is_open:
        raise UnknownCallerError(_STRANGER)
    return _local(credentials, settings)


def read_key(token: str, engine: Engine, *, at: datetime) -> Principal:
    """Return who the key *token* stands for.

    Raises:
        UnknownCallerError: It is malformed, unknown, expired or revoked; which, is not told.
    """
    with read_only(engine) as store:
        key = verify_key(store, token, at=at)
    if key is None:
        raise UnknownCallerError(_WRONG_KEY)
    _touch_key(engine, key, at)
    return Principal(key.name, Role(key.role), PrincipalKind.KEY, key.key_id)


def is_open_here(store: Store, settings: Settings) -> bool:
    """Tell whether the person at this machine may come in without a key or a session.

    An expired or revoked key closes the door as well as one that holds: otherwise the end of
    the last key would make everybody an administrator.
    """
    if settings.access is Access.KEYS or settings.public_url:
        return False
    if settings.access is Access.OPEN:
        return True
    return not settings.oidc_issuer and not store.api_keys.any_ever()


def is_from_own_page(credentials: Credentials, settings: Settings) -> bool:
    """Tell whether a page of this server made the request."""
    return is_own(credentials.provenance, own_origin(credentials, settings))


def refuse_foreign(credentials: Credentials, settings: Settings) -> None:
    """Do nothing unless a browser says that another site made the request.

    For what needs no session yet, such as signing in: programs send neither header.

    Raises:
        NotAllowedError: Another site did.
    """
    if credentials.provenance.is_browser and not is_from_own_page(credentials, settings):
        raise NotAllowedError(_FOREIGN)


def own_origin(credentials: Credentials, settings: Settings) -> str:
    """Return the origin of this server's pages: what is configured, else what was asked for."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    return f"{credentials.scheme}://{credentials.host or ''}"


def is_secure(credentials: Credentials, settings: Settings) -> bool:
    """Tell whether browsers reach this server over TLS, so that cookies may ask for it."""
    return own_origin(credentials, settings).startswith("https://")


def cookie_name(name: str, *, secure: bool) -> str:
    """Return what the cookie *name* is called over TLS, or without."""
    return f"{SECURE_PREFIX}{name}" if secure else name


def session_cookie(credentials: Credentials, settings: Settings) -> str | None:
    """Return the cookie of the session that the browser brought, if any."""
    secure = is_secure(credentials, settings)
    return credentials.cookies.get(cookie_name(SESSION_COOKIE, secure=secure))


def _local(credentials: Credentials, settings: Settings) -> Principal:
    if credentials.is_proxied:
        raise UnknownCallerError(_PROXIED)
    if not is_loopback(credentials.peer) or not is_loopback(_host_name(credentials.host)):
        raise UnknownCallerError(_STRANGER)
    # A browser vouches for this machine without being asked, as it does for a cookie.
    if not credentials.provenance.is_safe:
        refuse_foreign(credentials, settings)
    return LOCAL


def _host_name(host: str | None) -> str | None:
    """Return the header `Host` without its port."""
    try:
        return urlsplit(f"//{host}").hostname if host else None
    except ValueError:
        return None


def _given_key(headers: Mapping[str, str]) -> str | None:
    scheme, _, rest = headers.get("authorization", "").strip().partition(" ")
    # Another scheme is a proxy's own affair, such as a password in front of everything.
    bearer = rest.strip() if scheme.lower() == "bearer" else None
    plain = headers.get("x-api-key")
    if bearer is not None and plain is not None and bearer != plain.strip():
        raise UnknownCallerError("The request brought two keys; send one.")
    return bearer if bearer is not None else plain and plain.strip()


def _cookies(header: str) -> Mapping[str, str]:
    # By hand: the standard library's parser gives up on all of them when one is odd.
    found: dict[str, str] = {}
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        found.setdefault(name, value)
    return found


def _touch_key(engine: Engine, key: ApiKey, at: datetime) -> None:
    if key.last_used_at is None or at - key.last_used_at >= TOUCH_EVERY:
        # A remark that somebody is in the way of is made at the next request.
        with suppress(StoreError), remark(engine) as store:
            store.api_keys.touch(key.key_id, at=at)


def _touch_session(engine: Engine, session: WebSession, settings: Settings, at: datetime) -> None:
    # A tenth of the idle time at most, so that a session in use does not run out.
    every = min(TOUCH_EVERY, timedelta(minutes=settings.session_idle) / 10)
    if at - session.seen_at >= every:
        with suppress(StoreError), remark(engine) as store:
            store.sessions.touch(session.digest, at=at)
