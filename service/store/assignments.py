"""Who is to judge what, in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.ids import content_id
from service.errors import NotFoundError
from service.store.insert import insert_new
from service.store.tables import AssignmentRow, ComparisonRow, FindingRow, StoryRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be judged: all of a story, all of a comparison, or one finding of it."""

    story_id: str | None = None
    comparison_id: str | None = None
    finding_id: str | None = None

    @property
    def subject(self) -> str:
        """The identifiers as one word."""
        return "/".join(
            each for each in (self.story_id, self.comparison_id, self.finding_id) if each
        )


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task and who is to do it (`key:NAME`, `user:NAME`, `local`)."""

    assignment_id: str
    task: Task
    assignee: str
    assigned_by: str
    assigned_at: datetime


@dataclass(frozen=True, slots=True)
class AssignmentRepository:
    """All SQL on assignments; they are added and taken away, and the log keeps both."""

    session: Session

    def add(self, task: Task, assignee: str, *, by: str, at: datetime) -> str:
        """Assign *task* to *assignee*; again changes nothing. Return the identifier.

        Raises:
            NotFoundError: There is no such story, comparison or finding.
        """
        self._check(task)
        assignment_id = content_id("asg", task.subject, assignee)
        values = {
            "assignment_id": assignment_id,
            "assignee": assignee,
            "comparison_id": task.comparison_id,
            "finding_id": task.finding_id,
            "story_id": task.story_id,
            "assigned_by": by,
            "assigned_at": at,
        }
        if insert_new(self.session, AssignmentRow, values):
            note(
                self.session,
                "assignment.add",
                assignment_id,
                task=task.subject,
                assignee=assignee,
            )
        return assignment_id

    def remove(self, assignment_id: str) -> bool:
        """Take an assignment away; tell whether it was there."""
        row = self.session.get(AssignmentRow, assignment_id)
        if row is None:
            return False
        found = _value(row)
        self.session.delete(row)
        self.session.flush()
        note(
            self.session,
            "assignment.remove",
            assignment_id,
            task=found.task.subject,
            assignee=found.assignee,
        )
        return True

    def all(self, *, assignee: str | None = None) -> Sequence[Assignment]:
        """Return the assignments, newest first; with *assignee* that person's alone."""
        found = select(AssignmentRow).order_by(
            AssignmentRow.assigned_at.desc(), AssignmentRow.assignment_id
        )
        if assignee is not None:
            found = found.where(AssignmentRow.assignee == assignee)
        return [_value(row) for row in self.session.scalars(found)]

    def _check(self, task: Task) -> None:
        if not self._is_known(task):
            raise NotFoundError(f"There is no {task.subject or 'task'} to assign.")

    def _is_known(self, task: Task) -> bool:
        if task.finding_id is not None:
            key = (task.comparison_id, task.finding_id)
            return self.session.get(FindingRow, key) is not None
        if task.comparison_id is not None:
            return self.session.get(ComparisonRow, task.comparison_id) is not None
        return self.session.get(StoryRow, task.story_id or "") is not None


def _value(row: AssignmentRow) -> Assignment:
    return Assignment(
        row.assignment_id,
        Task(row.story_id, row.comparison_id, row.finding_id),
        row.assignee,
        row.assigned_by,
        row.assigned_at,
    )
