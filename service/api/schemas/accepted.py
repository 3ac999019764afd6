"""The answer of work that takes too long to wait for."""

from fastapi.responses import JSONResponse

from service.api.services import Services
from service.contract import Part


class Accepted(Part):
    """Work that was taken on: its job, and the paths of the job and of what will come of it."""

    job_id: str
    job: str
    result: str


def accepted(services: Services, job_id: str, result: str) -> JSONResponse:
    """Wake a worker and return the answer 202 for a job whose row is committed.

    Its result will be found at the path *result*.
    """
    services.queue.wake(job_id)
    made = Accepted(job_id=job_id, job=f"/v1/jobs/{job_id}", result=result)
    headers = {"Location": made.job, "Retry-After": "2"}
    return JSONResponse(made.model_dump(mode="json"), 202, headers=headers)
