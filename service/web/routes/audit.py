"""The log: who did what and when, and proof that nothing was changed since."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.api.guard import Admin
from service.api.paging import PageQuery
from service.api.services import ServicesDep
from service.web.listing import more
from service.web.rendering import render

router = APIRouter(prefix="/audit")

_Word = Annotated[str, Query(max_length=400)]


@router.get("")
def audit(
    request: Request,
    services: ServicesDep,
    asked: PageQuery,
    principal: Admin,
    actor: _Word = "",
    action: _Word = "",
    subject: _Word = "",
) -> Response:
    """Show what was done, newest first."""
    before = asked.after[0] if asked.after else None
    filled = {"actor": actor.strip(), "action": action.strip(), "subject": subject.strip()}
    # No log holds what no database does.
    wanted = {name: value.replace("\x00", "\ufffd") or None for name, value in filled.items()}
    with services.read() as store:
        rows = store.audit.latest(asked.fetch, before=before, **wanted)
        page = asked.page(rows, key=lambda row: (row.number,), item=lambda row: row)
        head = store.audit.head()
        return render(
            request,
            "audit.html",
            at="settings",
            principal=principal,
            entries=page.items,
            more=more(request, page),
            filled=filled,
            head=head,
        )


@router.get("/verify")
def verify(
    request: Request, services: ServicesDep, principal: Admin, expected: _Word = ""
) -> Response:
    """Check every entry from the first on; a digest noted earlier must be among theirs."""
    with services.read() as store:
        report = store.audit.verify(expected.strip() or None)
    return render(
        request,
        "audit_verified.html",
        at="settings",
        principal=principal,
        report=report,
        expected=expected.strip(),
    )
