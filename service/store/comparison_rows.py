"""A comparison's values as rows, and rows as values again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from matching.claim import Claim
from matching.comparison import Comparison, RunConfig
from matching.finding import Finding, Label, NameRepair, RepairKind, Side
from matching.span import Span
from service.convert import rounded
from service.store.explained import explanation_body, explanation_value
from service.store.tables import (
    ConfigRow,
    FindingClaimRow,
    FindingRow,
    NameRepairRow,
)
from service.store.values import reason_body, reason_value


def comparison_values(
    comparison: Comparison, config_id: str, created_at: datetime
) -> dict[str, Any]:
    """Return the columns of *comparison* itself."""
    return {
        "comparison_id": comparison.comparison_id,
        "left_id": comparison.left.document.document_id,
        "right_id": comparison.right.document.document_id,
        "config_id": config_id,
        "created_at": created_at,
        "context": comparison.context,
    }


def finding_rows(comparison: Comparison) -> list[FindingRow]:
    """Return the rows of the findings, with their claims."""
    return [
        _finding_row(comparison.comparison_id, position, finding)
        for position, finding in enumerate(comparison.findings)
    ]


def repair_rows(comparison: Comparison) -> list[NameRepairRow]:
    """Return the rows of the names that *comparison* read otherwise."""
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
            made=explanation_body(repair.reason),
        )
        for position, repair in enumerate(comparison.names)
    ]


def finding_value(row: Row[Any], claims: Mapping[Side, Sequence[Claim]]) -> Finding:
    """Return the finding whose columns *row* has; *claims* are its own, by side and in order."""
    return Finding(
        label=Label(row.label),
        left=tuple(claims[Side.LEFT]),
        right=tuple(claims[Side.RIGHT]),
        confidence=row.confidence,
        reasons=tuple(reason_value(reason) for reason in row.reasons),
        similarity=row.similarity,
    )


def repair_value(row: NameRepairRow) -> NameRepair:
    """Return the name repair of *row*."""
    return NameRepair(
        document_id=row.document_id,
        span=Span(row.start, row.end),
        surface=row.surface,
        canonical=row.canonical,
        kind=RepairKind(row.kind),
        score=row.score,
        reason=explanation_value(row.reason, row.made),
    )


def config_value(row: ConfigRow) -> RunConfig:
    """Return the configuration of *row*."""
    return RunConfig(
        model=row.model,
        revision=row.revision,
        precision=row.precision,
        code_version=row.code_version,
        thresholds_id=row.thresholds_id,
        head=row.head,
    )


def _finding_row(comparison_id: str, position: int, finding: Finding) -> FindingRow:
    sides = ((Side.LEFT, finding.left), (Side.RIGHT, finding.right))
    return FindingRow(
        comparison_id=comparison_id,
        finding_id=finding.finding_id,
        position=position,
        label=finding.label,
        confidence=rounded(finding.confidence),
        similarity=None if finding.similarity is None else rounded(finding.similarity),
        reasons=[reason_body(reason) for reason in finding.reasons],
        claims=[
            FindingClaimRow(
                comparison_id=comparison_id,
                finding_id=finding.finding_id,
                claim_id=claim.claim_id,
                side=side,
                position=at,
            )
            for side, claims in sides
            for at, claim in enumerate(claims)
        ],
    )
