"""What people decided on findings."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class JudgementRow(Base):
    """A person's dated decision on a label; of those that stand the last one holds."""

    __tablename__ = "judgement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["comparison_id", "finding_id"], ["finding.comparison_id", "finding.finding_id"]
        ),
    )

    comparison_id: Mapped[str] = mapped_column(primary_key=True)
    finding_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    judgement_id: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    author: Mapped[str] = mapped_column(ExactText)
    reason: Mapped[str] = mapped_column(ExactText)
    judged_at: Mapped[datetime]
    # Whether its author saw neither the machine's label nor what others said.
    blind: Mapped[bool | None]


class BatchRow(Base):
    """Judgements that somebody made as one act, and when it was undone, if it was."""

    __tablename__ = "judgement_batch"

    batch_id: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(ExactText, index=True)
    reason: Mapped[str] = mapped_column(ExactText)
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class BatchItemRow(Base):
    """A judgement's place in a batch."""

    __tablename__ = "judgement_batch_item"

    batch_id: Mapped[str] = mapped_column(ForeignKey("judgement_batch.batch_id"), primary_key=True)
    judgement_id: Mapped[str] = mapped_column(
        ForeignKey("judgement.judgement_id"), primary_key=True, index=True
    )


class AssignmentRow(Base):
    """Who is to judge what: one finding, all of a comparison, or all of a story."""

    __tablename__ = "assignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["comparison_id", "finding_id"], ["finding.comparison_id", "finding.finding_id"]
        ),
    )

    assignment_id: Mapped[str] = mapped_column(primary_key=True)
    assignee: Mapped[str] = mapped_column(ExactText, index=True)
    comparison_id: Mapped[str | None] = mapped_column(
        ForeignKey("comparison.comparison_id"), index=True
    )
    finding_id: Mapped[str | None]
    story_id: Mapped[str | None] = mapped_column(ForeignKey("story.story_id"), index=True)
    assigned_by: Mapped[str] = mapped_column(ExactText)
    assigned_at: Mapped[datetime]
