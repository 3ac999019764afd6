"""JSON bodies read strictly: one meaning each, or a clear refusal.

A name that stands twice in an object means one thing to one reader and another to the next
(RFC 8259 section 4), and NaN is no JSON at all: both are refused.
"""

import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.routing import APIRoute


class StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> Any:
        """Return the body's value."""
        if not hasattr(self, "_json"):
            self._json = read_strictly(await self.body())
        return self._json


class StrictRoute(APIRoute):
    """A route that reads JSON bodies strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, which is given a `StrictRequest`."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(StrictRequest(request.scope, request.receive))

        return handle


def resource(name: str, *, tag: str | None = None) -> APIRouter:
    """Return the router of the resource *name* under /v1, which reads bodies strictly.

    *tag* groups its operations in the description, by default under *name*.
    """
    return APIRouter(prefix=f"/v1/{name}", tags=[tag or name], route_class=StrictRoute)


def read_strictly(body: bytes) -> Any:
    """Return the value of a JSON *body* in UTF-8.

    Raises:
        HTTPException: 400: it is not JSON, not UTF-8, names something twice, or is too deep.
    """
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        why = f"it is no JSON at character {error.pos}"
    except UnicodeDecodeError:
        why = "it is not UTF-8"
    except RecursionError:
        why = "it is nested too deeply"
    except ValueError as error:
        # Python's own sentence on a number of too many digits advises programmers.
        why = str(error) if isinstance(error, _Refused) else "a number in it has too many digits"
    raise HTTPException(400, f"The body cannot be read: {why}.")


class _Refused(ValueError):
    """Why a value is not taken."""


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("a name stands twice in one object")
    return found


def _refuse_constant(_: str) -> None:
    raise _Refused("NaN and Infinity are no JSON")
