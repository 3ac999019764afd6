"""Only so many wait for the model; more are sent away, and everybody else can read on."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any, cast

import pytest

from service.errors import OverloadedError
from service.work.bounded import BoundedExecutor
from service.work.work import Work


class Gate:
    """An executor whose tasks wait until the test lets them go."""

    is_ready = True

    def __init__(self) -> None:
        self.open = Event()
        self.running = 0
        self.most = 0

    def run(self, task: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run the task once the gate is open."""
        self.running += 1
        self.most = max(self.most, self.running)
        assert self.open.wait(20)
        self.running -= 1
        return task(cast(Work, None), *args, **kwargs)

    def for_jobs(self) -> "Gate":
        """Jobs wait here too."""
        return self

    def close(self) -> None:
        """Let everybody go."""
        self.open.set()


class Notes:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.waiting: list[int] = []
        self.tasks: list[str] = []
        self.refusals = 0

    def queued(self, waiting: int) -> None:
        """Note it."""
        self.waiting.append(waiting)

    def worked(self, task: str, waited: float, seconds: float) -> None:
        """Note it."""
        assert waited >= 0
        assert seconds >= 0
        self.tasks.append(task)

    def refused(self) -> None:
        """Note it."""
        self.refusals += 1


def double(_: Work, number: int) -> int:
    """Return twice the number."""
    return 2 * number


def refuse(_: Work) -> None:
    """Fail."""
    raise ValueError("no")


def test_tasks_take_turns_and_the_last_is_sent_away() -> None:
    """One at work and two waiting; the next one is refused at once, with a time to come back."""
    gate, notes, found = Gate(), Notes(), []
    executor = BoundedExecutor(gate, 2, notes)
    threads = [
        Thread(target=lambda number=number: found.append(executor.run(double, number)))
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    while len(notes.waiting) < 3:
        pass
    with pytest.raises(OverloadedError) as refusal:
        executor.run(double, 9)
    gate.open.set()
    for thread in threads:
        thread.join(20)
    assert sorted(found) == [0, 2, 4]
    assert gate.most == 1
    assert refusal.value.retry_after > 0
    assert (notes.refusals, max(notes.waiting), notes.waiting[-1]) == (1, 2, 0)
    assert notes.tasks == ["double"] * 3


def test_a_task_that_fails_leaves_its_place() -> None:
    """What it raises is raised; the next one finds the way free."""
    gate = Gate()
    gate.open.set()
    executor = BoundedExecutor(gate, 1, Notes())
    for _ in range(5):
        with pytest.raises(ValueError, match="no"):
            executor.run(refuse)
    assert executor.run(double, 2) == 4
