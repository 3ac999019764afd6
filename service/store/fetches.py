"""What is known of addresses that are asked again and again: feeds and the pages they lead to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from service.store.insert import insert_or_replace
from service.store.tables import FetchRow

# After a first failure; each further one doubles it.
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the last answers for an address said; None where they did not.

    `not_before` is when it may be asked for again, after `failures` in a row.
    """

    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime | None = None
    failures: int = 0
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class FetchRepository:
    """All SQL on what servers gave; it is a cache and not part of the audit log."""

    session: Session

    def get(self, url: str) -> Fetched:
        """Return what is known of *url*, nothing for a new one."""
        row = self.session.get(FetchRow, url)
        if row is None:
            return Fetched()
        return Fetched(row.etag, row.last_modified, row.fetched_at, row.failures, row.not_before)

    def succeeded(
        self, url: str, *, at: datetime, etag: str | None, last_modified: str | None
    ) -> None:
        """Note an answer and what it gave to ask again with."""
        self._put(url, Fetched(etag, last_modified, at))

    def failed(self, url: str, *, at: datetime, retry_after: float | None) -> datetime:
        """Note that a server does not answer now; return when to ask again.

        That is after *retry_after* seconds, and not before a pause that doubles each time.
        """
        known = self.get(url)
        doubled: timedelta = _FIRST_PAUSE * (1 << min(known.failures, 20))
        pause = min(doubled, _LONGEST_PAUSE)
        pause = max(pause, min(timedelta(seconds=retry_after or 0), _LONGEST_PAUSE))
        self._put(
            url,
            Fetched(
                known.etag, known.last_modified, known.fetched_at, known.failures + 1, at + pause
            ),
        )
        return at + pause

    def _put(self, url: str, found: Fetched) -> None:
        values = {
            "url": url,
            "etag": found.etag,
            "last_modified": found.last_modified,
            "fetched_at": found.fetched_at,
            "failures": found.failures,
            "not_before": found.not_before,
        }
        insert_or_replace(self.session, FetchRow, [values])
