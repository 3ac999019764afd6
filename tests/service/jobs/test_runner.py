"""A job ends as its work did: with its result, with one sentence, or to be tried again."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from matching.document import Document
from matching.errors import MatchingError
from service.errors import InputError, OverloadedError
from service.jobs.kind import JobLost, Means, Progress
from service.jobs.runner import Runner
from service.store.jobs import MAX_ATTEMPTS, Job, JobState
from service.store.unit import read_only, unit_of_work
from service.work.executor import ProcessExecutor
from service.work.work import Work
from tests.service.jobs.runners import raising, runner
from tests.service.jobs.stored import AT, LEFT, RIGHT, add, ask, found


def test_a_comparison_and_its_jobs_end_are_one(means: Means, engine: Engine) -> None:
    """Both are there, in the asker's name and in one transaction; the next finds it stored."""
    job_id = ask(engine)
    assert Runner(means, "w1").run_next()
    job = found(engine, job_id)
    assert (job.state, job.error) == (JobState.DONE, None)
    with read_only(engine) as store:
        loaded = store.comparisons.load(job.result_id or "")
        assert loaded is not None
        assert loaded[0].left.document == LEFT
        entries = store.audit.of(job_id)
        assert [(entry.action, entry.actor) for entry in entries] == [
            ("job.add", "system"),
            ("job.done", "ana"),
        ]
        assert entries[-1].number == store.audit.of(job.result_id or "")[-1].number + 1
    assert not Runner(means, "w1").run_next()


def test_asking_twice_is_one_job(means: Means, engine: Engine) -> None:
    """Also when it is done; the other way round is another comparison."""
    job_id = ask(engine)
    Runner(means, "w1").run_next()
    assert ask(engine) == job_id
    assert found(engine, job_id).state is JobState.DONE
    assert ask(engine, RIGHT, LEFT) != job_id


def test_a_stored_comparison_ends_the_job_at_once(means: Means, engine: Engine) -> None:
    """Somebody else asked for the same: one comparison, two jobs done."""
    first = ask(engine)
    with unit_of_work(engine, at=AT) as store:
        payload = {**found(engine, first).payload, "actor": "bea"}
        second = store.jobs.add("compare", payload, at=AT)
    one = Runner(means, "w1")
    while one.run_next():
        pass
    jobs = [found(engine, each) for each in (first, second)]
    assert [job.state for job in jobs] == [JobState.DONE] * 2
    assert jobs[0].result_id == jobs[1].result_id


def _sleep(_: Work) -> None:
    time.sleep(600)


def test_a_job_that_takes_too_long_fails(means: Means, engine: Engine) -> None:
    """Its process is killed; it says why, and is not tried again."""
    job_id = add(engine, "test")
    settings = means.settings.model_copy(update={"job_timeout": 0.5, "model": "/no-model"})
    executor = ProcessExecutor(settings)

    def kind(given: Means, _: Job, __: Progress) -> None:
        given.executor.run(_sleep)

    one = runner(replace(means, executor=executor.for_jobs()), kind)
    try:
        assert one.run_next()
        assert not one.run_next()
    finally:
        executor.close()
    job = found(engine, job_id)
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert "longer than 0.5 seconds" in (job.error or "")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (InputError("This is empty."), "This is empty."),
        (MatchingError("No claims."), "No claims."),
        (
            RuntimeError("secret words"),
            "It failed by a fault of the program; the worker's log tells more.",
        ),
    ],
)
def test_what_cannot_be_done_fails_with_a_sentence(
    means: Means, engine: Engine, error: Exception, sentence: str
) -> None:
    """Our own errors say what they are; a fault of ours tells nobody but the log."""
    job_id = add(engine, "test")
    runner(means, raising(error)).run_next()
    job = found(engine, job_id)
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, sentence, 1)


def test_what_may_go_better_later_is_tried_again(means: Means, engine: Engine) -> None:
    """Not at once: when it has been silent for its time; not for ever either."""
    job_id = add(engine, "test")
    one = runner(means, raising(OverloadedError("Busy.")))
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert one.run_next()
        assert not one.run_next()
        assert one.sweep() == 0
        assert (found(engine, job_id).state, found(engine, job_id).attempts) == (
            JobState.RUNNING,
            attempt,
        )
        time.sleep(1.1)
        assert one.sweep() == 1
    assert found(engine, job_id).state is JobState.FAILED


