"""Cookies of sessions and of sign-ins under way: what each says to the browser, in one place."""

from datetime import datetime

from fastapi import Response

from service.access.guard import (
    SESSION_COOKIE,
    Credentials,
    cookie_name,
    is_secure,
    session_cookie,
)
from service.access.oidc import TIME_TO_SIGN_IN
from service.access.principal import Principal
from service.access.sessions import open_session
from service.api.services import Services
from service.config import Settings

SIGN_IN_COOKIE = "contraste_sign_in"


def give_session(
    response: Response,
    services: Services,
    given: Credentials,
    principal: Principal,
    *,
    at: datetime,
) -> Principal:
    """Open a session for *principal*, put its cookie on *response*, and return who it is."""
    settings = services.settings
    with services.write(principal) as store:
        opened = open_session(
            store, principal, settings, at=at, replaces=session_cookie(given, settings)
        )
    seconds = settings.session_hours * 3600
    _give(response, SESSION_COOKIE, opened.cookie, seconds, settings, given)
    return opened.principal


def drop_session(response: Response, settings: Settings, given: Credentials) -> None:
    """Let the browser forget its session."""
    _give(response, SESSION_COOKIE, "", 0, settings, given)


def give_sign_in(response: Response, cookie: str, settings: Settings, given: Credentials) -> None:
    """Let the browser remember that it began a sign-in."""
    seconds = int(TIME_TO_SIGN_IN.total_seconds())
    _give(response, SIGN_IN_COOKIE, cookie, seconds, settings, given)


def drop_sign_in(response: Response, settings: Settings, given: Credentials) -> None:
    """Let the browser forget it."""
    _give(response, SIGN_IN_COOKIE, "", 0, settings, given)


def sign_in_cookie(given: Credentials, settings: Settings) -> str | None:
    """Return the cookie of the sign-in that the browser began, if any."""
    name = cookie_name(SIGN_IN_COOKIE, secure=is_secure(given, settings))
    return given.cookies.get(name)


def _give(
    response: Response,
    name: str,
    value: str,
    seconds: int,
    settings: Settings,
    given: Credentials,
) -> None:
    secure = is_secure(given, settings)
    response.set_cookie(
        cookie_name(name, secure=secure),
        value,
        max_age=seconds,
        path="/",
        secure=secure,
        httponly=True,
        # Lax, not strict: who follows a link from a mail, or comes back from the provider, is
        # signed in. Requests that change something are checked apart (service/access/csrf.py).
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
