"""The page of long work: how far it is, and where it leads when it is done."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.api.guard import Reader
from service.api.schemas.ids import JobId
from service.api.services import ServicesDep
from service.errors import NotFoundError
from service.jobs.kinds import KINDS, compare, matrix
from service.store.jobs import Job, JobState
from service.web.rendering import render

router = APIRouter()


@router.get("/jobs/{job_id}")
def job(job_id: JobId, request: Request, services: ServicesDep, principal: Reader) -> Response:
    """Show a job as it stands; one that is done leads to its result.

    The page asks again by itself, and is whole without scripts: it can be loaded again.
    """
    with services.read() as store:
        found = store.jobs.get(job_id)
    if found is None:
        raise NotFoundError(f"There is no job {job_id}.")
    address = _place(found)
    is_asked_again = "hx-request" in request.headers
    if found.state is JobState.DONE and address:
        if is_asked_again:
            return Response(headers={"HX-Redirect": address})
        return RedirectResponse(address, status_code=303)
    template = "job_state.html" if is_asked_again else "job.html"
    at = "compare" if found.kind == compare.NAME else "settings"
    return render(request, template, at=at, principal=principal, job=found, kinds=KINDS)


def _place(job: Job) -> str | None:
    """Return where the result of a job is shown, None where it has no page."""
    if job.kind == compare.NAME and job.result_id:
        return f"/comparisons/{job.result_id}"
    return f"/stories/{job.payload['story_id']}" if job.kind == matrix.NAME else None
