"""Comparing two stored documents."""

from service.jobs.kind import Means, Progress, ends
from service.store.jobs import Job
from service.work import tasks
from service.work.work import Work

NAME = "compare"


def run(means: Means, job: Job, _: Progress) -> str:
    """Compare the documents `left_id` and `right_id` in the name of `actor`.

    Raises:
        JobLost: The job is this worker's no more.
        NotFoundError: One of them is not stored.
        TooLarge: One of them makes more claims than the configured limit.
    """
    return means.executor.run(compare_for, job)


def compare_for(work: Work, job: Job) -> str:
    """Compare as `run` does; the comparison and the job's end are stored together."""
    left_id, right_id, actor = (str(job.payload[name]) for name in ("left_id", "right_id", "actor"))
    return tasks.compare_stored(work, left_id, right_id, actor, ends(job))
