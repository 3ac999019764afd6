"""Claims: single checkable statements, over all documents."""

from typing import Annotated

from fastapi import Query

from service.api.guard import Reader
from service.api.paging import Page, PageQuery
from service.api.schemas.claims import ClaimItem, claim_item
from service.api.schemas.ids import ClaimId, DocumentId, SourceId
from service.api.schemas.words import Sought
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.contract import StoryClaim
from service.convert import story_claim
from service.errors import NotFoundError
from service.store.claims import ClaimFilter

router = resource("claims")

_DOCUMENT = Query(description="Only those of this document.")
_SOURCE = Query(description="Only those of this source.")
_SPEAKER = Query(description="Only those attributed to exactly this name.")
_WORDS = Query(description="Only those whose text holds these words.")


@router.get("")
def list_claims(
    services: ServicesDep,
    page: PageQuery,
    _: Reader,
    document_id: Annotated[DocumentId | None, _DOCUMENT] = None,
    source_id: Annotated[SourceId | None, _SOURCE] = None,
    speaker: Annotated[Sought | None, _SPEAKER] = None,
    contains: Annotated[Sought | None, _WORDS] = None,
) -> Page[ClaimItem]:
    """List claims as last read, in the order of their identifiers, which says nothing else."""
    where = ClaimFilter(document_id, source_id, speaker, contains)
    after = page.after[0] if page.after else None
    with services.read() as store:
        found = store.claims.list(page.fetch, after=after, where=where)
    return page.page(found, key=lambda row: (row.claim_id,), item=claim_item)


@router.get("/{claim_id}")
def get_claim(claim_id: ClaimId, services: ServicesDep, _: Reader) -> StoryClaim:
    """Return a claim as last read, with its spans and what is set off inside it."""
    with services.read() as store:
        claim = store.readings.claim(claim_id)
        document = store.documents.get(claim.document_id) if claim else None
    if claim is None or document is None:
        raise NotFoundError(f"There is no claim {claim_id}.")
    return story_claim(claim, document.text)
