"""Fields of an answer's header, read with limits."""

import time
from email.utils import parsedate_to_datetime

import httpcore

_LONGEST_WAIT = 86_400.0
_LONGEST_VALUE = 1_000


def header(response: httpcore.Response, name: str) -> str:
    """Return the first field called *name* (in lower case), its first 1,000 signs; "" if none."""
    wanted = name.encode("ascii")
    for key, value in response.headers:
        if key.lower() == wanted:
            return value.decode("latin-1")[:_LONGEST_VALUE]
    return ""


def retry_after(value: str) -> float | None:
    """Return the seconds that a `Retry-After` asks for, a day at most; None where it does not.

    Source: RFC 9110, section 10.2.3.
    """
    if value.strip().isdigit():
        return min(float(value.strip()[:9]), _LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(value).timestamp() - time.time(), 0), _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None
