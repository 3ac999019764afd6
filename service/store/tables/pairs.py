"""Pairs of claims sent to be labelled."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base


class PairBatchRow(Base):
    """Pairs of claims as they were sent, and their labels; no results while nobody has made them.

    It is forgotten after `expires_at`: the texts are nobody's documents.
    """

    __tablename__ = "pair_batch"

    batch_id: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    pairs: Mapped[list[dict[str, Any]]]
    results: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
