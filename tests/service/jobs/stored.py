"""Rows that tests of jobs begin with, and what they look at."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from matching.document import Document
from service.jobs.asking import ask_comparison
from service.store.jobs import Job
from service.store.unit import read_only, unit_of_work

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
LEFT = Document("El temporal dejó 12 muertos en Lima. El puerto cerró.", "El Diario", language="es")
RIGHT = Document("The storm killed 14 people in Lima.", "The Times", language="en")


def ask(engine: Engine, left: Document = LEFT, right: Document = RIGHT) -> str:
    """Store two documents and ask for their comparison; return the job."""
    with unit_of_work(engine, at=AT) as store:
        store.documents.add(left, stored_at=AT)
        store.documents.add(right, stored_at=AT)
        return ask_comparison(store, left.document_id, right.document_id, "ana", AT)


def add(engine: Engine, kind: str, number: int = 0) -> str:
    """Queue a job of *kind*."""
    with unit_of_work(engine, at=AT) as store:
        return store.jobs.add(kind, {"number": number}, at=AT)


def found(engine: Engine, job_id: str) -> Job:
    """Return the job, which there must be."""
    with read_only(engine) as store:
        job = store.jobs.get(job_id)
    assert job is not None
    return job
