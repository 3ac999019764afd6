"""`Idempotency-Key`: a POST that is sent again is answered again, and done once.

A route opts in by its signature, behind the principal: `_: Idempotent`. The middleware of the
same name digests the body and keeps the answer; this file decides whether the work is done.
Only answers that succeeded are kept: what failed is tried again. Routes whose answer holds a
secret (new keys) must not opt in.

A kill between the work and the keeping of its answer leaves no answer, and the next attempt
does the work again. That cannot lie: doing our work twice changes nothing (content ids), and
its answer is then made of what is stored.

Source: IETF draft-ietf-httpapi-idempotency-key-header-07.
"""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request, Response
from sqlalchemy import Engine

from matching.ids import content_id
from service.access.principal import Principal
from service.api.guard import caller
from service.api.problems import Told, problem_response
from service.api.services import ServicesDep
from service.clock import run_time
from service.errors import InputError
from service.store.answers import Answer, AnswerRepository, Asked
from service.store.engine import transaction

STATE = "idempotency"
"""Under this name the attempt stands in the request's state, for the middleware."""
DIGEST = "body_digest"
"""Under this name the middleware gives the digest of the body that was read."""

_WAIT = {"Retry-After": "2"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a request that may be sent again."""

    engine: Engine
    answer_id: str
    token: str

    def finish(self, answer: Answer) -> None:
        """Keep what the request was answered."""
        with transaction(self.engine) as session:
            AnswerRepository(session).finish(self.answer_id, self.token, answer)

    def give_up(self) -> None:
        """Keep nothing: it failed."""
        with transaction(self.engine) as session:
            AnswerRepository(session).give_up(self.answer_id, self.token)


class AnsweredBefore(Exception):
    """The work was done and answered before."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class StillRunning(Exception):
    """Another attempt at the same is being made."""


def attempt(
    request: Request,
    services: ServicesDep,
    principal: Annotated[Principal, Depends(caller)],
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[\x21-\x7e]+$",
            description="Any name of this request, such as a UUID. Sent again within 24 hours "
            "with the same body, it is answered the same and done once.",
        ),
    ] = None,
) -> None:
    """Go on when the request is new or has no key.

    Raises:
        AnsweredBefore: It was answered before.
        StillRunning: It is being answered.
        InputError: Its key named another request.
    """
    if idempotency_key is None:
        return
    route = f"{request.method} {request.url.path}?{request.url.query}"
    answer_id = content_id("ans", principal.actor, route, idempotency_key)
    digest: str = request.scope["state"][DIGEST]
    mine = Attempt(services.engine, answer_id, secrets.token_hex(8))
    asked = _begin(mine, digest)
    if asked.digest != digest:
        raise InputError("This Idempotency-Key was sent with another body; take a new one.")
    if asked.answer is not None:
        raise AnsweredBefore(asked.answer)
    if not asked.is_mine:
        raise StillRunning
    request.scope["state"][STATE] = mine


Idempotent = Annotated[None, Depends(attempt)]


def install(app: FastAPI) -> None:
    """Let *app* answer again what was answered before."""
    app.add_exception_handler(AnsweredBefore, _again)
    app.add_exception_handler(StillRunning, _running)


def _begin(mine: Attempt, digest: str) -> Asked:
    at = run_time()
    with transaction(mine.engine) as session:
        answers = AnswerRepository(session)
        answers.prune(at=at)
        return answers.begin(mine.answer_id, digest, mine.token, at=at)


def _again(_: Request, found: Exception) -> Response:
    assert isinstance(found, AnsweredBefore)
    answer = found.answer
    headers = dict(line.split(": ", 1) for line in answer.headers)
    headers["Idempotent-Replayed"] = "true"
    return Response(answer.body, answer.status, headers=headers)


def _running(request: Request, _: Exception) -> Response:
    detail = "The same request is being answered; send it again in a moment."
    return problem_response(request, Told(409, detail, headers=_WAIT))
