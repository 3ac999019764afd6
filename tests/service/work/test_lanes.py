"""Several tasks at once, each on the first lane that is free; results in the order given."""

import threading
import time
from collections.abc import Iterator

import pytest

from matching.testing import HashingEncoder
from service.config import Settings
from service.errors import InputError, ServiceError, TookTooLong
from service.work.executor import InlineExecutor
from service.work.lanes import BulkExecutor, Lanes, OneLane
from service.work.work import Work


def slowest_first(_: Work, number: int) -> int:
    """Take longer for smaller numbers."""
    time.sleep(0.02 * (5 - number % 5))
    return number * number


def meet(_: Work, barrier: threading.Barrier) -> int:
    """Wait until another task is here too."""
    return barrier.wait(20)


def stop_at_three(_: Work, number: int) -> int:
    """Take too long with one number."""
    if number == 3:
        raise TookTooLong("It took too long.")
    return number


def refuse_three(_: Work, number: int) -> int:
    """Refuse one number."""
    if number == 3:
        raise InputError("Not this one.")
    return number


def _work(settings: Settings) -> Work:
    return Work(settings, given_encoder=HashingEncoder())


@pytest.fixture
def two(settings: Settings) -> Iterator[Lanes]:
    """Two lanes in this process."""
    found = Lanes([InlineExecutor(_work(settings)) for _ in range(2)])
    yield found
    found.close()


@pytest.fixture(params=["one", "two"])
def executor(request: pytest.FixtureRequest, settings: Settings) -> BulkExecutor:
    """One lane, and several."""
    if request.param == "one":
        return OneLane(_work(settings))
    found: BulkExecutor = request.getfixturevalue("two")
    return found


def test_results_come_in_the_order_given(executor: BulkExecutor) -> None:
    """Whichever is done first."""
    assert list(executor.spread(slowest_first, range(20))) == [n * n for n in range(20)]


def test_several_run_at_once(two: Lanes) -> None:
    """Two tasks that wait for each other end."""
    assert sorted(two.spread(meet, [threading.Barrier(2)] * 2)) == [0, 1]


def test_few_items_are_taken_ahead(executor: BulkExecutor) -> None:
    """Items without end do not fill the memory."""
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(1_000_000):
            taken.append(number)
            yield number

    results = executor.spread(slowest_first, numbers())
    assert [next(results) for _ in range(4)] == [0, 1, 4, 9]
    assert len(taken) < 20


def test_what_a_task_raises_is_raised(executor: BulkExecutor) -> None:
    """In its place; what came before it is there."""
    results = executor.spread(refuse_three, range(6))
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(InputError, match=r"^Not this one\.$"):
        next(results)


def test_a_rescue_stands_in_for_what_was_stopped(two: Lanes) -> None:
    """The others are done as ever; what a task itself refuses is not rescued."""

    def rescue(number: int, _: ServiceError) -> int:
        return -number

    assert list(two.spread(stop_at_three, range(6), rescue)) == [0, 1, 2, -3, 4, 5]
    with pytest.raises(InputError):
        list(two.spread(refuse_three, range(6), rescue))
