"""Lists by keyset: a page goes on after the last row of the one before, whatever is added.

A cursor holds the sort key of that row, signed, and belongs to one list under one set of
filters. It is a place, not a permission: who may see the list is asked each time.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from itsdangerous import BadData, URLSafeSerializer
from pydantic import Field

from service.access.principal import Principal
from service.api.guard import caller
from service.api.services import ServicesDep
from service.contract import Part
from service.errors import InputError

T = TypeVar("T")
R = TypeVar("R")

# Sort keys: moments, numbers and texts, the last one unique.
Key = tuple[Any, ...]

MAX_LIMIT = 200
DEFAULT_LIMIT = 50
_OWN = ("limit", "cursor")
_WRONG = "The cursor is not one of this list under these filters; begin without one."


class Page(Part, Generic[T]):
    """A part of a list; `next` is the cursor of the page after it, null when it is the last."""

    items: tuple[T, ...]
    next: str | None = Field(description="Cursor of the next page; null when this is the last.")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for: up to `limit` rows after the key `after`, None for the first.

    A route asks its repository for `limit + 1` rows (`fetch`), so as to know whether more follow.
    """

    limit: int
    after: Key | None
    request: Request
    response: Response
    signer: URLSafeSerializer

    @property
    def fetch(self) -> int:
        """How many rows to ask the store for: one more than the page shows."""
        return self.limit + 1

    def page(
        self, rows: Sequence[R], *, key: Callable[[R], Key], item: Callable[[R], T]
    ) -> Page[T]:
        """Return the page that shows *rows*, up to `fetch` of them, in the list's order.

        *key* gives a row's sort key, *item* what is shown of it. Sets `Link` when more follow.
        """
        shown = rows[: self.limit]
        cursor = None
        if len(rows) > self.limit:
            cursor = self._cursor(key(shown[-1]))
            self.response.headers["Link"] = f'<{self._address(cursor)}>; rel="next"'
        return Page(items=tuple(item(row) for row in shown), next=cursor)

    def _cursor(self, key: Key) -> str:
        found = self.signer.dumps([_scope(self.request), [_written(value) for value in key]])
        return found if isinstance(found, str) else found.decode("ascii")

    def _address(self, cursor: str) -> str:
        # A path without a host is right behind any proxy (RFC 8288 section 3.1 allows it).
        given = [pair for pair in self.request.query_params.multi_items() if pair[0] != "cursor"]
        return f"{self.request.url.path}?{urlencode([*given, ('cursor', cursor)])}"


def page_request(
    request: Request,
    response: Response,
    services: ServicesDep,
    _: Annotated[Principal, Depends(caller)],
    limit: Annotated[
        int, Query(ge=1, le=MAX_LIMIT, description="Most items of the page.")
    ] = DEFAULT_LIMIT,
    cursor: Annotated[
        str | None,
        Query(min_length=1, max_length=2000, description="`next` of the page before."),
    ] = None,
) -> PageRequest:
    """Return which page *request* asks for.

    Raises:
        UnknownCallerError: Nobody knows who asks, which matters more than what is asked for.
        InputError: The cursor was made for another list or other filters, or not by us.
    """
    signer = URLSafeSerializer(
        services.secret, salt="cursor", signer_kwargs={"digest_method": hashlib.sha256}
    )
    after = None if cursor is None else _read(signer, cursor, _scope(request))
    return PageRequest(limit, after, request, response, signer)


PageQuery = Annotated[PageRequest, Depends(page_request)]


def _scope(request: Request) -> str:
    """Return a short name of the list and its filters; the page's size may change on the way."""
    filters = sorted(pair for pair in request.query_params.multi_items() if pair[0] not in _OWN)
    named = json.dumps([request.url.path, filters], ensure_ascii=True)
    return hashlib.sha256(named.encode("ascii")).hexdigest()[:16]


def _read(signer: URLSafeSerializer, cursor: str, scope: str) -> Key:
    try:
        made_for, key = signer.loads(cursor)
    except (BadData, UnicodeError, ValueError, TypeError) as error:
        raise InputError(_WRONG) from error
    if made_for != scope:
        raise InputError(_WRONG)
    return tuple(_value(each) for each in key)


def _written(value: object) -> object:
    return {"at": value.astimezone(UTC).isoformat()} if isinstance(value, datetime) else value


def _value(written: Any) -> object:
    return datetime.fromisoformat(written["at"]) if isinstance(written, dict) else written
