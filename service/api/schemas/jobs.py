"""Jobs as the API has them."""

from pydantic import AwareDatetime, Field

from service.contract import Part
from service.jobs.kinds import matrix
from service.store.jobs import Job, JobState

# Where what came of a job is found, by the prefix of its identifier.
_PLACES = {"cmp": "/v1/comparisons/{}", "bat": "/v1/pairs/{}"}


class JobPart(Part):
    """Long work as it stands.

    `done` of `total` parts are finished; total 0 means that nobody knows how many there are.
    `error` says in one sentence why it failed, `result` is the path of what came of it.
    """

    job_id: str
    kind: str
    state: JobState
    done: int = Field(ge=0)
    total: int = Field(ge=0)
    attempts: int = Field(ge=0, description="How often a worker has begun it.")
    created_at: AwareDatetime
    finished_at: AwareDatetime | None
    error: str | None
    result_id: str | None
    result: str | None


def job_part(job: Job) -> JobPart:
    """Return *job* as the API shows it: neither its payload nor who works on it."""
    return JobPart(
        job_id=job.job_id,
        kind=job.kind,
        state=job.state,
        done=job.done,
        total=job.total,
        attempts=job.attempts,
        created_at=job.created_at,
        finished_at=job.finished_at,
        error=job.error,
        result_id=job.result_id,
        result=_place(job),
    )


def _place(job: Job) -> str | None:
    if job.result_id is None:
        return None
    if job.kind == matrix.NAME:
        # A matrix is that of its story, whose documents may be others by now.
        return f"/v1/stories/{job.payload['story_id']}/matrix"
    prefix = job.result_id.partition("_")[0]
    return _PLACES[prefix].format(job.result_id) if prefix in _PLACES else None
