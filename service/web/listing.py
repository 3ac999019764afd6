"""Lists that go on: the address of the page after the one that is shown."""

from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from service.api.paging import Page


def more(request: Request, page: Page[Any]) -> str | None:
    """Return where the list goes on under the same filters; None on its last page."""
    if page.next is None:
        return None
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    return f"{request.url.path}?{urlencode([*kept, ('cursor', page.next)])}"
