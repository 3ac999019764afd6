"""Jobs in the database: the truth about long work, whatever a queue may have lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, CursorResult, exists, select, tuple_, update
from sqlalchemy.orm import Session

from matching.ids import content_id
from service.errors import ConflictError, NotFoundError
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
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens unless somebody asks again."""
        return self not in (JobState.QUEUED, JobState.RUNNING)


# What can be asked for again.
_UNDONE = (JobState.FAILED, JobState.CANCELLED)
# What a list of jobs goes on from: the last one shown.
Cursor = tuple[datetime, str]


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
    created_at: datetime
    heartbeat_at: datetime | None
    finished_at: datetime | None
    result_id: str | None
    error: str | None


def job_id(kind: str, payload: Mapping[str, object]) -> str:
    """Return the identifier of a job, derived from what is to be done."""
    return content_id("job", kind, dict(payload))


@dataclass(frozen=True, slots=True)
class JobRepository:
    """All SQL on jobs; a job is known by its kind and payload, so asking twice makes one."""

    session: Session

    def add(self, kind: str, payload: Mapping[str, object], *, at: datetime) -> str:
        """Queue a job, or a failed or cancelled one again; return its identifier."""
        made = job_id(kind, payload)
        values = {
            "job_id": made,
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
            note(self.session, "job.add", made, kind=kind)
        else:
            self._again(made)
        return made

    def retry(self, job_id: str) -> None:
        """Queue a failed or cancelled job again.

        Raises:
            NotFoundError: There is no such job.
            ConflictError: It waits, runs or is done.
        """
        if not self._again(job_id):
            state = self._existing(job_id).state
            raise ConflictError(f"{job_id} is {state}; only what failed or was cancelled is tried.")

    def cancel(self, job_id: str, *, at: datetime) -> None:
        """Let nobody do the job; the worker that has it finds that it is its no more.

        What it has made and not stored yet is not stored. Cancelling twice changes nothing.

        Raises:
            NotFoundError: There is no such job.
            ConflictError: It is done, or has failed.
        """
        is_open = JobRow.state.in_((JobState.QUEUED, JobState.RUNNING))
        if self._change(
            JobRow.job_id == job_id, is_open, state=JobState.CANCELLED, finished_at=at, worker=None
        ):
            note(self.session, "job.cancelled", job_id)
        elif (state := self._existing(job_id).state) is not JobState.CANCELLED:
            raise ConflictError(f"{job_id} is {state}; only what waits or runs can be cancelled.")

    def is_waited_for(self, kinds: Collection[str]) -> bool:
        """Tell whether a job of *kinds* is queued; asking takes no turn of a writer."""
        found = select(exists().where(JobRow.state == JobState.QUEUED, JobRow.kind.in_(kinds)))
        return bool(self.session.scalar(found))

    def take(
        self, worker: str, *, at: datetime, kinds: Collection[str] | None = None
    ) -> Job | None:
        """Give *worker* the oldest queued job, None when there is none; no two get the same.

        A worker that cannot do every kind names its *kinds*.
        """
        found = select(JobRow).where(JobRow.state == JobState.QUEUED)
        if kinds is not None:
            found = found.where(JobRow.kind.in_(kinds))
        oldest = found.order_by(JobRow.created_at, JobRow.job_id).limit(1)
        row = self.session.scalar(oldest.with_for_update(skip_locked=True))
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

    def give_back(self, job: Job) -> bool:
        """Queue the job again as if it had not been tried; False when it is not this worker's."""
        mine = self._change_mine(
            job, state=JobState.QUEUED, worker=None, heartbeat_at=None, attempts=job.attempts - 1
        )
        if mine:
            note(self.session, "job.returned", job.job_id)
        return mine

    def is_silent(self, silent_since: datetime) -> bool:
        """Tell whether `revive` would find something; asking takes no turn of a writer."""
        return bool(self.session.scalar(select(exists().where(*_silent(silent_since)))))

    def revive(self, silent_since: datetime, *, at: datetime) -> Sequence[str]:
        """Queue again what a killed worker left: running, no sign of life since *silent_since*.

        What was tried often enough fails instead. Returns the identifiers of both, in order.
        """
        rows = self.session.scalars(
            select(JobRow)
            .where(*_silent(silent_since))
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
                row.error = f"It was tried {row.attempts} times, and its worker stopped each time."
                note(self.session, "job.failed", row.job_id)
        self.session.flush()
        return [row.job_id for row in rows]

    def get(self, job_id: str) -> Job | None:
        """Return the job as it stands, None when there is no such one."""
        row = self.session.get(JobRow, job_id)
        return _job(row) if row else None

    def latest(
        self,
        limit: int,
        *,
        after: Cursor | None = None,
        state: JobState | None = None,
        kind: str | None = None,
    ) -> Sequence[Job]:
        """Return up to *limit* jobs, those asked for last first.

        *after* is the last one of the page before; *state* and *kind* keep those alike.
        """
        order = (JobRow.created_at, JobRow.job_id)
        found = select(JobRow).order_by(*(key.desc() for key in order)).limit(limit)
        if after is not None:
            found = found.where(tuple_(*order) < after)
        if state is not None:
            found = found.where(JobRow.state == state)
        if kind is not None:
            found = found.where(JobRow.kind == kind)
        return [_job(row) for row in self.session.scalars(found)]

    def _again(self, job_id: str) -> bool:
        changed = self._change(
            JobRow.job_id == job_id,
            JobRow.state.in_(_UNDONE),
            state=JobState.QUEUED,
            attempts=0,
            done=0,
            total=0,
            worker=None,
            error=None,
            finished_at=None,
        )
        if changed:
            note(self.session, "job.again", job_id)
        return changed

    def _existing(self, job_id: str) -> Job:
        found = self.get(job_id)
        if found is None:
            raise NotFoundError(f"There is no job {job_id}.")
        return found

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


def _silent(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return JobRow.state == JobState.RUNNING, JobRow.heartbeat_at < since


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
        created_at=row.created_at,
        heartbeat_at=row.heartbeat_at,
        finished_at=row.finished_at,
        result_id=row.result_id,
        error=row.error,
    )
