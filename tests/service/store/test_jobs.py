"""Jobs: asked for twice they are one; no two workers have the same; the dead are revived."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from service.store.jobs import MAX_ATTEMPTS, Job, JobState
from service.store.unit import Store, read_only, unit_of_work
from tests.service.store.strategies import AT

LATER = AT + timedelta(minutes=10)
PAYLOAD = {"left": "doc_1", "right": "doc_2"}


def add(engine: Engine, payload: dict[str, str] | None = None, minutes: int = 0) -> str:
    """Queue a job."""
    at = AT + timedelta(minutes=minutes)
    with unit_of_work(engine, at=at) as store:
        return store.jobs.add("compare", payload or PAYLOAD, at=at)


def take(engine: Engine, worker: str = "w1") -> Job:
    """Take the next job, which there must be."""
    with unit_of_work(engine, at=AT) as store:
        found = store.jobs.take(worker, at=AT)
    assert found is not None
    return found


def state(engine: Engine, job_id: str) -> JobState:
    """Return where the job is."""
    with read_only(engine) as store:
        found = store.jobs.get(job_id)
    assert found is not None
    return found.state


def test_a_job_goes_its_way(engine: Engine) -> None:
    """Queued, running with progress, done with a result; asking again changes nothing."""
    job_id = add(engine)
    assert add(engine) == job_id
    job = take(engine)
    assert (job.job_id, job.state, job.attempts) == (job_id, JobState.RUNNING, 1)
    with unit_of_work(engine, at=AT) as store:
        assert store.jobs.take("w2", at=AT) is None
        assert store.jobs.beat(job, 3, 7, at=LATER)
    with read_only(engine) as store:
        found = store.jobs.get(job_id)
        assert found is not None
        assert (found.done, found.total, found.heartbeat_at) == (3, 7, LATER)
    with unit_of_work(engine, at=AT) as store:
        assert store.jobs.finish(job, "cmp_1", at=LATER)
    assert add(engine) == job_id
    assert state(engine, job_id) is JobState.DONE


def test_the_oldest_job_is_first(engine: Engine) -> None:
    """Whatever their identifiers."""
    expected = [add(engine, {"n": str(number)}, minutes=number) for number in range(5)]
    assert [take(engine).job_id for _ in expected] == expected


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_workers_at_once_take_different_jobs(engine: Engine) -> None:
    """The second does not wait for the first; SQLite has one writer at a time anyway."""
    for number in range(2):
        add(engine, {"n": str(number)})
    with unit_of_work(engine, at=AT) as one, unit_of_work(engine, at=AT) as two:
        taken = [one.jobs.take("w1", at=AT), two.jobs.take("w2", at=AT)]
        assert len({job.job_id for job in taken if job}) == 2


def test_a_failed_job_can_be_asked_for_again(engine: Engine) -> None:
    """It says why it failed until then."""
    job_id = add(engine)
    job = take(engine)
    with unit_of_work(engine, at=AT) as store:
        assert store.jobs.fail(job, "The page is gone.", at=LATER)
        found = store.jobs.get(job_id)
        assert found is not None
        assert (found.state, found.error) == (JobState.FAILED, "The page is gone.")
    assert add(engine) == job_id
    assert state(engine, job_id) is JobState.QUEUED


def revive(store: Store) -> list[str]:
    """Revive what has been silent since a minute after AT."""
    return list(store.jobs.revive(AT + timedelta(minutes=1), at=LATER))


def test_a_silent_job_is_revived_and_its_old_worker_has_no_say(engine: Engine) -> None:
    """A worker that comes back finds that the job is somebody else's, or its own anew."""
    job_id = add(engine)
    lost = take(engine)
    with unit_of_work(engine, at=AT) as store:
        assert revive(store) == [job_id]
        assert revive(store) == []
    again = take(engine)
    assert (again.worker, again.attempts) == ("w1", 2)
    with unit_of_work(engine, at=AT) as store:
        assert not store.jobs.beat(lost, 1, 2, at=LATER)
        assert not store.jobs.finish(lost, "cmp_x", at=LATER)
        assert store.jobs.beat(again, 1, 2, at=LATER)
        assert revive(store) == []
        assert store.jobs.finish(again, "cmp_1", at=LATER)


def test_a_job_that_kills_its_workers_fails(engine: Engine) -> None:
    """It is not tried for ever."""
    job_id = add(engine)
    for _ in range(MAX_ATTEMPTS):
        assert state(engine, job_id) is JobState.QUEUED
        take(engine)
        with unit_of_work(engine, at=AT) as store:
            assert revive(store) == [job_id]
    assert state(engine, job_id) is JobState.FAILED
