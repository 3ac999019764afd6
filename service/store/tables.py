"""Tables of the store; ids are derived from content, so storing twice changes nothing.

source ── document ── passage
             │  └──── claim ─── finding_claim ─── finding ─── comparison ─── config
             └─ revision_of                                       └── name_repair
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

_NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; the database keeps no zone, so it is converted in and out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return the moment as UTC without a zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return the moment with its zone again."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """Base of all tables; one naming convention, so that migrations can name constraints."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


class SourceRow(Base):
    """A publisher."""

    __tablename__ = "source"

    source_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)


class DocumentRow(Base):
    """One text of one source at one time; a later text of the same page points to the earlier."""

    __tablename__ = "document"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.source_id"), index=True)
    revision_of: Mapped[str | None] = mapped_column(ForeignKey("document.document_id"))
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(index=True)
    language: Mapped[str | None]
    published_at: Mapped[datetime | None]
    # Minutes east of UTC: which day "today" is depends on where a text appeared.
    published_offset: Mapped[int | None]
    title: Mapped[str | None] = mapped_column(Text)
    stored_at: Mapped[datetime]

    source: Mapped[SourceRow] = relationship(lazy="raise")


class PassageRow(Base):
    """One paragraph, heading or embedded post of a document."""

    __tablename__ = "passage"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]
    language: Mapped[str]
    author: Mapped[str | None] = mapped_column(Text)
    handle: Mapped[str | None]


class ClaimRow(Base):
    """One checkable statement, its exact words, and who is said to say it."""

    __tablename__ = "claim"

    claim_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.document_id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    rendering: Mapped[str] = mapped_column(Text)
    language: Mapped[str]
    attributed_to: Mapped[str] = mapped_column(Text)
    attribution_kind: Mapped[str]
    slots: Mapped[dict[str, Any]]


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

    findings: Mapped[list["FindingRow"]] = relationship(
        lazy="raise", order_by="FindingRow.position"
    )


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
    reasons: Mapped[list[dict[str, Any]]]

    claims: Mapped[list["FindingClaimRow"]] = relationship(lazy="raise")


class FindingClaimRow(Base):
    """A claim's part in a finding: on which side it stands."""

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
    surface: Mapped[str] = mapped_column(Text)
    canonical: Mapped[str] = mapped_column(Text)
    kind: Mapped[str]
    score: Mapped[float]
    reason: Mapped[str] = mapped_column(Text)
