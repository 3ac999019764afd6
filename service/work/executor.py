"""Where tasks run: one port, an executor in this process, and one in a process beside it.

A task is a function of the top level that takes `Work` first. What it takes and returns
crosses processes, so it is made of plain and frozen values; doing it twice changes nothing,
so it may be done again when a process dies under it.
"""

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from threading import Lock, RLock
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from service.config import Settings
from service.errors import OverloadedError, ServiceError, TookTooLong
from service.work import process
from service.work.work import MakeWork, Work

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

_ATTEMPTS = 3


class Executor(Protocol):
    """Runs tasks one at a time; callers on other threads wait for their turn."""

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here."""
        ...

    @property
    def is_ready(self) -> bool:
        """Whether a task that comes now begins at once, or when its turn comes."""
        ...

    def for_jobs(self) -> "Executor":
        """Return what runs tasks here under the time limit of jobs, `job_timeout`."""
        ...

    def close(self) -> None:
        """Stop; nothing is run any more."""
        ...


class InlineExecutor:
    """Runs tasks where they are asked for: in commands that begin no process, and in tests."""

    def __init__(self, work: Work) -> None:
        """Run tasks with *work*."""
        self._work = work
        self._turn = RLock()

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here."""
        with self._turn:
            return task(self._work, *args, **kwargs)

    @property
    def is_ready(self) -> bool:
        """Always: who asks first waits for the model."""
        return True

    def for_jobs(self) -> Executor:
        """Return this one: what runs in the caller's own process cannot be stopped."""
        return self

    def close(self) -> None:
        """Give back the connections."""
        self._work.close()


class ProcessExecutor:
    """Runs tasks in one process beside this one, which holds the model.

    The process that asks stays light and answers others meanwhile. A process that dies is
    replaced, and its task done again. One whose task exceeds `task_timeout` is killed and
    replaced, and that task alone fails: the others are not given to it before their turn.
    """

    def __init__(self, settings: Settings, make_work: MakeWork = Work) -> None:
        """Start the process; `run` waits until it is there. *make_work* is another's in tests."""
        self._settings = settings
        self._make_work = make_work
        self._turn = RLock()
        self._line = Lock()
        self._is_closed = False
        self._pool = self._new_pool()
        self._warm = self._warmed()

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here.

        Raises:
            TookTooLong: The task was stopped, since it exceeded its time limit.
            OverloadedError: The process died under the task again and again, or was closed.
        """
        return self.run_within(
            self._settings.task_timeout, partial(process.run, task, *args, **kwargs)
        )

    def run_within(self, seconds: float, task: Callable[[], R]) -> R:
        """Have the process call *task*, for at most *seconds* from the moment that it begins.

        Raises:
            TookTooLong, OverloadedError: As `run`.
        """
        for _ in range(_ATTEMPTS):
            with self._line:
                pool, warm = self._pool, self._warm
                if self._is_closed:
                    raise OverloadedError("The service is stopping; ask again when it is back.")
                try:
                    # The task's own time begins when the model is there.
                    wait([warm])
                    asked = pool.submit(task)
                    self._await(asked, pool, seconds)
                    return asked.result()
                except (BrokenProcessPool, CancelledError):
                    self._replace(pool)
        raise OverloadedError("The comparing process stopped again and again; see its log.")

    def for_jobs(self) -> Executor:
        """Return what runs tasks in the same process for as long as jobs may take."""
        return _ForJobs(self, self._settings.job_timeout)

    @property
    def is_ready(self) -> bool:
        """Whether the process lives and has loaded the model."""
        return self._warm.done() and self._warm.exception() is None

    def close(self) -> None:
        """Stop the process, whatever it is doing: its work is whole or not there."""
        with self._turn:
            self._is_closed = True
            _kill(self._pool)
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _await(self, asked: Future[R], pool: ProcessPoolExecutor, seconds: float) -> None:
        """Wait until a task is done; end it, and its process, when that takes too long."""
        if wait([asked], seconds).done:
            return
        _kill(pool)
        self._replace(pool)
        raise stopped_after(seconds)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        # Several threads see the same process die; one replaces it.
        with self._turn:
            if self._pool is broken and not self._is_closed:
                broken.shutdown(wait=False)
                self._pool = self._new_pool()
                self._warm = self._warmed()

    def _warmed(self) -> Future[None]:
        warm = self._pool.submit(process.run, process.warm)
        warm.add_done_callback(_tell_of_failure)
        return warm

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            max_workers=1,
            # A forked copy of a threaded server may hang on a lock that nobody holds.
            mp_context=get_context("spawn"),
            initializer=process.begin,
            initargs=(self._settings, self._make_work),
        )


class _ForJobs:
    """Another executor's process, under the time limit of jobs."""

    def __init__(self, inner: ProcessExecutor, seconds: float) -> None:
        self._inner, self._seconds = inner, seconds

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._inner.run_within(self._seconds, partial(process.run, task, *args, **kwargs))

    @property
    def is_ready(self) -> bool:
        return self._inner.is_ready

    def for_jobs(self) -> Executor:
        return self

    def close(self) -> None:
        self._inner.close()


def stopped_after(seconds: float) -> TookTooLong:
    """Log that a task was stopped for its time, and return the error to raise."""
    log.warning("a task took longer than %g seconds and was stopped", seconds)
    return TookTooLong(
        f"It took longer than {seconds:g} seconds and was stopped; shorten or split the texts."
    )


def _kill(pool: ProcessPoolExecutor) -> None:
    # Python would wait for the task in hand before it ends; its own way to stop a pool at
    # once (kill_workers) comes with 3.14.
    for each in list(pool._processes.values()):
        each.kill()


def _tell_of_failure(warm: Future[None]) -> None:
    error = None if warm.cancelled() else warm.exception()
    if isinstance(error, ServiceError):
        # No request's words are in it: it tells what is wrong with the settings.
        log.error("the model cannot be loaded: %s", str(error))
    elif error is not None:
        log.error("the model cannot be loaded", exc_info=error)
