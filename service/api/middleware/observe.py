"""Watches requests: one log line each, and their number and time in the metrics."""

import logging
import re
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.metrics import Metrics

log = logging.getLogger(__name__)

_OTHER = "(none)"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# A path may hold anything that somebody typed; what has the form of our identifiers is no text.
_ID = re.compile(r"[a-z]{2,6}_[0-9a-f]{8,64}")
_NEVER_BEGUN = 499  # nginx's number for a caller who left before the answer


class ObserveMiddleware:
    """Logs and counts each request under its route, never under its path."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Surround *app* and count into *metrics*."""
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = perf_counter()
        status, sent = _NEVER_BEGUN, 0

        async def answer(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        with self.metrics.running.track_inprogress():
            try:
                await self.app(scope, receive, answer)
            finally:
                self._note(scope, status, sent, perf_counter() - begun)

    def _note(self, scope: Scope, status: int, sent: int, seconds: float) -> None:
        route = route_of(scope)
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        self.metrics.request(method, route, status, seconds)
        facts = {
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes": sent,
            "caller": scope["state"].get("actor"),
            **_ids(scope),
        }
        log.info("request", extra={"facts": facts})


def route_of(scope: Scope) -> str:
    """Return the template of the route that answered, such as "/v1/documents/{document_id}"."""
    found = getattr(scope.get("route"), "path", None)
    return found if isinstance(found, str) else _OTHER


def _ids(scope: Scope) -> dict[str, Any]:
    given = scope.get("path_params", {})
    return {name: value for name, value in given.items() if _ID.fullmatch(str(value))}
