"""Nightly reports, and what could not be read."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class NightlyReportRow(Base):
    """One report, never changed; its identifier is derived from `body`, all that it says.

    `scope_id` tells reports apart that were asked to look at other things: only those of one
    scope follow each other.
    """

    __tablename__ = "nightly_report"

    report_id: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[str] = mapped_column(index=True)
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    previous_id: Mapped[str | None]
    config_id: Mapped[str]
    data_digest: Mapped[str]
    created_at: Mapped[datetime]
    is_empty: Mapped[bool]
    summary: Mapped[dict[str, Any]]
    # Text, not JSON: the bytes themselves are what a report promises.
    body: Mapped[str] = mapped_column(ExactText)


class UnreadRow(Base):
    """What could not be read or compared: an input, a stored document, or a story.

    `limits` says under which version and limits it failed; null for inputs, which are not kept.
    """

    __tablename__ = "unread"

    unread_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str]
    name: Mapped[str] = mapped_column(ExactText)
    line: Mapped[int | None]
    subject_id: Mapped[str | None] = mapped_column(index=True)
    limits: Mapped[str | None]
    reason: Mapped[str] = mapped_column(ExactText)
