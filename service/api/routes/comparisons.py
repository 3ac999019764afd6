"""Comparisons of two documents."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from matching.finding import Label
from service.api.etag import TagsDep
from service.api.guard import Reader
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.schemas.comparisons import (
    ComparisonItem,
    ComparisonRequest,
    comparison_item,
)
from service.api.schemas.ids import ComparisonId, DocumentId, SourceId
from service.api.schemas.words import Moment, moment_of
from service.api.services import Services, ServicesDep
from service.api.sides import given_of
from service.api.strict_json import resource
from service.contract import ComparisonDocument
from service.convert import comparison_document
from service.errors import NotFoundError
from service.store.comparison_lists import ComparisonFilter
from service.work import tasks

router = resource("comparisons")

_JSON = "application/json"
_LABEL = Query(description="Only those with at least one finding of this label.")
_SINCE = Query(description="Only those made at this moment or later.")
_UNTIL = Query(description="Only those made before this moment.")


@router.post("", response_model=ComparisonDocument)
def post_comparison(
    asked: ComparisonRequest, services: ServicesDep, principal: Reader, _: Idempotent
) -> Response:
    """Compare two texts, pages or stored documents, and store them with what was found.

    The same two again are the same comparison.
    """
    left = given_of(asked.left, services.settings)
    right = given_of(asked.right, services.settings)
    made = services.executor.run(tasks.compare, left, right, principal.actor)
    place = {"Content-Location": f"{router.prefix}/{made}"}
    return Response(_body(services, made), media_type=_JSON, headers=place)


@router.get("")
def list_comparisons(
    services: ServicesDep,
    page: PageQuery,
    _: Reader,
    document_id: DocumentId | None = None,
    source_id: SourceId | None = None,
    label: Annotated[Label | None, _LABEL] = None,
    since: Annotated[Moment | None, _SINCE] = None,
    until: Annotated[Moment | None, _UNTIL] = None,
) -> Page[ComparisonItem]:
    """List comparisons, newest first."""
    where = ComparisonFilter(
        document_id=document_id,
        source_id=source_id,
        label=label,
        since=moment_of(since) if since else None,
        until=moment_of(until) if until else None,
    )
    return comparisons_page(services, page, where)


@router.get("/{comparison_id}", response_model=ComparisonDocument)
def get_comparison(
    comparison_id: ComparisonId, services: ServicesDep, tags: TagsDep, _: Reader
) -> Response:
    """Return a stored comparison, as it was made."""
    body = _body(services, comparison_id)
    tags.immutable(comparison_id)
    return Response(body, media_type=_JSON, headers=dict(tags.response.headers))


def comparisons_page(
    services: Services, page: PageQuery, where: ComparisonFilter
) -> Page[ComparisonItem]:
    """Return the page of the comparisons that *where* wants."""
    with services.read() as store:
        found = store.comparison_lists.latest(page.fetch, after=page.after, where=where)
    return page.page(
        found, key=lambda line: (line.created_at, line.comparison_id), item=comparison_item
    )


def _body(services: Services, comparison_id: str) -> bytes:
    """Return the comparison as it is sent; it never changes, so its bytes are kept."""

    def make() -> bytes:
        with services.read() as store:
            found = store.comparisons.load(comparison_id)
        if found is None:
            raise NotFoundError(f"There is no comparison {comparison_id}.")
        return comparison_document(*found).model_dump_json().encode("utf-8")

    return services.bodies.get(comparison_id, make)
