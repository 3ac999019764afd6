"""Errors as problems: RFC 9457, application/problem+json.

Our own errors answer with their sentence, which says what to do. What fails otherwise
answers with the request's identifier alone; the fault itself goes to the log.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from matching.errors import MatchingError
from service import errors
from service.contract import Part
from service.intake.naming import shown

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

# The first class that an error is an instance of decides.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (errors.TooLarge, 413),
    (errors.InputError, 422),
    (errors.NotFoundError, 404),
    (errors.StaleError, 412),
    (errors.ConflictError, 409),
    (errors.PreconditionNeeded, 428),
    (errors.RateExceeded, 429),
    (errors.UnknownCallerError, 401),
    (errors.NotAllowedError, 403),
    (errors.OverloadedError, 503),
    (errors.StoreError, 503),
)
# How pydantic begins what a validator of ours said.
_PYDANTIC = "Value error, "
_LATER = {"Retry-After": "5"}
# Where a router tells no more than the status's name.
_SENTENCES = {
    404: "Nothing is at this address; /openapi.json lists what there is.",
    405: "This address does not take that method; the header Allow lists those it takes.",
}
_HEADERS: Mapping[type[Exception], Mapping[str, str]] = {
    errors.UnknownCallerError: {"WWW-Authenticate": "Bearer"},
}
ANSWERED: tuple[type[Exception], ...] = (
    errors.ServiceError,
    MatchingError,
    RequestValidationError,
    HTTPException,
    Exception,
)
"""Every kind of error that an application has to answer."""


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


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of an error: an HTTP status, a sentence, and the parts that make no sense.

    `headers` go with the answer.
    """

    status: int
    detail: str
    invalid: tuple[InvalidPart, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def tell(error: Exception) -> Told:
    """Return what may be told of *error*; what is nobody's business goes to the log."""
    if isinstance(error, RequestValidationError):
        # What was sent is not sent back: it may be long, and nobody else's business.
        parts = tuple(field_error(each) for each in error.errors())
        return Told(422, "The request makes no sense; `invalid` lists where and why.", parts)
    if isinstance(error, HTTPException):
        return Told(error.status_code, str(error.detail), headers=dict(error.headers or {}))
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.critical("internal fault", exc_info=error)
        return Told(status, "The server failed; its log tells more under the request's identifier.")
    if isinstance(error, errors.StoreError):
        # The driver's words name hosts and files.
        log.error("the store failed", exc_info=error)
        return Told(status, "The database cannot be used now; try again later.", headers=_LATER)
    if isinstance(error, errors.OverloadedError | errors.RateExceeded):
        return Told(status, str(error), headers={"Retry-After": str(error.retry_after)})
    return Told(status, str(error), headers=_HEADERS.get(type(error), {}))


def problem_response(request: Request, told: Told) -> Response:
    """Return the answer that tells of a problem."""
    title = HTTPStatus(told.status).phrase
    problem = Problem(
        title=title,
        status=told.status,
        detail=_SENTENCES.get(told.status, title) if told.detail == title else told.detail,
        request_id=getattr(request.state, "request_id", None),
        invalid=told.invalid,
    )
    return JSONResponse(
        problem.model_dump(mode="json"), told.status, media_type=MEDIA_TYPE, headers=told.headers
    )


def install(app: FastAPI) -> None:
    """Let *app* answer every error with a problem."""
    for kind in ANSWERED:
        app.add_exception_handler(kind, _answer)


def _answer(request: Request, error: Exception) -> Response:
    told = tell(error)
    if told.status == HTTPStatus.METHOD_NOT_ALLOWED:
        told = replace(told, headers={"Allow": ", ".join(_allowed(request))})
    return problem_response(request, told)


def _allowed(request: Request) -> Sequence[str]:
    """Return the methods of every route at this address: each knows its own alone."""
    return sorted(
        method
        for route in iter_route_contexts(request.app.routes)
        if getattr(route, "methods", None) and route.path_regex.match(request.url.path)
        for method in route.methods or ()
    )


def field_error(error: Mapping[str, Any]) -> InvalidPart:
    """Return where *error*, one of pydantic's, stands, and its reason."""
    # A name that the caller made up stands in the place, too: it may be long, or no Unicode.
    where = ".".join(shown(str(part)) for part in error["loc"])
    return InvalidPart(where=where, reason=error["msg"].removeprefix(_PYDANTIC))
