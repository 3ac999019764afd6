"""What a reader chose about the pages, kept in cookies; the language has its own file."""

from starlette.requests import Request
from starlette.responses import Response

KEPT_SECONDS = 31_536_000
"""A year: a choice is kept."""
_KEYS = "contraste_single_keys"
_OFF = "off"


def single_keys(request: Request) -> bool:
    """Tell whether single keys do something on the pages (WCAG 2.1.4); so unless switched off."""
    return request.cookies.get(_KEYS) != _OFF


def keep_single_keys(response: Response, *, on: bool) -> None:
    """Let the browser keep whether single keys do something."""
    response.set_cookie(
        _KEYS,
        "on" if on else _OFF,
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="lax",
    )
