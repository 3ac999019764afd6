"""Asking as somebody: requests from here and there, and who the guard takes them for."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Engine

from service.access.guard import Credentials, identify, read_credentials
from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.access.sessions import open_session
from service.config import Settings
from service.errors import NotAllowedError, UnknownCallerError
from service.store.unit import unit_of_work
from tests.service.store.strategies import AT

PUBLIC = "https://c.example.org"
OWN_PAGE = {"sec-fetch-site": "same-origin"}
MINUTE = timedelta(minutes=1)
USER = Principal("ana@x.org", Role.REVIEWER, PrincipalKind.SESSION)


def asked(
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    peer: str | None = "127.0.0.1",
    host: str | None = "localhost:8000",
    scheme: str = "http",
) -> Credentials:
    """Return a request's credentials; by default those of a person at the machine."""
    found = dict(headers or {})
    if host is not None:
        found["host"] = host
    return read_credentials(found, method=method, scheme=scheme, peer=peer)


def who(engine: Engine, given: Credentials, after: timedelta = MINUTE, **settings: object) -> str:
    """Return the actor that *given* turns out to be, or the class of the refusal."""
    try:
        found = identify(given, engine, Settings(**settings), at=AT + after)  # type: ignore[arg-type]
    except (UnknownCallerError, NotAllowedError) as error:
        return type(error).__name__
    return found.actor


def signed_in(
    engine: Engine, principal: Principal, replaces: str | None = None, **settings: object
) -> str:
    """Open a session and return its cookie."""
    with unit_of_work(engine, actor=principal.actor, at=AT) as store:
        return open_session(
            store,
            principal,
            Settings(**settings),  # type: ignore[arg-type]
            at=AT,
            replaces=replaces,
        ).cookie


def with_cookie(cookie: str, **more: str) -> dict[str, str]:
    """Return the headers of a browser that has *cookie*."""
    return {"cookie": f"theme=dark; contraste_session={cookie}; x", **more}
