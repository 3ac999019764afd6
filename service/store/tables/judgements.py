"""What people decided on findings."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class JudgementRow(Base):
    """A person's dated decision on a label; the one with the highest number holds."""

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
