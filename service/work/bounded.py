"""An executor before which only so many may wait."""

from collections.abc import Callable
from threading import Lock
from time import perf_counter
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from service.errors import OverloadedError
from service.work.executor import Executor
from service.work.work import Work

P = ParamSpec("P")
R = TypeVar("R")

# More than one comparison of two ordinary texts takes, which may be long ones.
_TASK_SECONDS = 2


class Watcher(Protocol):
    """Who is told of waiting and work."""

    def queued(self, waiting: int) -> None:
        """Learn how many wait now, the one at work not counted."""
        ...

    def worked(self, task: str, waited: float, seconds: float) -> None:
        """Learn that a task ended: seconds until its turn, and from then on."""
        ...

    def refused(self) -> None:
        """Learn that somebody was sent away."""
        ...


class BoundedExecutor:
    """Gives each task its turn, and sends away whom too many wait before.

    Each that waits holds one of the web server's threads; were all taken, nobody could even
    read. Tasks take turns here, not inside, so that waiting and working are told apart.
    """

    def __init__(self, inner: Executor, most_waiting: int, watcher: Watcher) -> None:
        """Run tasks on *inner*; up to *most_waiting* wait while one is at work."""
        self._inner = inner
        self._most = most_waiting
        self._watcher = watcher
        self._turn = Lock()
        self._count = Lock()
        self._inside = 0

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here.

        Raises:
            OverloadedError: Too many wait already.
        """
        self._enter()
        begun = perf_counter()
        try:
            with self._turn:
                turn = perf_counter()
                try:
                    return self._inner.run(task, *args, **kwargs)
                finally:
                    self._watcher.worked(task.__name__, turn - begun, perf_counter() - turn)
        finally:
            self._change(-1)

    @property
    def is_ready(self) -> bool:
        """Whether what runs the tasks is ready."""
        return self._inner.is_ready

    def for_jobs(self) -> Executor:
        """Return what runs jobs, which nobody sends away: they wait in their own queue."""
        return self._inner.for_jobs()

    def close(self) -> None:
        """Stop; nothing is run any more."""
        self._inner.close()

    def _enter(self) -> None:
        with self._count:
            is_full = self._inside > self._most
            if not is_full:
                self._inside += 1
                self._watcher.queued(max(0, self._inside - 1))
        if is_full:
            self._watcher.refused()
            raise OverloadedError(
                f"{self._most} requests wait for the model already; try again later.",
                retry_after=self._most * _TASK_SECONDS // 2,
            )

    def _change(self, by: int) -> None:
        with self._count:
            self._inside += by
            self._watcher.queued(max(0, self._inside - 1))
