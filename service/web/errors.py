"""Errors as pages: the same sentences and statuses as the API's problems."""

from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from service.api.problems import ANSWERED, tell
from service.errors import UnknownCallerError
from service.web.rendering import render

_SIGN_IN = "/sign-in"
# Those that have a heading of their own.
_NAMED = frozenset((HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, 413, 422))


def install(app: FastAPI) -> None:
    """Let *app* answer every error with a page."""
    for kind in ANSWERED:
        app.add_exception_handler(kind, _page)


def _page(request: Request, error: Exception) -> Response:
    if isinstance(error, UnknownCallerError) and request.method == "GET":
        back = quote(request.url.path, safe="/")
        return RedirectResponse(f"{_SIGN_IN}?next={back}", status_code=303)
    told = tell(error)
    return render(
        request,
        "error.html",
        status=told.status,
        headers=told.headers,
        at=None,
        told=told,
        kind=str(told.status) if told.status in _NAMED else "other",
        request_id=getattr(request.state, "request_id", None),
    )
