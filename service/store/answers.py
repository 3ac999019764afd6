"""Answers to requests with an Idempotency-Key, in the database.

A row is begun before the work and finished after it, each in a transaction of its own. What
is killed in between leaves a row without an answer; when its lease is over, the next attempt
takes the row and does the work again. That is safe because doing any of our work twice
changes nothing: ids come from content, and what is appended asks for the version it follows.
So no answer is ever kept for work that did not end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, select, update
from sqlalchemy.orm import Session

from service.store.insert import insert_new
from service.store.tables import AnswerRow

KEPT = timedelta(hours=24)
"""How long an answer is given again."""
LEASE = timedelta(seconds=120)
"""After this time an attempt without an answer is taken for dead."""

_PRUNED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered, to the byte; headers as "name: value"."""

    status: int
    headers: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands: `digest` of what was asked, `answer` None while it runs.

    `is_mine` tells whether the attempt that looked may do the work.
    """

    digest: str
    is_mine: bool
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class AnswerRepository:
    """All SQL on answers."""

    session: Session

    def begin(self, answer_id: str, digest: str, attempt: str, *, at: datetime) -> Asked:
        """Note that *attempt* does what *answer_id* asks for, unless another one did or does."""
        values = {
            "asked": digest,
            "attempt": attempt,
            "started_at": at,
            "expires_at": at + KEPT,
        }
        if insert_new(self.session, AnswerRow, {"answer_id": answer_id, **values}):
            return Asked(digest, is_mine=True, answer=None)
        row = self.session.scalar(
            select(AnswerRow).where(AnswerRow.answer_id == answer_id).with_for_update()
        )
        if row is None:
            # Given up between the two statements: whoever asks again finds nobody in the way.
            return Asked(digest, is_mine=False, answer=None)
        answer = _answer(row)
        is_dead = answer is None and row.started_at + LEASE <= at and row.asked == digest
        if row.expires_at <= at or is_dead:
            for name, value in {**values, "status": None, "headers": None, "body": None}.items():
                setattr(row, name, value)
            self.session.flush()
            return Asked(digest, is_mine=True, answer=None)
        return Asked(row.asked, is_mine=False, answer=answer)

    def finish(self, answer_id: str, attempt: str, answer: Answer) -> bool:
        """Keep *answer*; False when another attempt took over meanwhile."""
        result = self.session.execute(
            update(AnswerRow)
            .where(*_mine(answer_id, attempt))
            .values(status=answer.status, headers=list(answer.headers), body=answer.body)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    def give_up(self, answer_id: str, attempt: str) -> None:
        """Forget an attempt that failed: asking again does the work again."""
        self.session.execute(delete(AnswerRow).where(*_mine(answer_id, attempt)))

    def prune(self, *, at: datetime) -> None:
        """Forget some of the answers whose time is over."""
        old = (
            select(AnswerRow.answer_id)
            .where(AnswerRow.expires_at <= at)
            .order_by(AnswerRow.expires_at)
            .limit(_PRUNED_AT_ONCE)
        )
        self.session.execute(delete(AnswerRow).where(AnswerRow.answer_id.in_(old)))


def _mine(answer_id: str, attempt: str) -> Sequence[ColumnElement[bool]]:
    return (
        AnswerRow.answer_id == answer_id,
        AnswerRow.attempt == attempt,
        AnswerRow.status.is_(None),
    )


def _answer(row: AnswerRow) -> Answer | None:
    if row.status is None:
        return None
    return Answer(row.status, tuple(row.headers or ()), row.body or b"")
