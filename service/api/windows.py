"""The span of time that a report covers."""

from datetime import datetime, timedelta

from service.clock import run_time
from service.errors import InputError
from service.store.consistency import Window

_SPAN = timedelta(days=7)
"""What a report covers when nobody says from when on."""


def window_of(begin: datetime | None, end: datetime | None, source: str | None) -> Window:
    """Return the span from *begin* on until before *end*: the last week by default.

    Raises:
        InputError: It would be empty.
    """
    # What is stored this very second belongs to a report that is asked for now.
    last = end or run_time() + timedelta(seconds=1)
    first = begin or last - _SPAN
    if first >= last:
        raise InputError("`since` must lie before `until`.")
    return Window(first, last, source)
