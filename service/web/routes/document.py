"""A document: its text as stored, what was read in it, and what became of it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from matching.span import Span
from service.api.guard import Reader
from service.api.schemas.ids import DocumentId
from service.api.services import ServicesDep
from service.errors import NotFoundError
from service.store.comparison_lists import ComparisonFilter
from service.web.document_view import document_edits, marked_text
from service.web.rendering import render
from service.web.story_reasons import shown_why

router = APIRouter(prefix="/documents")

_COMPARISONS = 30
_REVISIONS = 50


@router.get("/{document_id}")
def document(
    document_id: DocumentId,
    request: Request,
    services: ServicesDep,
    principal: Reader,
    words: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$")] = None,
) -> Response:
    """Show a document; `words` ("12-40", code points) are marked in its text."""
    with services.read() as store:
        stored = store.documents.get(document_id)
        line = store.document_lists.lines([document_id]).get(document_id)
        if stored is None or line is None:
            raise NotFoundError(f"There is no document {document_id}.")
        reading = store.readings.latest(document_id)
        compared = store.comparison_lists.latest(
            _COMPARISONS, where=ComparisonFilter(document_id=document_id)
        )
        stories = store.stories.latest(50, document_id=document_id)
        revisions = store.pages.seen(document_id, _REVISIONS)
        edits = document_edits(store, revisions, line.source)
        why = shown_why(store, document_id, principal.role)
    return render(
        request,
        "document.html",
        at="sources",
        principal=principal,
        document=stored,
        line=line,
        text=marked_text(stored, reading, _span(words)),
        claims=len(reading.claims) if reading else None,
        compared=compared,
        stories=stories,
        revisions=revisions,
        edits=edits,
        why=why,
    )


def _span(words: str | None) -> Span | None:
    if words is None:
        return None
    start, end = (int(each) for each in words.split("-"))
    return Span(start, end) if start < end else None
