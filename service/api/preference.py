"""What a caller would rather have: `Prefer: respond-async`.

Source: RFC 7240 sections 2 and 4.1.
"""

from collections.abc import Iterable

RESPOND_ASYNC = "respond-async"


def prefers_async(headers: Iterable[str] | None) -> bool:
    """Tell whether *headers*, values of `Prefer`, ask for an answer before the work is done.

    Preferences that nobody knows are ignored, as the standard wants it.
    """
    named = (part for header in headers or () for part in header.split(","))
    return any(part.partition(";")[0].strip().lower() == RESPOND_ASYNC for part in named)
