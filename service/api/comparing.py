"""Comparing what was given: at once where it is short, by a job where it is long."""

from service.access.principal import Principal
from service.api.services import Services
from service.clock import run_time
from service.jobs.asking import ask_comparison
from service.store.jobs import Job
from service.work import tasks
from service.work.given import Given, keep_pages, sought


def compare_given(
    services: Services, principal: Principal, left: Given, right: Given, *, by_job: bool = False
) -> str | Job:
    """Return the comparison's identifier, or the job that will make it.

    Long texts become a job, and so does everything with *by_job*; what a job has compared
    before is the comparison itself.

    Raises:
        NotFoundError: One side is a document that is not stored.
        InputError: Both sides are one document.
        TooLarge: One of them makes more claims than the configured limit.
        OverloadedError: Too many wait for the model.
    """
    if by_job or _is_long(services, left, right):
        job = _ask(services, principal, left, right)
        return job.result_id or job
    return services.executor.run(tasks.compare, left, right, principal.actor)


def _is_long(services: Services, left: Given, right: Given) -> bool:
    with services.read() as store:
        documents = sought(store, left, right)
    length = sum(len(document.text) for document in documents)
    return length > services.settings.max_waiting_characters


def _ask(services: Services, principal: Principal, left: Given, right: Given) -> Job:
    """Store the documents with a job that compares them, and wake a worker."""
    at = run_time()
    with services.write(principal) as store:
        one, other = sought(store, left, right)
        keep_pages(store, (left, right), at)
        for document in (one, other):
            store.documents.add(document, stored_at=at)
        job_id = ask_comparison(
            store,
            one.document_id,
            other.document_id,
            principal.actor,
            at,
            model=services.settings.model,
        )
        job = store.jobs.get(job_id)
    assert job is not None
    if not job.result_id:
        services.queue.wake(job_id)
    return job
