"""Labelling a batch of pairs of claims."""

from service.contract import PairResult
from service.errors import NotFoundError
from service.jobs.kind import Means, Progress, ends
from service.store.jobs import Job
from service.store.unit import read_only, unit_of_work
from service.work import tasks

NAME = "pairs"

# So many at once: others get their turn within a second, and progress shows.
_AT_ONCE = 10


def run(means: Means, job: Job, progress: Progress) -> str:
    """Label the pairs of `batch_id`; labels and the job's end are stored together.

    Raises:
        JobLost: The job is this worker's no more.
        NotFoundError: The batch was forgotten meanwhile.
    """
    batch_id = str(job.payload["batch_id"])
    with read_only(means.engine) as store:
        batch = store.pair_batches.get(batch_id)
    if batch is None:
        raise NotFoundError(f"There is no batch {batch_id}; send it again.")
    results: list[PairResult] = list(batch.results or ())
    while len(results) < len(batch.pairs):
        progress(len(results), len(batch.pairs))
        part = batch.pairs[len(results) : len(results) + _AT_ONCE]
        results += means.executor.run(tasks.label, part)
    with unit_of_work(means.engine) as store:
        store.pair_batches.finish(batch_id, results)
        ends(job)(store, batch_id)
    return batch_id
