"""Every request has an identifier: in its answer, in its problems, on its log lines."""

import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

HEADER = "X-Request-ID"
# What a caller names is taken over when nobody can smuggle anything in it.
_SANE = re.compile(r"[A-Za-z0-9._~-]{1,64}")


class RequestIdMiddleware:
    """Takes the caller's identifier, or makes one."""

    def __init__(self, app: ASGIApp) -> None:
        """Surround *app*."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _SANE.fullmatch(given) else uuid.uuid4().hex
        # A state of its own: the server hands the same one to every request.
        scope["state"] = {**scope.get("state", {}), "request_id": request_id}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with bound_contextvars(request_id=request_id):
            await self.app(scope, receive, answer)
