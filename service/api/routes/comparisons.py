"""Comparisons of two documents."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Header, Query, status
from fastapi.responses import Response

from matching.finding import Label
from service.api.comparing import compare_given
from service.api.etag import TagsDep
from service.api.guard import Reader
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.preference import RESPOND_ASYNC, prefers_async
from service.api.schemas.comparisons import (
    ComparisonItem,
    ComparisonRequest,
    comparison_item,
)
from service.api.schemas.ids import ComparisonId, DocumentId, SourceId
from service.api.schemas.jobs import JobPart, job_part
from service.api.schemas.words import Moment, moment_of
from service.api.services import Services, ServicesDep
from service.api.sides import given_of
from service.api.strict_json import resource
from service.contract import ComparisonDocument
from service.convert import comparison_document
from service.store.comparison_lists import ComparisonFilter
from service.store.jobs import Job

router = resource("comparisons")

_JSON = "application/json"
_DOCUMENT = Query(description="Only those with this document on a side.")
_SOURCE = Query(description="Only those with this source on a side.")
_LABEL = Query(description="Only those with at least one finding of this label.")
_SINCE = Query(description="Only those made at this moment or later.")
_PREFER = Header(description="`respond-async`: answer with a job at once (RFC 7240).")
_UNTIL = Query(description="Only those made before this moment.")


@router.post(
    "",
    response_model=ComparisonDocument,
    responses={
        202: {
            "model": JobPart,
            "description": "It takes longer: the job that does it, at the `Location`.",
        }
    },
)
def post_comparison(
    asked: ComparisonRequest,
    services: ServicesDep,
    principal: Reader,
    _: Idempotent,
    prefer: Annotated[list[str] | None, _PREFER] = None,
) -> Response:
    """Compare two texts, pages or stored documents, and store them with what was found.

    The same two again are the same comparison. Long texts become a job, and so does everything
    with `Prefer: respond-async`; the job's result is the same comparison.
    """
    left = given_of(asked.left, services.settings)
    right = given_of(asked.right, services.settings)
    by_job = prefers_async(prefer)
    found = compare_given(services, principal, left, right, by_job=by_job)
    if isinstance(found, str):
        return _compared(services, found)
    return _taken(found, {"Preference-Applied": RESPOND_ASYNC} if by_job else {})


@router.get("")
def list_comparisons(
    services: ServicesDep,
    page: PageQuery,
    _: Reader,
    document_id: Annotated[DocumentId | None, _DOCUMENT] = None,
    source_id: Annotated[SourceId | None, _SOURCE] = None,
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


def _taken(job: Job, headers: Mapping[str, str]) -> Response:
    return Response(
        job_part(job).model_dump_json(),
        status.HTTP_202_ACCEPTED,
        media_type=_JSON,
        headers={**headers, "Location": f"/v1/jobs/{job.job_id}"},
    )


def _compared(services: Services, comparison_id: str) -> Response:
    place = {"Content-Location": f"{router.prefix}/{comparison_id}"}
    return Response(_body(services, comparison_id), media_type=_JSON, headers=place)


def _body(services: Services, comparison_id: str) -> bytes:
    """Return the comparison as it is sent; it never changes, so its bytes are kept."""

    def make() -> bytes:
        with services.read() as store:
            found = store.comparisons.require(comparison_id)
        return comparison_document(*found).model_dump_json().encode("utf-8")

    return services.bodies.get(comparison_id, make)