def test_a_long_job_beats_and_tells_how_far_it_is(means: Means, engine: Engine) -> None:
    """Others do not take it for dead while it takes longer than the silence allowed."""
    other = Runner(means, "w2")
    seen = []

    def slow(_: Means, job: Job, progress: Progress) -> str:
        for part in range(1, 4):
            progress(part, 3)
            until = time.monotonic() + 10
            while found(engine, job.job_id).done < part and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(0.6)
            assert other.sweep() == 0
            seen.append(found(engine, job.job_id).done)
        return "res_1"

    job_id = add(engine, "test")
    runner(means, slow).run_next()
    job = found(engine, job_id)
    assert seen == [1, 2, 3]
    assert (job.state, job.result_id, job.total) == (JobState.DONE, "res_1", 3)


def cancel(engine: Engine, job_id: str) -> None:
    """Cancel the job."""
    with unit_of_work(engine, at=AT) as store:
        store.jobs.cancel(job_id, at=AT)


def retry(engine: Engine, job_id: str) -> None:
    """Cancel the job, and have another worker take it."""
    cancel(engine, job_id)
    with unit_of_work(engine, at=AT) as store:
        store.jobs.retry(job_id)
        assert store.jobs.take("w2", at=AT)


@pytest.mark.parametrize(
    ("take_away", "state"), [(cancel, JobState.CANCELLED), (retry, JobState.RUNNING)]
)
def test_a_job_taken_away_stores_nothing(
    means: Means, engine: Engine, take_away: Callable[[Engine, str], None], state: JobState
) -> None:
    """What was made of it is not stored, and its end is not noted."""

    def kind(given: Means, job: Job, _: Progress) -> str:
        take_away(engine, job.job_id)
        return given.executor.run(_store_document, job)

    job_id = add(engine, "test")
    runner(means, kind).run_next()
    assert found(engine, job_id).state is state
    with read_only(engine) as store:
        assert not store.documents.has(LEFT.document_id)


def _store_document(_: object, job: Job) -> str:
    """Store a document for *job*, as a kind's task does."""
    from service.jobs.kind import ends
    from service.store.engine import open_engine

    assert job.worker == "w1"
    engine = open_engine(str(_.settings.store_url))  # type: ignore[attr-defined]
    try:
        with unit_of_work(engine, at=AT) as store:
            store.documents.add(LEFT, stored_at=AT)
            ends(job)(store, LEFT.document_id)
    finally:
        engine.dispose()
    return LEFT.document_id


def test_a_cancelled_job_stops_between_its_parts(means: Means, engine: Engine) -> None:
    """Telling how far it is fails soon after."""

    def kind(_: Means, job: Job, progress: Progress) -> str:
        cancel(engine, job.job_id)
        for part in range(200):
            time.sleep(0.05)
            progress(part, 200)
        return "res_1"

    job_id = add(engine, "test")
    started = time.monotonic()
    runner(means, kind).run_next()
    assert time.monotonic() - started < 5
    assert found(engine, job_id).state is JobState.CANCELLED


def test_a_job_given_back_was_never_tried(means: Means, engine: Engine) -> None:
    """The worker stops; what it was doing comes to nothing, and somebody else does it."""
    given: list[bool] = []

    def kind(_: Means, __: Job, ___: Progress) -> str:
        given.append(one.give_back())
        return "res_1"

    one = runner(means, kind)
    job_id = add(engine, "test")
    assert not one.give_back()
    one.run_next()
    job = found(engine, job_id)
    assert (given, job.state, job.attempts, job.worker) == ([True], JobState.QUEUED, 0, None)


def test_kinds_that_a_worker_does_not_know_wait(means: Means, engine: Engine) -> None:
    """An older worker leaves them to a newer one."""
    job_id = add(engine, "tomorrow")
    assert not Runner(means, "w1").run_next()
    assert found(engine, job_id).state is JobState.QUEUED


def test_a_fault_is_in_the_log(
    means: Means, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """With what happened; a job that was lost is no fault."""
    add(engine, "test", 1)
    with caplog.at_level(logging.CRITICAL):
        runner(means, raising(JobLost("job"))).run_next()
        assert not caplog.records
        time.sleep(1.1)
        add(engine, "test", 2)
        runner(means, raising(RuntimeError("secret words"))).run_next()
    assert "secret words" in caplog.text


def test_documents_that_are_not_there_fail_the_job(means: Means, engine: Engine) -> None:
    """The sentence names the first that is missing."""
    missing = Document("Nadie.", "X")
    with unit_of_work(engine, at=AT) as store:
        payload = {"left_id": missing.document_id, "right_id": missing.document_id, "actor": "a"}
        job_id = store.jobs.add("compare", payload, at=AT)
    Runner(means, "w1").run_next()
    assert found(engine, job_id).error == f"There is no document {missing.document_id}."
