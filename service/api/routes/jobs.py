"""Long work: how far it is, and trying it again."""

from typing import Annotated, Any

from fastapi import Header, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import StringConstraints

from service.api.guard import Editor, Reader
from service.api.job_events import MEDIA_TYPE, event_id, stream
from service.api.paging import Page, PageQuery
from service.api.schemas.ids import JobId
from service.api.schemas.jobs import JobPart, job_part
from service.api.services import Services, ServicesDep
from service.api.strict_json import resource
from service.clock import run_time
from service.errors import NotFoundError, OverloadedError
from service.store.jobs import Job, JobState

router = resource("jobs")

_Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events named `job`, each with the job as JSON; the last one tells its end.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    },
    204: {"description": "The job is over, and `Last-Event-ID` shows that this is known."},
}


@router.get("")
def list_jobs(
    services: ServicesDep,
    asked: PageQuery,
    _: Reader,
    state: Annotated[JobState | None, Query(description="Only jobs in this state.")] = None,
    kind: Annotated[_Kind | None, Query(description="Only jobs of this kind.")] = None,
) -> Page[JobPart]:
    """Return the jobs, those asked for last first."""
    after = (asked.after[0], asked.after[1]) if asked.after else None
    with services.read() as store:
        rows = store.jobs.latest(asked.fetch, after=after, state=state, kind=kind)
    return asked.page(rows, key=lambda job: (job.created_at, job.job_id), item=job_part)


@router.get("/{job_id}")
def get_job(job_id: JobId, services: ServicesDep, _: Reader) -> JobPart:
    """Return a job as it stands."""
    return job_part(_existing(services, job_id))


@router.post("/{job_id}/retry")
def retry_job(job_id: JobId, services: ServicesDep, principal: Editor) -> JobPart:
    """Queue a job again that failed or was cancelled; 409 for any other."""
    with services.write(principal) as store:
        store.jobs.retry(job_id)
    services.queue.wake(job_id)
    return job_part(_existing(services, job_id))


@router.post("/{job_id}/cancel")
def cancel_job(job_id: JobId, services: ServicesDep, principal: Editor) -> JobPart:
    """Let nobody do a job that waits or runs; what is made of it is not stored. 409 when over."""
    with services.write(principal) as store:
        store.jobs.cancel(job_id, at=run_time())
    return job_part(_existing(services, job_id))


@router.get("/{job_id}/events", response_class=StreamingResponse, responses=_STREAM)
def watch_job(
    job_id: JobId,
    services: ServicesDep,
    _: Reader,
    seconds: Annotated[
        int, Query(ge=1, le=600, description="The stream ends after so long; come back then.")
    ] = 60,
    last_event_id: Annotated[
        str | None, Header(max_length=100, description="The event seen last; it is not sent again.")
    ] = None,
) -> Response:
    """Tell of a job each time that it gets further, as server-sent events, until it is over."""
    job = _existing(services, job_id)
    if job.state.is_over and last_event_id == event_id(job):
        # Anything else would let browsers come back for ever.
        return Response(status_code=204)
    if services.listeners.is_full:
        raise OverloadedError("Too many listen already; ask for the job itself now and then.")

    def look() -> Job | None:
        with services.read() as store:
            return store.jobs.get(job_id)

    events = stream(look, services.listeners, seen=last_event_id, seconds=seconds)
    # Proxies that gather an answer before they pass it on would hold the progress back.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type=MEDIA_TYPE, headers=headers)


def _existing(services: Services, job_id: str) -> Job:
    with services.read() as store:
        found = store.jobs.get(job_id)
    if found is None:
        raise NotFoundError(f"There is no job {job_id}.")
    return found
