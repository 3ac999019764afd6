"""Grouping as a job: asked for after documents are taken in, done by any worker."""

from sqlalchemy import Engine

from matching.document import Document
from matching.grouping.thresholds import GROUPING
from matching.testing import HashingEncoder
from service.config import Grouping, Settings
from service.grouping.means import grouper_of
from service.jobs.asking import ask_grouping
from service.jobs.kind import Means
from service.jobs.kinds.group import group_all
from service.jobs.runner import Runner
from service.store.jobs import JobState
from service.store.unit import read_only, unit_of_work
from service.work.executor import InlineExecutor
from service.work.work import Work
from tests.service.jobs.stored import AT, LEFT, RIGHT, found

ON = Settings(grouping=Grouping.AUTO)


def ask(engine: Engine, *documents: Document, settings: Settings = ON) -> str | None:
    """Store documents, then ask for them to be grouped."""
    with unit_of_work(engine, at=AT) as store:
        for each in documents:
            store.documents.add(each, stored_at=AT)
    with unit_of_work(engine, at=AT) as store:
        ids = [each.document_id for each in documents]
        return ask_grouping(store, settings, ids, "ana", AT)


def test_a_job_decides_on_all_that_is_new(means: Means, engine: Engine) -> None:
    """In the asker's name; a document that nothing is near to is alone, which is a decision."""
    job_id = ask(engine, LEFT, RIGHT)
    assert job_id is not None
    assert Runner(means, "w1").run_next()
    job = found(engine, job_id)
    assert (job.state, job.error, job.result_id) == (JobState.DONE, None, None)
    with read_only(engine) as store:
        for document in (LEFT, RIGHT):
            decided = store.groupings.latest(document.document_id)
            assert decided is not None
            assert decided.model == "hashing"
            noted = store.audit.of(document.document_id)
            assert ("story.group", "ana") in {(each.action, each.actor) for each in noted}
    assert not Runner(means, "w1").run_next()


def test_asking_twice_is_one_job(means: Means, engine: Engine) -> None:
    """One that waits is enough for documents that came after it; a new one after it is done."""
    first = ask(engine, LEFT)
    assert ask(engine, RIGHT) == first
    assert Runner(means, "w1").run_next()
    assert not Runner(means, "w1").run_next()
    assert ask(engine, LEFT) == first
    assert ask(engine, RIGHT) != first


def test_nothing_new_and_nobody_who_wants_it_is_no_job(engine: Engine) -> None:
    """With grouping off people make stories."""
    assert ask(engine) is None
    assert ask(engine, LEFT, settings=Settings(grouping=Grouping.OFF)) is None


def test_days_apart_are_a_setting(means: Means, engine: Engine) -> None:
    """The decision names the thresholds that it was made under."""
    settings = means.settings.model_copy(update={"grouping_days": 30})
    far = grouper_of(engine, HashingEncoder(), settings, "ana")
    assert far.thresholds.window_days == 30
    ask(engine, LEFT)
    executor = InlineExecutor(Work(settings, given_encoder=HashingEncoder()))
    assert group_all(executor, "ana").documents == 1
    executor.close()
    with read_only(engine) as store:
        decided = store.groupings.latest(LEFT.document_id)
    assert decided is not None
    assert decided.thresholds_id == far.thresholds.thresholds_id != GROUPING.thresholds_id
