"""What `contraste jobs` does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import BaseModel
from rich.box import HORIZONTALS
from rich.table import Table
from rich.text import Text

from service.access.principal import LOCAL
from service.api.schemas.jobs import JobPart, job_part
from service.cli.output import stdout_console, write_json
from service.clock import run_time
from service.config import read_settings
from service.errors import NotFoundError
from service.store.engine import open_engine
from service.store.jobs import Job, JobState
from service.store.migrate import check_schema
from service.store.unit import Store, read_only, unit_of_work

# In the audit log.
_ACTOR = LOCAL.actor
_STYLES = {
    JobState.QUEUED: "",
    JobState.RUNNING: "cyan",
    JobState.DONE: "green",
    JobState.FAILED: "bold red",
    JobState.CANCELLED: "dim",
}


class Jobs(BaseModel):
    """What the commands print with --json."""

    jobs: tuple[JobPart, ...]


def list_command(state: str | None, kind: str | None, limit: int, *, as_json: bool) -> None:
    """Print up to *limit* jobs of this state and kind, those asked for last first."""
    with _opened(writes=False) as store:
        found = store.jobs.latest(limit, state=JobState(state) if state else None, kind=kind)
    _print(found, as_json=as_json)


def show_command(job_id: str, *, as_json: bool) -> None:
    """Print one job.

    Raises:
        NotFoundError: There is no such job.
    """
    with _opened(writes=False) as store:
        found = _existing(store, job_id)
    if as_json:
        write_json(job_part(found))
    else:
        _print([found], as_json=False)


def retry_command(job_ids: Sequence[str], *, as_json: bool) -> None:
    """Queue failed or cancelled jobs again; a worker finds them within a second.

    Raises:
        NotFoundError: One is not there.
        ConflictError: One of them waits, runs or is done.
    """
    with _opened(writes=True) as store:
        for job_id in job_ids:
            store.jobs.retry(job_id)
        found = [_existing(store, job_id) for job_id in job_ids]
    _print(found, as_json=as_json)


def cancel_command(job_ids: Sequence[str], *, as_json: bool) -> None:
    """Cancel jobs that wait or run.

    Raises:
        NotFoundError: One is not there.
        ConflictError: One of them is done or has failed.
    """
    with _opened(writes=True) as store:
        for job_id in job_ids:
            store.jobs.cancel(job_id, at=run_time())
        found = [_existing(store, job_id) for job_id in job_ids]
    _print(found, as_json=as_json)


@contextmanager
def _opened(*, writes: bool) -> Iterator[Store]:
    engine = open_engine(read_settings().store_url)
    check_schema(engine)
    try:
        with unit_of_work(engine, actor=_ACTOR) if writes else read_only(engine) as store:
            yield store
    finally:
        engine.dispose()


def _existing(store: Store, job_id: str) -> Job:
    found = store.jobs.get(job_id)
    if found is None:
        raise NotFoundError(f"There is no job {job_id}.")
    return found


def _print(jobs: Sequence[Job], *, as_json: bool) -> None:
    if as_json:
        write_json(Jobs(jobs=tuple(job_part(job) for job in jobs)))
        return
    table = Table(box=HORIZONTALS)
    for title in ("job", "kind", "state", "done", "asked for", "result"):
        table.add_column(title, overflow="fold")
    for job in jobs:
        table.add_row(
            job.job_id,
            job.kind,
            Text(job.state, _STYLES[job.state]),
            f"{job.done}/{job.total}" if job.total else "",
            f"{job.created_at:%Y-%m-%d %H:%M}",
            # A sentence may hold what people wrote: brackets are no marks here.
            Text(job.error or job.result_id or ""),
        )
    stdout_console().print(table)
