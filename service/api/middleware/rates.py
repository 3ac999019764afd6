"""Counts requests that nobody vouches for, and tells callers how much they have left."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.access.addresses import is_loopback
from service.api.problems import Told, problem_response
from service.api.rates import STATE, Rates, Spent

_CREDENTIALS = frozenset({b"authorization", b"x-api-key", b"cookie"})


class RatesMiddleware:
    """Limits strangers by address; callers who are known are counted by the guard."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        """Surround *app* and count in *rates*."""
        self.app = app
        self.rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        address = _address(scope)
        if scope["type"] != "http" or address is None:
            await self.app(scope, receive, self._telling(scope, send))
            return
        if not _has_credentials(scope):
            spent = self.rates.stranger(address)
            if spent is not None and not spent.is_within:
                await _refuse(scope, receive, send, spent)
                return
            await self.app(scope, receive, self._telling(scope, send))
            return
        await self._doubted(scope, receive, send, address)

    async def _doubted(self, scope: Scope, receive: Receive, send: Send, address: str) -> None:
        """Let a caller in who may be known; wrong keys count as a stranger's requests do."""
        is_refused = False

        async def answer(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] == 401:
                spent = self.rates.stranger(address)
                if spent is not None and not spent.is_within:
                    is_refused = True
                    await _refuse(scope, receive, send, spent)
            if not is_refused:
                await self._telling(scope, send)(message)

        await self.app(scope, receive, answer)

    def _telling(self, scope: Scope, send: Send) -> Send:
        async def answer(message: Message) -> None:
            spent = scope.get("state", {}).get(STATE)
            if message["type"] == "http.response.start" and isinstance(spent, Spent):
                MutableHeaders(scope=message).update(spent.headers())
            await send(message)

        return answer


async def _refuse(scope: Scope, receive: Receive, send: Send, spent: Spent) -> None:
    told = Told(429, spent.refusal, headers={**spent.headers(), **spent.wait()})
    await problem_response(Request(scope), told)(scope, receive, send)


def _has_credentials(scope: Scope) -> bool:
    return any(name in _CREDENTIALS for name, _ in scope["headers"])


def _address(scope: Scope) -> str | None:
    """Return the caller's address; None for this machine, where a limit would help nobody."""
    client = scope.get("client")
    return None if client is None or is_loopback(client[0]) else client[0]
