"""Documents: the list of what is stored, and adding one."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from matching.errors import MatchingError
from service.access.principal import Principal
from service.access.roles import Role
from service.api.guard import Editor, Reader
from service.api.paging import PageQuery, PageRequest
from service.api.problems import Told, tell
from service.api.services import Services, ServicesDep
from service.api.taking_in import take_in
from service.errors import ServiceError
from service.ingest_contract import IngestDocument
from service.store.document_lists import DocumentFilter
from service.web.forms import SideForm, Upload, given_document, side_form, uploaded
from service.web.listing import more
from service.web.rendering import render

router = APIRouter(prefix="/documents")

_SIDE = "new"


@router.get("")
def documents(
    request: Request,
    services: ServicesDep,
    asked: PageQuery,
    principal: Reader,
    contains: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show the documents, last stored first, and the form for one more."""
    return _list(request, services, principal, asked, contains)


@router.post("")
async def add_document(request: Request, services: ServicesDep, principal: Editor) -> Response:
    """Take in what the form holds; what cannot be read comes back in the form."""
    async with request.form(max_files=1, max_part_size=4 * services.settings.max_bytes) as form:
        filled = side_form(form, _SIDE)
        file = await uploaded(form, _SIDE, services.settings)
    try:
        report = await asyncio.to_thread(_taken_in, services, principal, filled, file)
    except (ServiceError, MatchingError) as error:
        return _form(request, principal, filled, tell(error))
    if len(report.documents) == 1 and not report.refused:
        return RedirectResponse(f"/documents#{report.documents[0].document_id}", status_code=303)
    return render(request, "documents_added.html", at="sources", principal=principal, report=report)


@router.get("/new")
def new_document(request: Request, principal: Editor) -> Response:
    """Show the form for one more document."""
    return _form(request, principal, SideForm(), None)


def _taken_in(
    services: Services, principal: Principal, form: SideForm, file: Upload | None
) -> IngestDocument:
    results, given = given_document(form, file, services.settings)
    return take_in(services, principal, results, given)


def _form(request: Request, principal: Principal, filled: SideForm, told: Told | None) -> Response:
    return render(
        request,
        "documents_new.html",
        status=told.status if told else 200,
        at="sources",
        principal=principal,
        given=filled,
        told=told,
    )


def _list(
    request: Request,
    services: Services,
    principal: Principal,
    asked: PageRequest,
    contains: str,
) -> Response:
    # A database holds no NUL, so nothing stored contains one.
    words = contains.replace("\x00", "\ufffd") or None
    with services.read() as store:
        found = store.document_lists.latest(
            asked.fetch, after=asked.after, where=DocumentFilter(words=words)
        )
    page = asked.page(
        found, key=lambda line: (line.stored_at, line.document_id), item=lambda line: line
    )
    return render(
        request,
        "documents.html",
        at="sources",
        principal=principal,
        documents=page.items,
        more=more(request, page),
        contains=contains,
        may_add=principal.role.allows(Role.EDITOR),
    )
