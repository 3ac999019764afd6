"""The last net: what nobody answered becomes a problem that tells nothing.

Starlette has one of its own, outside of all middleware; its answers would lack the headers and
its requests the log line that ours have.
"""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import problem_response, tell


class FaultsMiddleware:
    """Answers exceptions that came through."""

    def __init__(self, app: ASGIApp) -> None:
        """Surround *app*."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            told = tell(error)
            if begun:
                # Half an answer cannot be taken back; the server cuts the connection.
                raise
            await problem_response(Request(scope), told)(scope, receive, send)
