"""Sources: who publishes, what is known of them, and how consistent they are."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.access.principal import Principal
from service.access.roles import Role
from service.api.guard import Editor, Reader
from service.api.problems import Told, tell
from service.api.schemas.ids import SourceId
from service.api.services import Services, ServicesDep
from service.clock import run_time
from service.errors import InputError, NotFoundError
from service.store.consistency import Window
from service.store.document_lists import DocumentFilter
from service.web.forms import validated_facts
from service.web.rendering import render
from service.web.source_edits import source_edits

router = APIRouter(prefix="/sources")

_PAGE = 100
_DOCUMENTS = 50
_EDITS = 10
_PAIRS = 50
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
FIELDS = ("kind", "handle", "country", "language", "time_zone", "feed")
"""The facts of a source, in the order of the form."""


@router.get("")
def sources(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    name: str = "",
    after: str = "",
) -> Response:
    """Show sources by name, with what is known of them and when they were last seen."""
    sought = name.strip()[:200].replace("\0", "")
    with services.read() as store:
        rows = store.sources.by_name(
            _PAGE + 1, after=after.replace("\0", "") or None, words=sought or None
        )
        shown = rows[:_PAGE]
        counts = store.sources.counts([each.source_id for each in shown])
    return render(
        request,
        "sources.html",
        at="sources",
        principal=principal,
        shown=shown,
        counts=counts,
        name=sought,
        next=shown[-1].name if len(rows) > _PAGE else None,
    )


@router.get("/{source_id}")
def source(
    source_id: SourceId, request: Request, services: ServicesDep, principal: Reader
) -> Response:
    """Show one source: its facts, its documents and their edits, and whom it agrees with."""
    return _page(request, services, principal, source_id)


@router.post("/{source_id}")
def describe(
    source_id: SourceId,
    request: Request,
    services: ServicesDep,
    principal: Editor,
    kind: Annotated[str, Form()] = "",
    handle: Annotated[str, Form()] = "",
    country: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    time_zone: Annotated[str, Form()] = "",
    feed: Annotated[str, Form()] = "",
) -> Response:
    """Store the facts of a source; what cannot be stored comes back in the form."""
    given = dict(zip(FIELDS, (kind, handle, country, language, time_zone, feed), strict=True))
    try:
        facts = validated_facts(given)
        with services.write(principal) as store:
            found = store.sources.get(source_id)
            if found is None:
                raise NotFoundError(f"There is no source {source_id}.")
            store.sources.describe(found.name, facts)
    except InputError as error:
        return _page(request, services, principal, source_id, given, tell(error))
    return RedirectResponse(f"/sources/{source_id}", status_code=303)


def _page(
    request: Request,
    services: Services,
    principal: Principal,
    source_id: str,
    given: dict[str, str] | None = None,
    told: Told | None = None,
) -> Response:
    window = Window(_EVER, run_time() + timedelta(seconds=1), source_id)
    with services.read() as store:
        found = store.sources.get(source_id)
        if found is None:
            raise NotFoundError(f"There is no source {source_id}.")
        documents = store.document_lists.latest(
            _DOCUMENTS, where=DocumentFilter(source_id=source_id)
        )
        edits = source_edits(store, window, _EDITS)
        pairs = store.consistency.pairs(window, _PAIRS)
        counts = store.sources.counts([source_id])
    known = {field: getattr(found.facts, field) or "" for field in FIELDS}
    return render(
        request,
        "source.html",
        status=told.status if told else 200,
        at="sources",
        principal=principal,
        source=found,
        values=given or known,
        fields=FIELDS,
        told=told,
        documents=documents,
        count=counts.get(source_id),
        edits=edits,
        pairs=pairs,
        may_edit=principal.role.allows(Role.EDITOR),
    )
