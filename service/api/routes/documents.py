"""Documents: texts of sources, their revisions, and what was read in them."""

from typing import Annotated

from fastapi import Query

from service.api.etag import TagsDep
from service.api.guard import Reader
from service.api.paging import Page, PageQuery
from service.api.routes.comparisons import comparisons_page
from service.api.schemas.claims import ClaimItem, claim_item
from service.api.schemas.comparisons import ComparisonItem
from service.api.schemas.documents import (
    DocumentItem,
    MentionPart,
    PassagePart,
    RevisionItem,
    StoredDocument,
    document_item,
    mention_part,
    passage_part,
    revision_item,
    stored_document,
)
from service.api.schemas.ids import DocumentId, SourceId
from service.api.schemas.words import LanguageTag, Moment, Sought, moment_of
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.errors import NotFoundError
from service.store.comparison_lists import ComparisonFilter
from service.store.document_lists import DocumentFilter
from service.store.unit import Store

router = resource("documents")

_LANGUAGE = Query(description="Only those that were given this language.")
_SINCE = Query(description="Only those published at this moment or later.")
_UNTIL = Query(description="Only those published before this moment.")
_WORDS = Query(description="Only those whose text or title holds these words.")


@router.get("")
def list_documents(
    services: ServicesDep,
    page: PageQuery,
    _: Reader,
    source_id: Annotated[SourceId | None, Query(description="Only those of this source.")] = None,
    language: Annotated[LanguageTag | None, _LANGUAGE] = None,
    since: Annotated[Moment | None, _SINCE] = None,
    until: Annotated[Moment | None, _UNTIL] = None,
    contains: Annotated[Sought | None, _WORDS] = None,
) -> Page[DocumentItem]:
    """List documents without their texts, last stored first."""
    where = DocumentFilter(
        source_id=source_id,
        language=language,
        since=moment_of(since) if since else None,
        until=moment_of(until) if until else None,
        words=contains,
    )
    with services.read() as store:
        found = store.document_lists.latest(page.fetch, after=page.after, where=where)
    return page.page(found, key=lambda line: (line.stored_at, line.document_id), item=document_item)


@router.get("/{document_id}")
def get_document(
    document_id: DocumentId, services: ServicesDep, tags: TagsDep, _: Reader
) -> StoredDocument:
    """Return a document with its text, exactly as it was stored."""
    with services.read() as store:
        line = store.document_lists.lines([document_id]).get(document_id)
        document = store.documents.get(document_id)
    if line is None or document is None:
        raise _missing(document_id)
    # A person may correct what is said of it; the text under this name stays.
    tags.version(document_id, line.language or "", line.title or "")
    return stored_document(line, document.text)


@router.get("/{document_id}/revisions")
def list_revisions(
    document_id: DocumentId, services: ServicesDep, page: PageQuery, _: Reader
) -> Page[RevisionItem]:
    """List what the pages showed that have shown this document, page by page, oldest first."""
    with services.read() as store:
        _require(store, document_id)
        found = store.pages.seen(document_id, page.fetch, after=page.after)
    return page.page(found, key=lambda one: (one.page_id, one.revision.number), item=revision_item)


@router.get("/{document_id}/claims")
def list_document_claims(
    document_id: DocumentId, services: ServicesDep, page: PageQuery, _: Reader
) -> Page[ClaimItem]:
    """List the claims of the document's last reading in reading order; none before the first."""
    with services.read() as store:
        _require(store, document_id)
        # The pages after the first one stay with the reading that it showed.
        reading_id, place = page.after or (store.claims.reading_of(document_id), None)
        found = store.claims.of_reading(reading_id, page.fetch, after=place) if reading_id else ()
    return page.page(
        found, key=lambda placed: (reading_id, placed[0]), item=lambda placed: claim_item(placed[1])
    )


@router.get("/{document_id}/passages")
def list_passages(
    document_id: DocumentId, services: ServicesDep, page: PageQuery, _: Reader
) -> Page[PassagePart]:
    """List the document's paragraphs, headings and posts as last read, in order."""
    with services.read() as store:
        _require(store, document_id)
        after = page.after[0] if page.after else None
        found = store.claims.passages(document_id, page.fetch, after=after)
    return page.page(found, key=lambda row: (row.position,), item=passage_part)


@router.get("/{document_id}/mentions")
def list_mentions(
    document_id: DocumentId, services: ServicesDep, page: PageQuery, _: Reader
) -> Page[MentionPart]:
    """List the places where the document names something, as last read, in order."""
    with services.read() as store:
        _require(store, document_id)
        after = page.after[0] if page.after else None
        found = store.claims.mentions(document_id, page.fetch, after=after)
    return page.page(found, key=lambda row: (row.position,), item=mention_part)


@router.get("/{document_id}/comparisons")
def list_document_comparisons(
    document_id: DocumentId, services: ServicesDep, page: PageQuery, _: Reader
) -> Page[ComparisonItem]:
    """List the comparisons of the document with others, newest first."""
    with services.read() as store:
        _require(store, document_id)
    return comparisons_page(services, page, ComparisonFilter(document_id=document_id))


def _require(store: Store, document_id: str) -> None:
    if not store.documents.has(document_id):
        raise _missing(document_id)


def _missing(document_id: str) -> NotFoundError:
    return NotFoundError(f"There is no document {document_id}.")
