"""Grouping the documents that are in no story yet."""

from service.clock import now
from service.grouping.grouping import Grouper, group_new
from service.jobs.kind import Means, Progress, ends
from service.store.jobs import Job
from service.store.unit import unit_of_work
from service.work.work import Work

NAME = "group"


def run(means: Means, job: Job, _: Progress) -> None:
    """Group what was not grouped yet, in the name of `actor`.

    Raises:
        JobLost: The job is this worker's no more.
    """
    means.executor.run(group_for, str(job.payload.get("actor", "system")))
    with unit_of_work(means.engine) as store:
        ends(job)(store, None)


def group_for(work: Work, actor: str) -> None:
    """Group as `run` does."""
    group_new(Grouper(work.engine, work.encoder, actor=actor), at=now())
