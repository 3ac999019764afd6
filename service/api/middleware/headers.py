"""Headers that every answer bears, unless its route says otherwise.

Source: OWASP REST Security Cheat Sheet, "Security Headers".
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    # Nobody guesses that our JSON is a page.
    "X-Content-Type-Options": "nosniff",
    # Answers are somebody's; routes whose answers may be kept say so.
    "Cache-Control": "no-store",
    # Data loads nothing and stands in no frame; pages bring a policy of their own.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """Adds the headers that are missing."""

    def __init__(self, app: ASGIApp) -> None:
        """Surround *app*."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, answer if scope["type"] == "http" else send)
