"""Errors as problems: RFC 9457, application/problem+json.

Our own errors answer with their sentence, which says what to do. What fails otherwise
answers with the request's identifier alone; the fault itself goes to the log.
"""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from matching.errors import MatchingError
from service import errors
from service.contract import Part

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

# The first class that an error is an instance of decides.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (errors.TooLarge, 413),
    (errors.InputError, 422),
    (errors.NotFoundError, 404),
    (errors.StaleError, 412),
    (errors.ConflictError, 409),
    (errors.UnknownCallerError, 401),
    (errors.NotAllowedError, 403),
    (errors.OverloadedError, 503),
    (errors.StoreError, 503),
)
_LATER = {"Retry-After": "5"}


class InvalidPart(Part):
    """One part of a request that makes no sense: where it stands, and why."""

    where: str
    reason: str


class Problem(Part):
    """What went wrong, for programs (`type`, `status`) and people (`title`, `detail`)."""

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    request_id: str | None = None
    invalid: tuple[InvalidPart, ...] = ()


def problem_response(
    request: Request,
    status: int,
    detail: str,
    *,
    invalid: tuple[InvalidPart, ...] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the answer that tells of a problem."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        request_id=getattr(request.state, "request_id", None),
        invalid=invalid,
    )
    return JSONResponse(
        problem.model_dump(mode="json"), status, media_type=MEDIA_TYPE, headers=headers
    )


def install(app: FastAPI) -> None:
    """Let *app* answer every error with a problem."""
    app.add_exception_handler(errors.ServiceError, _ours)
    app.add_exception_handler(MatchingError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def _ours(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _fault(request, error)
    if isinstance(error, errors.StoreError):
        # The driver's words name hosts and files.
        log.error("the store failed: %s", error)
        detail = "The database cannot be used now; try again later."
        return problem_response(request, status, detail, headers=_LATER)
    headers = _LATER if isinstance(error, errors.OverloadedError) else None
    if isinstance(error, errors.UnknownCallerError):
        headers = {"WWW-Authenticate": "Bearer"}
    return problem_response(request, status, str(error), headers=headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # What was sent is not sent back: it may be long, and nobody else's business.
    parts = tuple(_part(each) for each in error.errors())
    detail = "The request makes no sense; `invalid` lists where and why."
    return problem_response(request, 422, detail, invalid=parts)


def _part(error: dict[str, Any]) -> InvalidPart:
    return InvalidPart(where=".".join(str(part) for part in error["loc"]), reason=error["msg"])


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    return problem_response(request, error.status_code, str(error.detail), headers=headers)


def _fault(request: Request, error: Exception) -> Response:
    log.critical("internal fault: %s", error, exc_info=error)
    detail = "The server failed; its log tells more under the request's identifier."
    return problem_response(request, 500, detail)
