"""Workers: woken at once, several beside each other, stopped with a job in hand."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import Engine

from matching.document import Document
from service.clock import now
from service.config import Settings
from service.jobs.kind import Kind, Means, Progress
from service.jobs.kinds import KINDS
from service.jobs.queue import WakeQueue, open_queue
from service.jobs.runner import Runner
from service.jobs.worker import Worker
from service.store.jobs import Job, JobState
from service.store.unit import unit_of_work
from tests.service.jobs.stored import AT, LEFT, add, ask, found

_PATIENCE = 60


@pytest.fixture
def queue(engine: Engine) -> Iterator[WakeQueue]:
    """The queue of the database."""
    made = open_queue(engine, "of the test")
    yield made
    made.close()


def with_kinds(worker: Worker, means: Means, name: str, kinds: dict[str, Kind]) -> Worker:
    """Return *worker*, doing jobs of other kinds than it would."""
    worker._runner = Runner(means, name, kinds)
    return worker


def wait_for(engine: Engine, job_id: str, state: JobState) -> Job:
    """Wait until the job is where it should be."""
    until = time.monotonic() + _PATIENCE
    while (job := found(engine, job_id)).state is not state:
        assert time.monotonic() < until, job
        time.sleep(0.02)
    return job


def test_a_worker_is_woken(means: Means, engine: Engine, queue: WakeQueue) -> None:
    """And looks by itself, when nobody wakes it."""
    worker = Worker(means, queue)
    worker.start()
    try:
        woken = ask(engine)
        queue.wake(woken)
        wait_for(engine, woken, JobState.DONE)
        unheard = ask(engine, LEFT, Document("Nadie murió en Lima.", "La Prensa"))
        wait_for(engine, unheard, JobState.DONE)
    finally:
        worker.stop(_PATIENCE)
    assert not worker.is_alive()


def test_workers_beside_each_other_do_each_job_once(
    means: Means, engine: Engine, queue: WakeQueue
) -> None:
    """Whoever comes first has it, and keeps it while its heart beats."""
    # On a busy machine a heart may well miss the second that other tests allow it.
    means = replace(means, settings=Settings(job_silence=60))
    done: Counter[str] = Counter()

    def kind(_: Means, job: Job, __: Progress) -> str:
        done[job.job_id] += 1
        time.sleep(0.01)
        return "res_1"

    jobs = [add(engine, "test", number) for number in range(20)]
    workers = [
        with_kinds(Worker(means, queue, drains=True), means, f"w{number}", {"test": kind})
        for number in range(4)
    ]
    for worker in workers:
        worker.start()
    for job_id in jobs:
        wait_for(engine, job_id, JobState.DONE)
    for worker in workers:
        worker.stop(_PATIENCE)
        assert worker.error is None
    assert done == Counter(jobs)


@pytest.mark.parametrize(("patience", "state"), [(30, JobState.DONE), (0.2, JobState.QUEUED)])
def test_a_worker_told_to_stop_finishes_or_gives_back(
    means: Means, engine: Engine, queue: WakeQueue, patience: float, state: JobState
) -> None:
    """What takes longer than it may is somebody else's at once, as if it had not been tried."""
    begun, may_end = Event(), Event()

    def kind(_: Means, __: Job, ___: Progress) -> str:
        begun.set()
        may_end.wait(1 if state is JobState.DONE else _PATIENCE)
        return "res_1"

    job_id = add(engine, "test")
    worker = with_kinds(Worker(means, queue), means, "w1", {"test": kind})
    worker.start()
    assert begun.wait(_PATIENCE)
    worker.stop(patience)
    job = found(engine, job_id)
    may_end.set()
    worker.stop(_PATIENCE)
    assert job.state is state
    assert found(engine, job_id).state is state


def test_a_worker_revives_what_a_killed_one_left(
    means: Means, engine: Engine, queue: WakeQueue
) -> None:
    """By itself, once the silence has been long enough; its attempts are counted."""
    job_id = ask(engine)
    with unit_of_work(engine, at=AT) as store:
        assert store.jobs.take("killed", at=now(), kinds=KINDS)
    worker = Worker(means, queue)
    worker.start()
    try:
        assert wait_for(engine, job_id, JobState.DONE).attempts == 2
    finally:
        worker.stop(_PATIENCE)
