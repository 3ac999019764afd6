"""What a kind of job is: a function, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from service.clock import now
from service.config import Settings
from service.store.jobs import Job
from service.store.unit import Store
from service.work.executor import Executor

# Told how many parts are done of how many; raises JobLost when the job is the worker's no more.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Means:
    """What a worker has at hand."""

    settings: Settings
    engine: Engine
    executor: Executor


Kind = Callable[[Means, Job, Progress], str | None]


class JobLost(Exception):
    """The job was cancelled, or somebody else does it by now: nothing of it is stored."""


def ends(job: Job) -> Callable[[Store, str | None], None]:
    """Return what ends *job* well in the transaction that stores its result.

    Raises (when it is called):
        JobLost: It is this worker's no more; the transaction is undone.
    """
    return partial(_end, job)


def _end(job: Job, store: Store, result_id: str | None) -> None:
    if not store.jobs.finish(job, result_id, at=now()):
        raise JobLost(job.job_id)
