"""Where tasks run: one port, an executor in this process, and one in a process beside it.

A task is a function of the top level that takes `Work` first. What it takes and returns
crosses processes, so it is made of plain and frozen values; doing it twice changes nothing,
so it may be done again when a process dies under it.
"""

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from service.config import Settings
from service.errors import OverloadedError, ServiceError
from service.work import process
from service.work.work import Work

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

    def close(self) -> None:
        """Stop; nothing is run any more."""
        ...


class InlineExecutor:
    """Runs tasks where they are asked for: commands, workers and tests."""

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

    def close(self) -> None:
        """Give back the connections."""
        self._work.close()


class ProcessExecutor:
    """Runs tasks in one process beside this one, which holds the model.

    The process that asks stays light and answers others meanwhile. A process that dies is
    replaced, and its task done again.
    """

    def __init__(self, settings: Settings) -> None:
        """Start the process; `run` waits until it is there."""
        self._settings = settings
        self._turn = RLock()
        self._is_closed = False
        self._pool = self._new_pool()
        self._warm = self._warmed()

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here.

        Raises:
            OverloadedError: The process died under the task again and again, or was closed.
        """
        for _ in range(_ATTEMPTS):
            pool = self._pool
            if self._is_closed:
                raise OverloadedError("The service is stopping; ask again when it is back.")
            try:
                asked: Future[R] = pool.submit(process.run, task, *args, **kwargs)
                return asked.result()
            except (BrokenProcessPool, CancelledError):
                self._replace(pool)
        raise OverloadedError("The comparing process stopped again and again; see its log.")

    @property
    def is_ready(self) -> bool:
        """Whether the process lives and has loaded the model."""
        return self._warm.done() and self._warm.exception() is None

    def close(self) -> None:
        """Stop the process, whatever it is doing: its work is whole or not there."""
        with self._turn:
            self._is_closed = True
            # Python would wait for the task in hand before it ends; its own way to stop a pool
            # at once (kill_workers) comes with 3.14.
            for each in list(self._pool._processes.values()):
                each.kill()
            self._pool.shutdown(wait=True, cancel_futures=True)

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
            initargs=(self._settings,),
        )


def _tell_of_failure(warm: Future[None]) -> None:
    error = None if warm.cancelled() else warm.exception()
    if isinstance(error, ServiceError):
        # No request's words are in it: it tells what is wrong with the settings.
        log.error("the model cannot be loaded: %s", str(error))
    elif error is not None:
        log.error("the model cannot be loaded", exc_info=error)
