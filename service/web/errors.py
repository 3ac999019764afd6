"""Errors as pages: the same sentences and statuses as the API's problems."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from service.api.problems import ANSWERED, tell
from service.errors import RoleNeeded, UnknownCallerError
from service.web.links import came_from
from service.web.rendering import render

_SIGN_IN = "/sign-in"
# Those that have a heading of their own.
_NAMED = frozenset((401, 403, 404, 413, 422))


def install(app: FastAPI) -> None:
    """Let *app* answer every error with a page."""
    for kind in ANSWERED:
        app.add_exception_handler(kind, _page)


def _page(request: Request, error: Exception) -> Response:
    if isinstance(error, UnknownCallerError) and request.method == "GET":
        return _to_sign_in(request)
    told = tell(error)
    return render(
        request,
        "error.html",
        status=told.status,
        headers=told.headers,
        at=None,
        told=told,
        kind=str(told.status) if told.status in _NAMED else "other",
        role=error if isinstance(error, RoleNeeded) else None,
        back=came_from(request),
        request_id=getattr(request.state, "request_id", None),
    )


def _to_sign_in(request: Request) -> Response:
    """Lead to the form, and from there back to this page."""
    if "hx-request" in request.headers:
        # A part of a page asked: the whole page goes, not the part.
        address = f"{_SIGN_IN}?next={quote(came_from(request), safe='/')}"
        return Response(headers={"HX-Redirect": address})
    query = f"?{request.url.query}" if request.url.query else ""
    back = quote(f"{request.url.path}{query}", safe="/")
    return RedirectResponse(f"{_SIGN_IN}?next={back}", status_code=303)
