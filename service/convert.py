"""The one bridge from the library's values to the JSON contract."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from matching.claim import Claim
from matching.comparison import Comparison, MatrixRow, Reading, RunConfig, Story
from matching.finding import Finding, Label, NameRepair, Reason, Side
from matching.slots import DateValue, Mention, Quantity, Slots
from matching.span import Span
from service import contract


def comparison_document(
    comparison: Comparison, created_at: datetime
) -> contract.ComparisonDocument:
    """Return *comparison* as the contract has it, findings and claims in the library's order."""
    return contract.ComparisonDocument(
        comparison_id=comparison.comparison_id,
        created_at=created_at,
        config=config_part(comparison.config),
        documents=(
            contract.SidedDocument(side=Side.LEFT, **_document_fields(comparison.left)),
            contract.SidedDocument(side=Side.RIGHT, **_document_fields(comparison.right)),
        ),
        claims=(
            *_sided_claims(comparison.left, Side.LEFT),
            *_sided_claims(comparison.right, Side.RIGHT),
        ),
        findings=tuple(finding_part(finding) for finding in comparison.findings),
        names=tuple(_sided_repair(repair, comparison) for repair in comparison.names),
        summary=summary_part(comparison.findings),
    )


def story_document(story: Story, created_at: datetime) -> contract.StoryDocument:
    """Return *story* as the contract has it: documents, claims, matrix, pairwise comparisons."""
    return contract.StoryDocument(
        created_at=created_at,
        config=config_part(story.config),
        documents=tuple(
            contract.DocumentPart(**_document_fields(reading)) for reading in story.readings
        ),
        claims=tuple(
            story_claim(claim, reading.document.text)
            for reading in story.readings
            for claim in reading.claims
        ),
        names=tuple(
            contract.StoryRepair(document_id=repair.document_id, **_repair_fields(repair))
            for repair in story.names
        ),
        matrix=contract.Matrix(rows=tuple(_row(row) for row in story.rows)),
        comparisons=tuple(comparison_document(each, created_at) for each in story.comparisons),
    )


def story_claim(claim: Claim, text: str) -> contract.StoryClaim:
    """Return *claim* with its document, which holds *text*."""
    return contract.StoryClaim(document_id=claim.document_id, **_claim_fields(claim, text))


def config_part(config: RunConfig) -> contract.Config:
    """Return the configuration of a run as the contract has it."""
    return contract.Config(
        model=config.model,
        revision=config.revision,
        precision=config.precision,
        code_version=config.code_version,
        thresholds_id=config.thresholds_id,
        head=config.head,
    )


def finding_part(finding: Finding) -> contract.FindingPart:
    """Return *finding* with its claims as ids and its reasons in the library's order."""
    return contract.FindingPart(
        finding_id=finding.finding_id,
        label=finding.label,
        side=finding.side,
        left=tuple(claim.claim_id for claim in finding.left),
        right=tuple(claim.claim_id for claim in finding.right),
        confidence=rounded(finding.confidence),
        reasons=tuple(reason_part(reason) for reason in finding.reasons),
    )


def reason_part(reason: Reason) -> contract.ReasonPart:
    """Return *reason*; a side without words is null."""
    return contract.ReasonPart(
        kind=reason.kind,
        left=_place(reason.left),
        right=_place(reason.right),
        text=reason.text,
    )


def slots_part(slots: Slots, text: str) -> contract.ClaimSlots:
    """Return the typed values of a claim whose document holds *text*."""
    return contract.ClaimSlots(
        numbers=tuple(_number(each, text) for each in slots.numbers),
        dates=tuple(_date(each, text) for each in slots.dates),
        people=_named(slots.people, text),
        places=_named(slots.places, text),
        organisations=_named(slots.organisations, text),
        polarity=slots.polarity,
        strength=slots.strength,
        hedging=slots.hedging,
        hedging_cue=words_part(slots.hedging_cue, text) if slots.hedging_cue else None,
    )


def summary_part(findings: Sequence[Finding]) -> contract.Summary:
    """Return how many findings carry each label, extra counted by side."""

    def count(label: Label, side: Side | None = None) -> int:
        return sum(each.label is label and each.side is side for each in findings)

    return contract.Summary(
        agree=count(Label.AGREE),
        extra_left=count(Label.EXTRA, Side.LEFT),
        extra_right=count(Label.EXTRA, Side.RIGHT),
        conflict=count(Label.CONFLICT),
        undecided=count(Label.UNDECIDED),
    )


def rounded(score: float) -> float:
    """Return *score* with four decimals: what it means, without the processor's noise."""
    return round(score, 4)


def _document_fields(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "document_id": document.document_id,
        "source": document.source,
        "language": reading.language,
        "published_at": document.published_at,
        "sha256": document.sha256,
    }


def _sided_claims(reading: Reading, side: Side) -> Iterator[contract.SidedClaim]:
    for claim in reading.claims:
        yield contract.SidedClaim(side=side, **_claim_fields(claim, reading.document.text))


def _claim_fields(claim: Claim, text: str) -> dict[str, Any]:
    return {
        **_own_fields(claim, text),
        "attributed_to": claim.attributed_to,
        "attribution_kind": claim.attribution_kind,
        "asides": tuple(contract.AsidePart(**_own_fields(one, text)) for one in claim.asides),
    }


def _own_fields(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id,
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "spans": tuple(contract.Place(start=one.start, end=one.end) for one in claim.spans),
        "rendering": claim.rendering,
        "slots": slots_part(claim.slots, text),
    }


def _sided_repair(repair: NameRepair, comparison: Comparison) -> contract.SidedRepair:
    on_left = repair.document_id == comparison.left.document.document_id
    return contract.SidedRepair(side=Side.LEFT if on_left else Side.RIGHT, **_repair_fields(repair))


def _repair_fields(repair: NameRepair) -> dict[str, Any]:
    return {
        "start": repair.span.start,
        "end": repair.span.end,
        "surface": repair.surface,
        "canonical": repair.canonical,
        "kind": repair.kind,
        "score": rounded(repair.score),
        "reason": repair.reason,
    }


def _row(row: MatrixRow) -> contract.Row:
    return contract.Row(
        cluster_id=row.cluster_id, text=row.text, label=row.label, cells=dict(row.cells)
    )


def words_part(span: Span, text: str) -> contract.Words:
    """Return exact words with their place in *text*."""
    return contract.Words(text=span.quote(text), start=span.start, end=span.end)


def _place(span: Span | None) -> contract.Place | None:
    return contract.Place(start=span.start, end=span.end) if span else None


def _named(mentions: Iterable[Mention], text: str) -> tuple[contract.Named, ...]:
    return tuple(
        contract.Named(
            text=mention.span.quote(text),
            start=mention.span.start,
            end=mention.span.end,
            canonical=mention.canonical,
        )
        for mention in mentions
    )


def _number(quantity: Quantity, text: str) -> contract.Number:
    return contract.Number(
        text=quantity.span.quote(text),
        start=quantity.span.start,
        end=quantity.span.end,
        kind=quantity.kind,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit,
    )


def _date(value: DateValue, text: str) -> contract.Date:
    return contract.Date(
        text=value.span.quote(text),
        start=value.span.start,
        end=value.span.end,
        first=value.first,
        last=value.last,
        granularity=value.granularity,
        time=f"{value.clock.minute // 60:02d}:{value.clock.minute % 60:02d}"
        if value.clock
        else None,
        weekday_conflict=value.weekday_conflict,
    )
