"""All long work: how far it is; trying again what failed, stopping what is not wanted."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from service.api.guard import Editor, Reader
from service.api.paging import PageQuery
from service.api.schemas.ids import JobId
from service.api.services import ServicesDep
from service.clock import run_time
from service.jobs.kinds import KINDS
from service.store.jobs import JobState
from service.web.links import came_from
from service.web.listing import more
from service.web.rendering import render

router = APIRouter(prefix="/jobs")


@router.get("")
def job_list(
    request: Request,
    services: ServicesDep,
    asked: PageQuery,
    principal: Reader,
    state: Annotated[JobState | str, Query(max_length=40)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show the jobs, those asked for last first."""
    wanted = JobState(state) if state in tuple(JobState) else None
    after = (asked.after[0], asked.after[1]) if asked.after else None
    with services.read() as store:
        rows = store.jobs.latest(
            asked.fetch, after=after, state=wanted, kind=kind if kind in KINDS else None
        )
    page = asked.page(rows, key=lambda job: (job.created_at, job.job_id), item=lambda job: job)
    return render(
        request,
        "jobs.html",
        at="settings",
        principal=principal,
        jobs=page.items,
        more=more(request, page),
        states=tuple(JobState),
        kinds=tuple(KINDS),
        state=state,
        kind=kind,
    )


@router.post("/{job_id}/retry")
def retry(job_id: JobId, request: Request, services: ServicesDep, principal: Editor) -> Response:
    """Queue a job again that failed or was cancelled."""
    with services.write(principal) as store:
        store.jobs.retry(job_id)
    services.queue.wake(job_id)
    return _back(request)


@router.post("/{job_id}/cancel")
def cancel(job_id: JobId, request: Request, services: ServicesDep, principal: Editor) -> Response:
    """Let nobody do a job that waits or runs."""
    with services.write(principal) as store:
        store.jobs.cancel(job_id, at=run_time())
    return _back(request)


def _back(request: Request) -> Response:
    found = came_from(request)
    return RedirectResponse(found if found.startswith("/jobs") else "/jobs", status_code=303)
