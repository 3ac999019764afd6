"""What the API keeps for itself: the installation's secret, and answers that may be asked again."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base


class SecretRow(Base):
    """A random value that every process on this database knows, made by the first to need it."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    created_at: Mapped[datetime]


class AnswerRow(Base):
    """A request with an Idempotency-Key, and what it was answered; no status while it runs."""

    __tablename__ = "answer"

    answer_id: Mapped[str] = mapped_column(primary_key=True)
    asked: Mapped[str]
    attempt: Mapped[str]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[int | None]
    headers: Mapped[list[str] | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
