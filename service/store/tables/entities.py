"""Who and what is named: entities, their aliases and mentions, and people's decisions on them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class EntityRow(Base):
    """One person, place or body under its preferred name."""

    __tablename__ = "entity"

    entity_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(ExactText)
    created_at: Mapped[datetime]


class AliasRow(Base):
    """One way in which an entity is written; `key` is its form for look-ups."""

    __tablename__ = "alias"

    entity_id: Mapped[str] = mapped_column(ForeignKey("entity.entity_id"), primary_key=True)
    name: Mapped[str] = mapped_column(ExactText, primary_key=True)
    key: Mapped[str] = mapped_column(ExactText, index=True)
    created_at: Mapped[datetime]


class MentionRow(Base):
    """A place where a document names something, as last read."""

    __tablename__ = "mention"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]
    surface: Mapped[str] = mapped_column(ExactText)
    kind: Mapped[str]
    canonical: Mapped[str | None] = mapped_column(ExactText)
    entity_id: Mapped[str | None] = mapped_column(ForeignKey("entity.entity_id"), index=True)


class EntityDecisionRow(Base):
    """A person's decision on entities, appended and never changed.

    `merge`: `entity_id` is `into_id`, whose name it takes. `split`: the aliases `names` of
    `entity_id` belong to `into_id`. `apart`: both are two. Number counts all decisions from 1.
    """

    __tablename__ = "entity_decision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    decision_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    entity_id: Mapped[str] = mapped_column(ForeignKey("entity.entity_id"), index=True)
    into_id: Mapped[str] = mapped_column(ForeignKey("entity.entity_id"), index=True)
    names: Mapped[list[str]]
    actor: Mapped[str] = mapped_column(ExactText)
    reason: Mapped[str] = mapped_column(ExactText)
    decided_at: Mapped[datetime]


class EntityUndoRow(Base):
    """The decision that it names no longer holds."""

    __tablename__ = "entity_undo"

    decision_id: Mapped[str] = mapped_column(
        ForeignKey("entity_decision.decision_id"), primary_key=True
    )
    actor: Mapped[str] = mapped_column(ExactText)
    reason: Mapped[str] = mapped_column(ExactText)
    undone_at: Mapped[datetime]
