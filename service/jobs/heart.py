"""The heartbeat of a job: while it is done, the database hears that it lives."""

import logging
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from service.clock import now
from service.errors import StoreError
from service.jobs.kind import JobLost
from service.store.jobs import Job
from service.store.unit import unit_of_work

log = logging.getLogger(__name__)

# Progress is written down at most this often, in seconds.
_AT_MOST_EVERY = 0.5


class Heart:
    """Beats on a thread of its own every so many seconds, also while the model computes."""

    def __init__(self, engine: Engine, job: Job, every: float) -> None:
        """Beat for *job* every *every* seconds from `with` on."""
        self._engine, self._job, self._every = engine, job, every
        self._done = self._total = 0
        self._is_lost = False
        self._is_over = False
        self._beaten_at = monotonic()
        self._stir = Event()
        self._thread = Thread(target=self._live, name=f"heart-{job.job_id}", daemon=True)

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Stop, and wait for a beat that is under way."""
        self._is_over = True
        self._stir.set()
        self._thread.join()

    def progress(self, done: int, total: int) -> None:
        """Note how far the job is.

        Raises:
            JobLost: It was cancelled or given to somebody else meanwhile.
        """
        self._done, self._total = done, total
        if self._is_lost:
            raise JobLost(self._job.job_id)
        if monotonic() - self._beaten_at >= _AT_MOST_EVERY:
            self._stir.set()

    def _live(self) -> None:
        while not self._is_lost:
            self._stir.wait(self._every)
            self._stir.clear()
            if self._is_over:
                return
            self._beat()

    def _beat(self) -> None:
        self._beaten_at = monotonic()
        try:
            with unit_of_work(self._engine) as store:
                lives = store.jobs.beat(self._job, self._done, self._total, at=now())
        except StoreError as error:
            # Others may take the job for dead by and by; its end will find out.
            log.warning("no heartbeat of %s: %s", self._job.job_id, error)
        else:
            self._is_lost = not lives
