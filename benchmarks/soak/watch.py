"""Somebody who asks the service every now and then how it is, and notes what it says."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event, Lock, Thread

import httpx

_EVERY = 0.5
_TIMEOUT = 60.0
_UNREACHED = 0
_FAULTS = (HTTPStatus.INTERNAL_SERVER_ERROR, _UNREACHED)


@dataclass(slots=True)
class Watch:
    """What was answered: statuses by path, and what must not have been answered.

    A fault below the service is told as 503, never as 500, and the server always answers.
    """

    url: str
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    _is_away: bool = False
    _lock: Lock = field(default_factory=Lock)
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to ask."""
        self._thread = Thread(target=self._live, name="watch")
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    @contextmanager
    def must_not_be_ready(self) -> Iterator[None]:
        """Note it as wrong when the service says that it is ready while the block runs."""
        with self._lock:
            self._is_away = True
        try:
            yield
        finally:
            with self._lock:
                self._is_away = False

    def look(self, number: int) -> None:
        """Ask once for each thing; *number* tells the times apart."""
        self._ask("GET", "/healthz", {HTTPStatus.OK})
        # Held throughout: an answer of before must not be noted as one of now.
        with self._lock:
            may_be = {HTTPStatus.SERVICE_UNAVAILABLE}
            if not self._is_away:
                may_be.add(HTTPStatus.OK)
            self._ask("GET", "/readyz", may_be)
        self._ask("POST", "/v1/stories", None, {"title": f"Story {number % 7}"})
        self._ask("GET", "/v1/stories", None)

    def is_ready_within(self, seconds: float) -> bool:
        """Tell whether the service says it is ready before so many seconds have passed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._status("GET", "/readyz") == HTTPStatus.OK:
                return True
            time.sleep(_EVERY)
        return False

    def _live(self) -> None:
        number = 0
        while not self._stop.wait(_EVERY):
            number += 1
            self.look(number)

    def _ask(
        self, method: str, path: str, may_be: set[HTTPStatus] | None, body: object = None
    ) -> None:
        status = self._status(method, path, body)
        said = f"{method} {path}: {status or 'no answer'}"
        self.statuses[said] += 1
        if status in _FAULTS or (may_be is not None and status not in may_be):
            self.wrong[f"{said} while the database is away" if self._is_away else said] += 1

    def _status(self, method: str, path: str, body: object = None) -> int:
        try:
            return httpx.request(
                method, f"{self.url}{path}", json=body, timeout=_TIMEOUT
            ).status_code
        except httpx.HTTPError:
            return _UNREACHED
