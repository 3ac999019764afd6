"""Comparisons: what was compared, under which configuration, and what was found."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class ConfigRow(Base):
    """What a result depends on beside its texts; vectors and labels of two rows never mix."""

    __tablename__ = "config"

    config_id: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str]
    revision: Mapped[str]
    precision: Mapped[str]
    code_version: Mapped[str]
    thresholds_id: Mapped[str]
    head: Mapped[str | None]


class ComparisonRow(Base):
    """One run over two documents under one configuration."""

    __tablename__ = "comparison"

    comparison_id: Mapped[str] = mapped_column(primary_key=True)
    left_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    right_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    config_id: Mapped[str] = mapped_column(ForeignKey("config.config_id"))
    created_at: Mapped[datetime] = mapped_column(index=True)
    # What was read together with the two documents; null for the two alone.
    context: Mapped[str | None]

    config: Mapped[ConfigRow] = relationship(lazy="raise")
    readings: Mapped[list["ComparisonReadingRow"]] = relationship(lazy="raise")
    names: Mapped[list["NameRepairRow"]] = relationship(
        lazy="raise", order_by="NameRepairRow.position"
    )


class ComparisonReadingRow(Base):
    """The reading that stood on one side of a comparison."""

    __tablename__ = "comparison_reading"

    comparison_id: Mapped[str] = mapped_column(
        ForeignKey("comparison.comparison_id"), primary_key=True
    )
    side: Mapped[str] = mapped_column(primary_key=True)
    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.reading_id"), index=True)


class FindingRow(Base):
    """A labelled group of claims inside one comparison."""

    __tablename__ = "finding"

    comparison_id: Mapped[str] = mapped_column(
        ForeignKey("comparison.comparison_id"), primary_key=True
    )
    finding_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(index=True)
    confidence: Mapped[float]
    similarity: Mapped[float | None]
    reasons: Mapped[list[dict[str, Any]]]

    claims: Mapped[list["FindingClaimRow"]] = relationship(lazy="raise")


class FindingClaimRow(Base):
    """A claim's part in a finding: on which side it stands, and where in the row."""

    __tablename__ = "finding_claim"
    __table_args__ = (
        ForeignKeyConstraint(
            ["comparison_id", "finding_id"], ["finding.comparison_id", "finding.finding_id"]
        ),
    )

    comparison_id: Mapped[str] = mapped_column(primary_key=True)
    finding_id: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.claim_id"), primary_key=True)
    side: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")


class NameRepairRow(Base):
    """A surface form that a comparison read as another name."""

    __tablename__ = "name_repair"

    comparison_id: Mapped[str] = mapped_column(
        ForeignKey("comparison.comparison_id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    surface: Mapped[str] = mapped_column(ExactText)
    canonical: Mapped[str] = mapped_column(ExactText)
    kind: Mapped[str]
    score: Mapped[float]
    reason: Mapped[str] = mapped_column(ExactText)
    # How the reason was made, so that it can be told in any language.
    made: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
