"""The answer of work that takes too long to wait for."""

from fastapi.responses import JSONResponse

from service.contract import Part


class Accepted(Part):
    """Work that was taken on: its job, and the paths of the job and of what will come of it."""

    job_id: str
    job: str
    result: str


def accepted(job_id: str, result: str) -> JSONResponse:
    """Return the answer 202 for a job that is stored, whose result will be found at *result*."""
    made = Accepted(job_id=job_id, job=f"/v1/jobs/{job_id}", result=result)
    headers = {"Location": made.job, "Retry-After": "2"}
    return JSONResponse(made.model_dump(mode="json"), 202, headers=headers)
