"""Both executors run the same tasks; the process beside this one may die under them."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from matching.testing import HashingEncoder
from service.config import Settings
from service.errors import InputError, OverloadedError, TookTooLong
from service.work.executor import Executor, InlineExecutor, ProcessExecutor
from service.work.work import Work


def add(work: Work, left: int, right: int) -> tuple[int, str]:
    """Add two numbers, and tell which database the task would use."""
    return left + right, work.settings.store_url


def refuse(_: Work) -> None:
    """Fail as an application's task fails."""
    raise InputError("This is empty.")


def die_once(_: Work, mark: str) -> int:
    """Kill the process the first time; return its number the second time."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def die(_: Work) -> None:
    """Kill the process each time."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose model does not exist, so that no task here waits for one."""
    folder = tmp_path_factory.mktemp("executor")
    return Settings(data_dir=folder, model=str(folder / "no-model"))


@pytest.fixture(scope="module")
def beside(settings: Settings) -> Iterator[Executor]:
    """An executor in a process beside this one."""
    executor = ProcessExecutor(settings)
    yield executor
    executor.close()


@pytest.fixture(params=["inline", "beside"])
def executor(request: pytest.FixtureRequest, settings: Settings) -> Executor:
    """Each executor."""
    if request.param == "inline":
        return InlineExecutor(Work(settings, given_encoder=HashingEncoder()))
    found: Executor = request.getfixturevalue("beside")
    return found


def test_a_task_gets_its_means_and_returns(executor: Executor, settings: Settings) -> None:
    """Arguments go in, the value comes back."""
    assert executor.run(add, 2, right=3) == (5, settings.store_url)


def test_what_a_task_raises_is_raised(executor: Executor) -> None:
    """The sentence arrives whole, from either process."""
    with pytest.raises(InputError, match=r"^This is empty\.$"):
        executor.run(refuse)


def test_a_killed_process_is_replaced(beside: Executor, tmp_path: Path) -> None:
    """Its task is done again, elsewhere."""
    assert beside.run(die_once, str(tmp_path / "mark")) != os.getpid()


def test_a_task_that_kills_each_process_fails(beside: Executor) -> None:
    """It is given up after some attempts, and the executor goes on working."""
    with pytest.raises(OverloadedError):
        beside.run(die)
    assert beside.run(add, 1, 1)[0] == 2


def sleep(_: Work) -> None:
    """Take longer than anybody waits."""
    time.sleep(600)


def test_closing_ends_what_is_under_way(settings: Settings) -> None:
    """Whoever waits for it is told to come back; so is who asks afterwards."""
    executor = ProcessExecutor(settings)
    assert executor.run(add, 1, 1)[0] == 2
    refused: list[OverloadedError] = []

    def ask() -> None:
        with pytest.raises(OverloadedError) as caught:
            executor.run(sleep)
        refused.append(caught.value)

    asking = Thread(target=ask)
    asking.start()
    time.sleep(0.5)
    executor.close()
    asking.join(30)
    assert len(refused) == 1
    with pytest.raises(OverloadedError, match="is stopping"):
        executor.run(add, 1, 1)


@pytest.fixture
def hasty(settings: Settings) -> Iterator[Executor]:
    """An executor that stops a request's task after a second, a job's after two."""
    changed = settings.model_copy(update={"task_timeout": 1.0, "job_timeout": 2.0})
    executor = ProcessExecutor(changed)
    yield executor
    executor.close()


def nap(_: Work, seconds: float) -> int:
    """Take a while; return the number of the process."""
    time.sleep(seconds)
    return os.getpid()


def test_a_task_that_takes_too_long_is_stopped(hasty: Executor) -> None:
    """Its process ends with it, and another one does what comes next."""
    before = hasty.run(nap, 0)
    begun = time.monotonic()
    with pytest.raises(TookTooLong, match=r"longer than 1 seconds .* shorten"):
        hasty.run(nap, 600)
    assert time.monotonic() - begun < 20
    assert hasty.run(nap, 0) != before
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)


def test_who_waits_behind_it_is_not_blamed(hasty: Executor) -> None:
    """Three that wait are served, though together they wait longer than a task may take."""
    hasty.run(nap, 0)
    ends: list[str] = []

    def ask(seconds: float) -> None:
        try:
            hasty.run(nap, seconds)
            ends.append("done")
        except TookTooLong:
            ends.append("stopped")

    asking = [Thread(target=ask, args=(seconds,)) for seconds in (600, 0.5, 0.5, 0.5)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(60)
    assert sorted(ends) == ["done", "done", "done", "stopped"]


def test_jobs_may_take_longer(hasty: Executor) -> None:
    """In the same process; they too are stopped at last."""
    jobs = hasty.for_jobs()
    assert jobs.run(nap, 1.5) == hasty.run(nap, 0)
    with pytest.raises(TookTooLong, match="longer than 2 seconds"):
        jobs.run(nap, 600)
