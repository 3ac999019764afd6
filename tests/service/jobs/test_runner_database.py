"""A database that fails is no fault of the job that met it."""

import time

import pytest
from sqlalchemy import Engine

from service.errors import StoreError
from service.jobs.kind import Means, Progress
from service.jobs.runner import MOST_SPARED
from service.store.jobs import MAX_ATTEMPTS, Job, JobState
from tests.service.jobs.runners import raising, runner
from tests.service.jobs.stored import add, found


def test_a_database_that_fails_spends_no_attempt(means: Means, engine: Engine) -> None:
    """However often it does in a row, the job is done once it can be; and it was tried once."""
    job_id = add(engine, "test")
    faults = iter([StoreError("Full.")] * 2 * MAX_ATTEMPTS)

    def kind(_: Means, __: Job, ___: Progress) -> str | None:
        if fault := next(faults, None):
            raise fault
        return "res_1"

    one = runner(means, kind)
    for _ in range(2 * MAX_ATTEMPTS):
        with pytest.raises(StoreError):
            one.run_next()
    assert one.run_next()
    job = found(engine, job_id)
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_a_job_that_always_fails_the_database_is_given_up(means: Means, engine: Engine) -> None:
    """It may be at fault itself, and others wait behind it."""
    job_id = add(engine, "test")
    one = runner(means, raising(StoreError("Too large.")))
    for _ in range(MOST_SPARED + 1):
        with pytest.raises(StoreError):
            one.run_next()
    assert not one.run_next()
    assert found(engine, job_id).attempts == 1
    time.sleep(1.1)
    assert one.sweep() == 1
