"""A worker: looks for jobs by itself and when it is woken, until it is told to stop.

A courier beside it sends reports and alerts.
"""

import logging
import os
import secrets
import socket
from threading import Event, Thread
from time import monotonic

from service.errors import StoreError
from service.jobs.courier import Courier
from service.jobs.kind import Means
from service.jobs.queue import WakeQueue
from service.jobs.runner import Runner

log = logging.getLogger(__name__)

# How long a worker waits to be woken before it looks by itself, and how long it leaves a
# database alone that fails, in seconds: twice as long each time, up to the longest.
_LOOK_EVERY = 1.0
_PAUSE, _LONGEST_PAUSE = 5.0, 30.0
# How long a worker that is told to stop may finish the job in hand, in seconds: less than the
# ten after which containers are killed.
PATIENCE = 7.0


class Worker:
    """Does jobs one at a time on a thread of its own."""

    def __init__(
        self, means: Means, queue: WakeQueue, *, name: str | None = None, drains: bool = False
    ) -> None:
        """Work with *means*, woken by *queue*; the log calls it *name*.

        One that *drains* ends when nothing waits any more, or when something fails (`error`).
        """
        self.error: Exception | None = None
        self._queue, self._drains = queue, drains
        self._runner = Runner(means, name or new_name())
        self._sweep_every = means.settings.job_silence / 2
        self._swept_at = -self._sweep_every
        self._courier = Courier(means.engine, means.settings, self._sweep_every)
        self._stop = Event()
        self._thread = Thread(target=self._live, name="worker", daemon=True)

    def start(self) -> None:
        """Begin to work, and to send what is due; one that drains leaves that to others."""
        self._thread.start()
        if not self._drains:
            self._courier.start()

    def is_alive(self) -> bool:
        """Tell whether it works or waits for work."""
        return self._thread.is_alive()

    def stop(self, patience: float) -> None:
        """Take no more jobs; what is not done within *patience* seconds is given back."""
        until = monotonic() + patience
        self._stop.set()
        self._thread.join(patience)
        self._courier.stop(max(until - monotonic(), 0))
        if self._thread.is_alive():
            try:
                self._runner.give_back()
            except StoreError as error:
                log.warning("the job in hand is left for others to revive: %s", error)

    def _live(self) -> None:
        pause = _PAUSE
        while not self._stop.is_set():
            try:
                self._sweep_when_due()
                has_worked = self._runner.run_next()
                pause = _PAUSE
                if has_worked:
                    continue
                if self._drains:
                    break
                self._queue.wait(_LOOK_EVERY, self._stop)
            except Exception as error:
                if self._drains:
                    self.error = error
                    break
                self._note(error)
                self._stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
        # The connection that this thread listens on is closed by it alone.
        self._queue.close()

    def _note(self, error: Exception) -> None:
        if isinstance(error, StoreError):
            log.warning("no work for now: %s", error)
        else:
            # Whatever it is, a worker that has gone helps nobody.
            log.critical("internal fault: %s", error, exc_info=error)

    def _sweep_when_due(self) -> None:
        if monotonic() - self._swept_at >= self._sweep_every:
            self._swept_at = monotonic()
            self._runner.sweep()


def new_name(of: str = "") -> str:
    """Return a name that no other worker has: *of* or its machine, its process, and chance."""
    return f"{of or socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
