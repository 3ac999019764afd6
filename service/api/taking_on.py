"""The answer to what takes too long to wait for."""

from fastapi import Response

from service.api.schemas.jobs import job_part
from service.api.services import Services


def taken_on(services: Services, job_id: str) -> Response:
    """Wake a worker for a job whose row is committed, and return the answer 202 with the job."""
    with services.read() as store:
        job = store.jobs.get(job_id)
    assert job is not None
    services.queue.wake(job_id)
    headers = {"Location": f"/v1/jobs/{job_id}", "Retry-After": "2"}
    return Response(
        job_part(job).model_dump_json(), 202, media_type="application/json", headers=headers
    )
