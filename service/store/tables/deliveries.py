"""What is sent out: items with their forms, and a row for each of whom it goes to."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class OutboxItemRow(Base):
    """A report or an alert as it was when it was queued; `about_on` is the day it is about."""

    __tablename__ = "outbox_item"
    __table_args__ = (Index("ix_outbox_item_created_at_item_id", "created_at", "item_id"),)

    item_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[str]
    title: Mapped[str] = mapped_column(ExactText)
    summary: Mapped[str] = mapped_column(ExactText)
    language: Mapped[str]
    about_on: Mapped[str]
    path: Mapped[str] = mapped_column(ExactText)
    created_at: Mapped[datetime]


class OutboxFormRow(Base):
    """One form of an item: the bytes of a file; `number` keeps their order."""

    __tablename__ = "outbox_form"

    item_id: Mapped[str] = mapped_column(ForeignKey("outbox_item.item_id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    media_type: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class DeliveryRow(Base):
    """An item on its way to one target; its state machine is in `service.store.deliveries`."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("item_id", "channel", "target", name="uq_delivery_item_id"),
        Index("ix_delivery_state_next_at", "state", "next_at"),
        Index("ix_delivery_queued_at_delivery_id", "queued_at", "delivery_id"),
    )

    delivery_id: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("outbox_item.item_id"))
    channel: Mapped[str]
    target: Mapped[str] = mapped_column(ExactText)
    state: Mapped[str]
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    next_at: Mapped[datetime]
    claim: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(ExactText)
