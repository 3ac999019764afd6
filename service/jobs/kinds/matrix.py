"""Comparing the documents of a story with each other."""

from service.jobs.kind import Means, Progress, ends
from service.store.jobs import Job
from service.work.matrix import make_matrix
from service.work.work import Work

NAME = "matrix"


def run(means: Means, job: Job, _: Progress) -> str:
    """Make the matrix of `story_id`, as it stands now, in the name of `actor`.

    Raises:
        JobLost: The job is this worker's no more.
        NotFoundError: There is no such story.
        ConflictError: It has no document.
        TooLarge: A document makes more claims than the configured limit.
    """
    return means.executor.run(make_for, job)


def make_for(work: Work, job: Job) -> str:
    """Make it as `run` does; the matrix and the job's end are stored together."""
    return make_matrix(work, str(job.payload["story_id"]), str(job.payload["actor"]), ends(job))
