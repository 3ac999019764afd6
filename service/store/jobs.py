"""Jobs in the database: the truth about long work, whatever a queue may have lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from matching.ids import content_id
from service.store.insert import insert_new
from service.store.tables import JobRow
from service.store.trail import note

MAX_ATTEMPTS = 3


class JobState(StrEnum):
    """Where a job is in its life; the stored value."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work as it stands. `payload` holds ids and numbers, never a text.

    `done` of `total` parts are finished; total 0 means that nobody knows yet. `error` is one
    sentence for people.
    """

    job_id: str
    kind: str
    payload: Mapping[str, object]
    state: JobState
    done: int
    total: int
    attempts: int
    worker: str | None
    heartbeat_at: datetime | None
    result_id: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class JobRepository:
    """All SQL on jobs; a job is known by its kind and payload, so asking twice makes one."""

    session: Session

    def add(self, kind: str, payload: Mapping[str, object], *, at: datetime) -> str:
        """Queue a job, or a failed one again; return its identifier."""
        job_id = content_id("job", kind, dict(payload))
        values = {
            "job_id": job_id,
            "kind": kind,
            "payload": dict(payload),
            "state": JobState.QUEUED,
            "done": 0,
            "total": 0,
            "attempts": 0,
            "max_attempts": MAX_ATTEMPTS,
            "created_at": at,
        }
        if insert_new(self.session, JobRow, values):
            note(self.session, "job.add", job_id, kind=kind)
        elif self._change(
            JobRow.job_id == job_id,
            JobRow.state == JobState.FAILED,
            state=JobState.QUEUED,
            attempts=0,
            error=None,
            finished_at=None,
        ):
            note(self.session, "job.again", job_id, kind=kind)
        return job_id

    def take(self, worker: str, *, at: datetime) -> Job | None:
        """Give *worker* the oldest queued job, None when there is none; no two get the same."""
        row = self.session.scalar(
            select(JobRow)
            .where(JobRow.state == JobState.QUEUED)
            .order_by(JobRow.created_at, JobRow.job_id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.state, row.worker, row.heartbeat_at = JobState.RUNNING, worker, at
        row.attempts += 1
        row.done = row.total = 0
        self.session.flush()
        return _job(row)

    def beat(self, job: Job, done: int, total: int, *, at: datetime) -> bool:
        """Note that the job lives and how far it is; False when it is this worker's no more."""
        return self._change_mine(job, done=done, total=total, heartbeat_at=at)

    def finish(self, job: Job, result_id: str | None, *, at: datetime) -> bool:
        """Note that the job is done; False when it is this worker's no more."""
        mine = self._change_mine(
            job, state=JobState.DONE, result_id=result_id, finished_at=at, error=None
        )
        if mine:
            note(self.session, "job.done", job.job_id, result=result_id)
        return mine

    def fail(self, job: Job, error: str, *, at: datetime) -> bool:
        """Note why the job cannot be done; False when it is this worker's no more."""
        mine = self._change_mine(job, state=JobState.FAILED, error=error, finished_at=at)
        if mine:
            note(self.session, "job.failed", job.job_id)
        return mine

    def revive(self, silent_since: datetime, *, at: datetime) -> Sequence[str]:
        """Queue again what a killed worker left: running, no sign of life since *silent_since*.

        What was tried often enough fails instead. Returns the identifiers of both, in order.
        """
        rows = self.session.scalars(
            select(JobRow)
            .where(JobRow.state == JobState.RUNNING, JobRow.heartbeat_at < silent_since)
            .order_by(JobRow.job_id)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            row.worker = None
            if row.attempts < row.max_attempts:
                row.state = JobState.QUEUED
                note(self.session, "job.revived", row.job_id, attempts=row.attempts)
            else:
                row.state, row.finished_at = JobState.FAILED, at
                row.error = f"Its worker stopped {row.attempts} times."
                note(self.session, "job.failed", row.job_id)
        self.session.flush()
        return [row.job_id for row in rows]

    def get(self, job_id: str) -> Job | None:
        """Return the job as it stands, None when there is no such one."""
        row = self.session.get(JobRow, job_id)
        return _job(row) if row else None

    def _change_mine(self, job: Job, **values: object) -> bool:
        # A worker that was taken for dead may come back: its attempt is over by then.
        mine = (
            JobRow.job_id == job.job_id,
            JobRow.state == JobState.RUNNING,
            JobRow.worker == job.worker,
            JobRow.attempts == job.attempts,
        )
        return self._change(*mine, **values)

    def _change(self, *where: ColumnElement[bool], **values: object) -> bool:
        result = self.session.execute(update(JobRow).where(*where).values(**values))
        assert isinstance(result, CursorResult)
        return result.rowcount == 1


def _job(row: JobRow) -> Job:
    return Job(
        job_id=row.job_id,
        kind=row.kind,
        payload=row.payload,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        worker=row.worker,
        heartbeat_at=row.heartbeat_at,
        result_id=row.result_id,
        error=row.error,
    )
