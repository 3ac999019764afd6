"""Keeps the answers of requests with an Idempotency-Key (service/api/idempotency.py)."""

import hashlib
import logging
import re

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.idempotency import DIGEST, STATE, Attempt
from service.errors import StoreError
from service.store.answers import Answer

log = logging.getLogger(__name__)

_KEPT_HEADERS = frozenset(
    {"cache-control", "content-location", "content-type", "etag", "link", "location"}
)
# A larger answer is not kept: making it again costs less than storing it.
_LARGEST = 4_000_000
_BOUNDARY = re.compile(r'boundary="?([^";,]+)')


class IdempotencyMiddleware:
    """Digests the body on its way in, and keeps a good answer before it goes out."""

    def __init__(self, app: ASGIApp) -> None:
        """Surround *app*."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if "idempotency-key" not in headers:
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        announced = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        body = _Body(headers.get("content-type", ""), state, announced=announced)
        answer = _Outgoing(state, send)

        async def read() -> Message:
            message = await receive()
            body.add(message)
            return message

        try:
            await self.app(scope, read, answer.send)
        finally:
            await answer.close()


class _Body:
    """The digest of a body, known once its last part has come.

    Until then there is none, so that a route which asks too early fails, and does not take two
    bodies for one.
    """

    def __init__(self, content_type: str, state: dict[str, object], *, announced: bool) -> None:
        self._digest = hashlib.sha256()
        self._state = state
        found = _BOUNDARY.search(content_type)
        # Clients draw a new boundary each time that they send the same form.
        self._boundary = found[1].encode("latin-1") if found else b""
        self._held = bytearray()
        self._digest.update(content_type.partition(";")[0].strip().lower().encode("latin-1"))
        if not announced:
            self._put()

    def add(self, message: Message) -> None:
        if message["type"] != "http.request":
            return
        part = message.get("body", b"")
        if self._boundary:
            self._held += part
        else:
            self._digest.update(part)
        if not message.get("more_body", False):
            self._digest.update(bytes(self._held).replace(self._boundary or b"\0", b""))
            self._held.clear()
            self._put()

    def _put(self) -> None:
        self._state[DIGEST] = self._digest.hexdigest()


class _Outgoing:
    """An answer on its way out; held back until it is kept, when an attempt was begun."""

    def __init__(self, state: dict[str, object], send: Send) -> None:
        self._state = state
        self._send = send
        self._held: list[Message] = []

    async def send(self, message: Message) -> None:
        attempt = self._state.get(STATE)
        if not isinstance(attempt, Attempt):
            await self._send(message)
            return
        self._held.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            del self._state[STATE]
            answer = _answer(self._held)
            await _settle(attempt, answer)
            for each in self._held:
                await self._send(each)

    async def close(self) -> None:
        """Forget an attempt that ended without a whole answer."""
        attempt = self._state.pop(STATE, None)
        if isinstance(attempt, Attempt):
            await _settle(attempt, None)
            for each in self._held:
                await self._send(each)


def _answer(messages: list[Message]) -> Answer | None:
    """Return what is kept of an answer, None when it is not to be kept."""
    start = next(each for each in messages if each["type"] == "http.response.start")
    body = b"".join(each.get("body", b"") for each in messages)
    if start["status"] >= 300 or len(body) > _LARGEST:
        return None
    headers = (
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in start["headers"]
    )
    kept = tuple(f"{name}: {value}" for name, value in headers if name in _KEPT_HEADERS)
    return Answer(start["status"], kept, body)


async def _settle(attempt: Attempt, answer: Answer | None) -> None:
    try:
        if answer is None:
            await run_sync(attempt.give_up)
        else:
            await run_sync(attempt.finish, answer)
    except StoreError as error:
        # The work is done and its answer true; the lease lets the next attempt do it again.
        log.warning("an answer was not kept: %s", type(error).__name__)
