"""What a report is asked for with a form: days, both included, and a source."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from service.api.windows import window_of
from service.errors import InputError
from service.store.consistency import Window

_Day = Annotated[str, Query(max_length=10)]
_Source = Annotated[str, Query(pattern=r"^(src_[0-9a-f]{20})?$")]


@dataclass(frozen=True, slots=True)
class AskedReport:
    """The filled form, and the span of time that it means."""

    since: str
    last: str
    source: str
    window: Window

    @property
    def query(self) -> str:
        """The form as the query of an address, "?…", for other parts of the same report."""
        given = {"since": self.since, "last": self.last, "source": self.source}
        return f"?{urlencode({name: value for name, value in given.items() if value})}"


def asked_report(since: _Day = "", last: _Day = "", source: _Source = "") -> AskedReport:
    """Return what is asked for; days that were left out are filled in.

    Raises:
        InputError: A day is none, or the last lies before the first.
    """
    begin, end = _day(since), _day(last)
    window = window_of(begin, end + timedelta(days=1) if end else None, source or None)
    shown_last = end or window.until - timedelta(seconds=1)
    return AskedReport(
        window.since.date().isoformat(), shown_last.date().isoformat(), source, window
    )


def _day(written: str) -> datetime | None:
    if not written:
        return None
    try:
        found = datetime.combine(datetime.fromisoformat(written).date(), time(), UTC)
    except ValueError as error:
        raise InputError("Write days as 2026-04-20.") from error
    if not 1000 <= found.year <= 2999:
        raise InputError("The year must lie between 1000 and 2999.")
    return found
