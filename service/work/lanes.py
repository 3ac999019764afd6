"""Many tasks at once: executors side by side, each of which runs one task at a time.

Tasks of one call are independent of each other and store what they make themselves, so their
order is of no matter to the database; results come back in the order of what was given.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from service.config import Settings
from service.errors import OverloadedError, ServiceError, TookTooLong
from service.work.executor import Executor, InlineExecutor, ProcessExecutor
from service.work.work import MakeWork, Work

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

# What to do with an item under which processes die or time runs out, instead of giving up.
Rescue = Callable[[T, ServiceError], R]

# Tasks given out ahead for each lane: none waits, and little is in memory.
_AHEAD = 3


class BulkExecutor(Executor, Protocol):
    """An executor that also runs many tasks at once."""

    def spread(
        self,
        task: Callable[[Work, T], R],
        items: Iterable[T],
        rescue: Rescue[T, R] | None = None,
    ) -> Iterator[R]:
        """Yield what *task* returns for each of *items*, in their order, several at work at once.

        Few of *items* are taken ahead of what is yielded, so they may be any number. *rescue*
        is called with an item that was stopped or killed each process it was given to; what
        it returns takes the place of the result.
        """
        ...

    @property
    def lanes(self) -> int:
        """How many tasks run at once."""
        ...


class OneLane(InlineExecutor):
    """Runs tasks where they are asked for, one after the other."""

    lanes = 1

    def spread(
        self,
        task: Callable[[Work, T], R],
        items: Iterable[T],
        rescue: Rescue[T, R] | None = None,  # noqa: ARG002 - nothing stops a task here
    ) -> Iterator[R]:
        """Yield what *task* returns for each of *items*, in their order."""
        return (self.run(task, item) for item in items)


class Lanes:
    """Runs tasks on executors side by side; each task goes to the first that is free."""

    def __init__(self, lanes: Sequence[Executor]) -> None:
        """Run tasks on *lanes*, which are closed with this one."""
        self._all = tuple(lanes)
        self._free: SimpleQueue[Executor] = SimpleQueue()
        for lane in self._all:
            self._free.put(lane)
        self._threads = ThreadPoolExecutor(len(self._all))

    @property
    def lanes(self) -> int:
        """How many tasks run at once."""
        return len(self._all)

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here."""
        lane = self._free.get()
        try:
            return lane.run(task, *args, **kwargs)
        finally:
            self._free.put(lane)

    def spread(
        self,
        task: Callable[[Work, T], R],
        items: Iterable[T],
        rescue: Rescue[T, R] | None = None,
    ) -> Iterator[R]:
        """Yield what *task* returns for each of *items*, in their order, several at work at once.

        What a task raises is raised in its place, and nothing is begun any more. *rescue* is
        called on another thread.
        """
        under_way: deque[Future[R]] = deque()
        try:
            for item in items:
                under_way.append(self._threads.submit(self._one, task, item, rescue))
                if len(under_way) >= _AHEAD * self.lanes:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for each in under_way:
                each.cancel()

    @property
    def is_ready(self) -> bool:
        """Whether one of them has loaded the model."""
        return any(lane.is_ready for lane in self._all)

    def for_jobs(self) -> Executor:
        """Return this one: many tasks at once are a job, and have its time."""
        return self

    def close(self) -> None:
        """Stop all of them; what is under way is whole or not there."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for lane in self._all:
            lane.close()
        self._threads.shutdown(wait=True)

    def _one(self, task: Callable[[Work, T], R], item: T, rescue: Rescue[T, R] | None) -> R:
        try:
            return self.run(task, item)
        except (TookTooLong, OverloadedError) as error:
            if rescue is None:
                raise
            return rescue(item, error)


def process_pool(settings: Settings, processes: int, make_work: MakeWork = Work) -> Lanes:
    """Return an executor of so many processes beside this one, each with a model of its own."""
    make = partial(ProcessExecutor, settings, make_work)
    return Lanes([make().for_jobs() for _ in range(processes)])
