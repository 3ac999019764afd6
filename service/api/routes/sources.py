"""Sources: publishers and what is known of them."""

from typing import Annotated

from fastapi import Query, Response, status

from service.api.guard import Editor, Reader
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.schemas.ids import SourceId
from service.api.schemas.sources import Facts, NewSource, SourcePart, source_part
from service.api.schemas.words import Sought
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.errors import NotFoundError
from service.store.sources import Source
from service.store.unit import Store

router = resource("sources")

_NAME = Query(description="Only those whose name holds these words.")


@router.get("")
def list_sources(
    services: ServicesDep, page: PageQuery, _: Reader, name: Annotated[Sought | None, _NAME] = None
) -> Page[SourcePart]:
    """List sources in the order of their names."""
    after = page.after[0] if page.after else None
    with services.read() as store:
        found = store.sources.by_name(page.fetch, after=after, words=name)
    return page.page(found, key=lambda source: (source.name,), item=source_part)


@router.post("", status_code=status.HTTP_201_CREATED, responses={200: {"model": SourcePart}})
def post_source(
    asked: NewSource, services: ServicesDep, response: Response, principal: Editor, _: Idempotent
) -> SourcePart:
    """Add a source with what is known of it; 200 where one of this name now has these facts."""
    with services.write(principal) as store:
        if store.sources.facts(asked.name) is not None:
            response.status_code = status.HTTP_200_OK
        source_id = store.sources.describe(asked.name, asked.value())
        found = _found(store, source_id)
    response.headers["Location"] = f"{router.prefix}/{source_id}"
    return source_part(found)


@router.get("/{source_id}")
def get_source(source_id: SourceId, services: ServicesDep, _: Reader) -> SourcePart:
    """Return a source and what is known of it."""
    with services.read() as store:
        found = _found(store, source_id)
    return source_part(found)


@router.put("/{source_id}")
def put_source(
    source_id: SourceId, facts: Facts, services: ServicesDep, principal: Editor
) -> SourcePart:
    """Store what is known of a source, in place of what was; what is left out is not known."""
    with services.write(principal) as store:
        store.sources.describe(_found(store, source_id).name, facts.value())
        found = _found(store, source_id)
    return source_part(found)


def _found(store: Store, source_id: str) -> Source:
    found = store.sources.get(source_id)
    if found is None:
        raise NotFoundError(f"There is no source {source_id}.")
    return found
