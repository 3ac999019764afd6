"""The audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class AuditRow(Base):
    """One thing that was done; `digest` covers the row and the digest before it."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(ExactText, index=True)
    action: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]
    previous: Mapped[str]
    digest: Mapped[str]
