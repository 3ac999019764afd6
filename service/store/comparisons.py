"""Comparisons with their findings and name repairs in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matching.comparison import Comparison, RunConfig
from matching.finding import Finding, Side
from matching.ids import content_id
from service.convert import reason_part, rounded
from service.store.documents import DocumentRepository
from service.store.tables import (
    ComparisonRow,
    ConfigRow,
    FindingClaimRow,
    FindingRow,
    NameRepairRow,
)


@dataclass(frozen=True, slots=True)
class ComparisonRepository:
    """All SQL on comparisons; a stored comparison is never changed."""

    session: Session

    def has(self, left_id: str, right_id: str, config: RunConfig) -> bool:
        """Tell whether these documents were compared under *config* already."""
        found = select(ComparisonRow.comparison_id).where(
            ComparisonRow.left_id == left_id,
            ComparisonRow.right_id == right_id,
            ComparisonRow.config_id == config_id(config),
        )
        return self.session.scalar(found) is not None

    def add(self, comparison: Comparison, *, created_at: datetime) -> bool:
        """Store *comparison* with all it rests on; tell whether it is new."""
        if self.session.get(ComparisonRow, comparison.comparison_id):
            return False
        documents = DocumentRepository(self.session)
        for reading in (comparison.left, comparison.right):
            documents.add(reading.document, stored_at=created_at)
            documents.add_reading(reading)
        self.session.merge(_config_row(comparison.config))
        self.session.flush()
        self.session.add(_comparison_row(comparison, created_at))
        self.session.flush()
        self.session.add_all(_repair_rows(comparison))
        return True

    def get(self, comparison_id: str) -> ComparisonRow | None:
        """Return the stored comparison with findings and their claims, None when unknown."""
        return self.session.scalar(
            select(ComparisonRow)
            .where(ComparisonRow.comparison_id == comparison_id)
            .options(selectinload(ComparisonRow.findings).selectinload(FindingRow.claims))
        )


def config_id(config: RunConfig) -> str:
    """Return the identifier of a configuration, derived from all its values."""
    return content_id(
        "cfg",
        config.model,
        config.revision,
        config.precision,
        config.code_version,
        config.thresholds_id,
        config.head,
    )


def _config_row(config: RunConfig) -> ConfigRow:
    return ConfigRow(
        config_id=config_id(config),
        model=config.model,
        revision=config.revision,
        precision=config.precision,
        code_version=config.code_version,
        thresholds_id=config.thresholds_id,
        head=config.head,
    )


def _comparison_row(comparison: Comparison, created_at: datetime) -> ComparisonRow:
    return ComparisonRow(
        comparison_id=comparison.comparison_id,
        left_id=comparison.left.document.document_id,
        right_id=comparison.right.document.document_id,
        config_id=config_id(comparison.config),
        created_at=created_at,
        findings=[
            _finding_row(comparison.comparison_id, position, finding)
            for position, finding in enumerate(comparison.findings)
        ],
    )


def _finding_row(comparison_id: str, position: int, finding: Finding) -> FindingRow:
    sides = ((Side.LEFT, finding.left), (Side.RIGHT, finding.right))
    return FindingRow(
        comparison_id=comparison_id,
        finding_id=finding.finding_id,
        position=position,
        label=finding.label,
        confidence=rounded(finding.confidence),
        reasons=[reason_part(reason).model_dump(mode="json") for reason in finding.reasons],
        claims=[
            FindingClaimRow(claim_id=claim.claim_id, side=side)
            for side, claims in sides
            for claim in claims
        ],
    )


def _repair_rows(comparison: Comparison) -> list[NameRepairRow]:
    return [
        NameRepairRow(
            comparison_id=comparison.comparison_id,
            position=position,
            document_id=repair.document_id,
            start=repair.span.start,
            end=repair.span.end,
            surface=repair.surface,
            canonical=repair.canonical,
            kind=repair.kind,
            score=rounded(repair.score),
            reason=repair.reason,
        )
        for position, repair in enumerate(comparison.names)
    ]
