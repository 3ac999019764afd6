"""Long work: what is to be done, who does it, and how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class JobRow(Base):
    """One piece of work; the truth about it, whatever a queue may have lost."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_state_created_at", "state", "created_at"),
        Index("ix_job_created_at_job_id", "created_at", "job_id"),
    )

    job_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str]
    done: Mapped[int]
    total: Mapped[int]
    attempts: Mapped[int]
    max_attempts: Mapped[int]
    worker: Mapped[str | None]
    created_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    result_id: Mapped[str | None]
    error: Mapped[str | None] = mapped_column(ExactText)
