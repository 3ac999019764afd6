"""`contraste jobs` lists, shows, tries again and cancels."""

import json

import pytest

from service.config import Settings
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from tests.service.cli.conftest import Run
from tests.service.jobs.stored import AT, add


@pytest.fixture
def failed(settings: Settings) -> str:
    """A job that failed, beside one that waits."""
    engine = open_engine(settings.store_url)
    upgrade(engine)
    job_id = add(engine, "test")
    with unit_of_work(engine) as store:
        job = store.jobs.take("w1", at=AT)
        assert job is not None
        store.jobs.fail(job, "The page [of Lima] is gone.", at=AT)
    add(engine, "test", 2)
    engine.dispose()
    return job_id


def test_jobs_are_listed(run: Run, failed: str) -> None:
    """As a table, and as JSON; by state."""
    assert "The page [of Lima] is gone." in run("jobs", "list").out
    everything = json.loads(run("jobs", "list", "--json").out)["jobs"]
    assert {job["state"] for job in everything} == {"failed", "queued"}
    (only,) = json.loads(run("jobs", "list", "--state", "failed", "--json").out)["jobs"]
    assert only == json.loads(run("jobs", "show", failed, "--json").out)


def test_a_failed_job_is_tried_again_and_cancelled(run: Run, failed: str) -> None:
    """Once each; what cannot be is one sentence, and then nothing changes."""
    assert "queued" in run("jobs", "retry", failed).out
    refused = run("jobs", "retry", failed)
    assert (refused.code, refused.err) == (
        2,
        f"contraste: {failed} is queued; only what failed or was cancelled is tried.\n",
    )
    assert "cancelled" in run("jobs", "cancel", failed).out
    assert run("jobs", "retry", failed, "job_0").code == 2
    assert "cancelled" in run("jobs", "show", failed).out
