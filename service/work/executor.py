"""Where tasks run: one port, an executor in this process, and one in a process beside it.

A task is a function of the top level that takes `Work` first. What it takes and returns
crosses processes, so it is made of plain and frozen values; doing it twice changes nothing,
so it may be done again when a process dies under it.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from service.config import Settings
from service.errors import OverloadedError
from service.work import process
from service.work.work import Work

P = ParamSpec("P")
R = TypeVar("R")

_ATTEMPTS = 3


class Executor(Protocol):
    """Runs tasks one at a time; callers on other threads wait for their turn."""

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here."""
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
        self._pool.submit(process.run, process.warm)

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

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            max_workers=1,
            # A forked copy of a threaded server may hang on a lock that nobody holds.
            mp_context=get_context("spawn"),
            initializer=process.begin,
            initargs=(self._settings,),
        )
