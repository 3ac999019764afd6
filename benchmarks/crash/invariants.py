"""What must be true after any crash, asked of the database itself and of the API."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from benchmarks.crash.clients import Ledger
from service.convert import comparison_document
from service.jobs.kinds import compare
from service.store.engine import view
from service.store.jobs import JobState
from service.store.tables import (
    AuditRow,
    Base,
    ComparisonRow,
    DocumentRow,
    JobRow,
    JudgementRow,
)
from service.store.unit import read_only, store_of

# Each row of these was noted once, by the transaction that wrote it.
_NOTED = (
    (DocumentRow, "document.add"),
    (ComparisonRow, "comparison.add"),
    (JudgementRow, "judgement.add"),
    (JobRow, "job.add"),
)


@dataclass(slots=True)
class Checks:
    """What was checked already: rows are never changed, so each is looked at once."""

    engine: Engine
    head: str | None = None
    comparisons: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)

    def violations(self, ledger: Ledger) -> list[str]:
        """Return a sentence for everything that is not as it must be."""
        return [
            *self._chain(),
            *self._documents(ledger),
            *self._comparisons(ledger),
            *self._judgements(ledger),
            *self._jobs(ledger),
            *self._notes(),
            *self._database(),
        ]

    def _chain(self) -> Iterator[str]:
        with read_only(self.engine) as store:
            report = store.audit.verify(self.head)
        if report.broken:
            yield f"audit entry {report.broken.number}: {report.broken.reason}"
        self.head = report.head

    def _documents(self, ledger: Ledger) -> Iterator[str]:
        with read_only(self.engine) as store:
            for document_id, words in ledger.documents.items():
                found = store.documents.get(document_id)
                if found is None or found.text != words:
                    fate = "is another" if found else "is lost"
                    yield f"{document_id} was acknowledged and {fate}"
        self.seen["documents acknowledged"] = len(ledger.documents)

    def _comparisons(self, ledger: Ledger) -> Iterator[str]:
        with view(self.engine) as session:
            store = store_of(session)
            stored = set(session.scalars(select(ComparisonRow.comparison_id)))
            for comparison_id in sorted(stored - self.comparisons):
                found = store.comparisons.load(comparison_id)
                if found is None:
                    yield f"{comparison_id} has no readings"
                    continue
                told = comparison_document(*found).model_dump(mode="json")
                if ledger.comparisons.get(comparison_id, told) != told:
                    yield f"{comparison_id} is not what was acknowledged"
                if not all(finding["left"] or finding["right"] for finding in told["findings"]):
                    yield f"{comparison_id} has a finding without claims"
        yield from (
            f"{lost} was acknowledged and is lost" for lost in set(ledger.comparisons) - stored
        )
        self.comparisons |= stored
        self.seen["comparisons"] = len(stored)
        self.seen["comparisons acknowledged"] = len(ledger.comparisons)

    def _judgements(self, ledger: Ledger) -> Iterator[str]:
        with view(self.engine) as session:
            rows = session.scalars(select(JudgementRow)).all()
            found = {(row.comparison_id, row.finding_id, row.number): row for row in rows}
            for key, told in ledger.judgements.items():
                row = found.get(key)
                if row is None or (row.label, row.reason) != (told["label"], told["reason"]):
                    yield f"judgement {key} was acknowledged and is lost or another"
            highest = Counter((row.comparison_id, row.finding_id) for row in rows)
            for key in found:
                if key[2] > highest[key[:2]]:
                    yield f"judgement {key} has a gap before it"
        self.seen["judgements"] = len(found)
        self.seen["judgements acknowledged"] = len(ledger.judgements)

    def _jobs(self, ledger: Ledger) -> Iterator[str]:
        with view(self.engine) as session:
            jobs = session.scalars(select(JobRow)).all()
            stored = set(session.scalars(select(ComparisonRow.comparison_id)))
            for job in jobs:
                if job.state != JobState.DONE:
                    yield f"{job.job_id} is {job.state}: {job.error}"
                elif job.kind == compare.NAME and job.result_id not in stored:
                    yield f"{job.job_id} is done, and {job.result_id} is not there"
            lost = ledger.jobs - {job.job_id for job in jobs}
            self.seen["jobs"] = len(jobs)
            self.seen["jobs begun more than once"] = sum(job.attempts > 1 for job in jobs)
        yield from (f"{job_id} was acknowledged and is lost" for job_id in lost)

    def _notes(self) -> Iterator[str]:
        with view(self.engine) as session:
            for table, action in _NOTED:
                noted = select(func.count(AuditRow.number), func.count(AuditRow.subject.distinct()))
                times, subjects = session.execute(noted.where(AuditRow.action == action)).one()
                rows = session.scalar(select(func.count()).select_from(table))
                if not rows == times == subjects:
                    yield f"{rows} rows of {table.__tablename__}, noted {times} times"

    def _database(self) -> Iterator[str]:
        if self.engine.dialect.name == "sqlite":
            with view(self.engine) as session:
                for pragma in ("quick_check", "foreign_key_check"):
                    for row in session.execute(text(f"PRAGMA {pragma}")):
                        if row[0] != "ok":
                            yield f"{pragma}: {row}"


def is_idle(engine: Engine) -> bool:
    """Tell whether every job is over."""
    over = [state for state in JobState if state.is_over]
    with view(engine) as session:
        found = select(func.count()).select_from(JobRow).where(JobRow.state.not_in(over))
        return session.scalar(found) == 0


def fingerprint(engine: Engine) -> dict[str, Any]:
    """Return how many rows each table has, and the head of the audit log.

    Vectors are left out, being a cache that may grow at any time, and kept answers are.
    """
    with view(engine) as session:
        counted = {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in Base.metadata.tables.items()
            if name not in ("text_vector", "encoder", "answer")
        }
        return counted | {"head": _head(session)}


def _head(session: Session) -> str | None:
    return session.scalar(select(AuditRow.digest).order_by(AuditRow.number.desc()).limit(1))


def again(url: str, engine: Engine, sent: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Send what was acknowledged once more; return what that changed."""
    before = fingerprint(engine)
    for path, body in sent:
        answer = httpx.post(f"{url}{path}", json=body, timeout=120)
        if answer.status_code not in (200, 201):
            return [f"the same again at {path} is answered with {answer.status_code}"]
    after = fingerprint(engine)
    return [
        f"the same again: {name} {before[name]} -> {after[name]}"
        for name in before
        if before[name] != after[name]
    ]
