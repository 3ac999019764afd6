"""What came of taking documents in, as the contract has it."""

from collections.abc import Sequence
from datetime import datetime

from service.contract import Words
from service.ingest_contract import (
    BrokenFindingPart,
    IngestDocument,
    IngestedPart,
    IngestSummary,
    LinkPart,
    RefusedPart,
)
from service.ingesting.storing import Ingested
from service.intake.item import Fault


def ingested_part(found: Ingested) -> IngestedPart:
    """Return one document as it was taken in."""
    document, seen = found.document, found.seen
    return IngestedPart(
        document_id=seen.document_id,
        source=document.source,
        language=document.language,
        published_at=document.published_at,
        title=document.title,
        url=found.url,
        sha256=document.sha256,
        revision=seen.revision,
        is_new=seen.is_new,
        is_revision=seen.is_revision,
        links=tuple(LinkPart(start=link.start, end=link.end, url=link.url) for link in found.links),
        broken=tuple(
            BrokenFindingPart(
                comparison_id=each.comparison_id,
                finding_id=each.finding_id,
                label=each.label,
                document_id=each.document_id,
                words=tuple(
                    Words(start=span.start, end=span.end, text=text) for span, text in each.words
                ),
            )
            for each in found.broken
        ),
    )


def ingest_document(
    documents: Sequence[IngestedPart],
    faults: Sequence[Fault],
    unchanged: Sequence[str],
    at: datetime,
) -> IngestDocument:
    """Return what a run took in and refused."""
    revised = sum(each.is_revision for each in documents)
    new = sum(each.is_new and not each.is_revision for each in documents)
    return IngestDocument(
        created_at=at,
        documents=tuple(documents),
        refused=tuple(
            RefusedPart(input=each.name, line=each.line, reason=each.reason) for each in faults
        ),
        unchanged=tuple(unchanged),
        summary=IngestSummary(
            new=new,
            revised=revised,
            known=len(documents) - new - revised,
            refused=len(faults),
            broken=sum(len(each.broken) for each in documents),
        ),
    )
