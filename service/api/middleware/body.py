"""Bodies of requests have a size and a time."""

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import Told, problem_response


class BodyMiddleware:
    """Refuses bodies above *most_bytes*, and those that take longer than *seconds*.

    A length that is announced is refused before anything is read; one that is not, or is a
    lie, as soon as it is passed.
    """

    def __init__(self, app: ASGIApp, most_bytes: int, seconds: float) -> None:
        """Surround *app*."""
        self.app = app
        self.most_bytes = most_bytes
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced[:20]) > self.most_bytes:
            told = Told(413, self._too_large, headers={"Connection": "close"})
            await problem_response(Request(scope), told)(scope, receive, send)
            return
        await self.app(scope, self._limited(receive), send)

    def _limited(self, receive: Receive) -> Receive:
        size = 0
        is_whole = False
        until = anyio.current_time() + self.seconds

        async def read() -> Message:
            nonlocal size, is_whole
            if is_whole:
                # Whoever reads on waits for the caller to leave, however long that takes.
                return await receive()
            with anyio.move_on_after(until - anyio.current_time()) as waiting:
                message = await receive()
            if waiting.cancelled_caught:
                raise HTTPException(408, f"The body did not come within {self.seconds:g} seconds.")
            size += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            # An HTTPException is what FastAPI lets through while it reads a body.
            if size > self.most_bytes:
                raise HTTPException(413, self._too_large)
            return message

        return read

    @property
    def _too_large(self) -> str:
        return f"The body is larger than {self.most_bytes} bytes (CONTRASTE_MAX_REQUEST_BYTES)."
