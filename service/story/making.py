"""A compared story to its sheet: pure, and equal for equal input."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from matching.claim import Claim
from matching.comparison import Comparison, MatrixRow, Reading, Story
from matching.document import Document
from matching.finding import Finding, Reason, Side
from matching.span import Span
from matching.story_voices import StoryVoices
from matching.voices import Voice, Voices
from service.convert import rounded
from service.diff.text import UNKNOWN_LANGUAGE, reason_span
from service.store.explained import explanation_body
from service.story.quotes import sheet_quotes
from service.story.sheet import (
    Sheet,
    SheetClaim,
    SheetDocument,
    SheetFinding,
    SheetPair,
    SheetReason,
    SheetRow,
    SheetWords,
)

# A claim may begin or end a sign beside the quotation that it stands in.
_SLACK = 2


def make_sheet(story: Story, read: StoryVoices, created_at: datetime) -> Sheet:
    """Return what the pages show of *story*; *read* tells who speaks in its documents."""
    voices = {each.document.document_id: each for each in read.voices}
    return Sheet(
        created_at=created_at,
        config=story.config,
        documents=tuple(_document(each, story.readings) for each in story.readings),
        claims=tuple(
            _claim(claim, voices.get(claim.document_id))
            for reading in story.readings
            for claim in reading.claims
        ),
        rows=tuple(_row(row) for row in story.rows),
        findings=tuple(
            _finding(finding, comparison)
            for comparison in story.comparisons
            for finding in comparison.findings
            if finding.left and finding.right
        ),
        pairs=tuple(_pair(comparison) for comparison in story.comparisons),
        quotes=tuple(sheet_quotes(read)),
    )


def earlier_of(document: Document, others: Sequence[Document]) -> str | None:
    """Return the last document of the same source before this one, as matching tells updates."""
    at = document.published_at
    if at is None:
        return None
    before = [
        (other.published_at, other.document_id)
        for other in others
        if other.source == document.source and other.published_at and other.published_at < at
    ]
    return max(before)[1] if before else None


def _document(reading: Reading, readings: Sequence[Reading]) -> SheetDocument:
    document = reading.document
    return SheetDocument(
        document_id=document.document_id,
        source=document.source,
        title=document.title,
        language=reading.language,
        published_at=document.published_at,
        sha256=document.sha256,
        update_of=earlier_of(document, [each.document for each in readings]),
        length=len(document.text),
    )


def _claim(claim: Claim, read: Voices | None) -> SheetClaim:
    return SheetClaim(
        claim_id=claim.claim_id,
        document_id=claim.document_id,
        text=claim.text,
        start=claim.span.start,
        end=claim.span.end,
        rendering=claim.rendering,
        language=claim.language,
        attributed_to=claim.attributed_to,
        attribution_kind=claim.attribution_kind.value,
        chain=_chain(claim.span, read) if read else (),
    )


def _chain(span: Span, read: Voices) -> tuple[str | None, ...]:
    """Return who stands between the document and *span*: the innermost statement's chain."""
    holding = [voice for voice in read.voices if _holds(voice, span)]
    if not holding:
        return ()
    inner = min(holding, key=lambda voice: sum(map(len, voice.attribution.content)))
    return tuple(read.voices[at].speaker for at in inner.chain)


def _holds(voice: Voice, span: Span) -> bool:
    return any(
        part.start <= span.start + _SLACK and span.end <= part.end + _SLACK
        for part in voice.attribution.content
    )


def _row(row: MatrixRow) -> SheetRow:
    everything = [claim for group in row.claims.values() for claim in group]
    given = (claim for claim in everything if row.text in (claim.rendering, claim.text))
    return SheetRow(
        row_id=row.cluster_id,
        text=row.text,
        language=next((claim.language for claim in given), UNKNOWN_LANGUAGE),
        label=row.label.value,
        cells={source: cell.value for source, cell in row.cells.items()},
        claims={
            source: tuple(claim.claim_id for claim in claims)
            for source, claims in row.claims.items()
        },
    )


def _pair(comparison: Comparison) -> SheetPair:
    left, right = comparison.left.document, comparison.right.document
    return SheetPair(comparison.comparison_id, left.document_id, right.document_id)


def _finding(finding: Finding, comparison: Comparison) -> SheetFinding:
    return SheetFinding(
        comparison_id=comparison.comparison_id,
        finding_id=finding.finding_id,
        label=finding.label.value,
        confidence=rounded(finding.confidence),
        similarity=None if finding.similarity is None else rounded(finding.similarity),
        left=tuple(claim.claim_id for claim in finding.left),
        right=tuple(claim.claim_id for claim in finding.right),
        reasons=tuple(_reasons(finding.reasons, comparison)),
        is_update=finding.is_update,
    )


def _reasons(reasons: Sequence[Reason], comparison: Comparison) -> Iterator[SheetReason]:
    texts: Mapping[Side, str] = {
        Side.LEFT: comparison.left.document.text,
        Side.RIGHT: comparison.right.document.text,
    }
    for reason in reasons:
        left, right = (
            SheetWords(span.quote(texts[side]), span.start, span.end) if span else None
            for side in Side
            for span in [reason_span(reason, side)]
        )
        made = explanation_body(reason.text)
        yield SheetReason(reason.kind.value, str(reason.text), left, right, made)
