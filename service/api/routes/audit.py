"""The log of every write: who did what, when, and proof that nothing was changed since."""

from typing import Annotated

from fastapi import Query

from service.api.guard import Admin
from service.api.paging import Page, PageQuery
from service.api.schemas.audit import Actor, EntryPart, LogHead, Subject, entry_part
from service.api.schemas.texts import Word
from service.api.services import ServicesDep
from service.api.strict_json import resource

router = resource("audit")


@router.get("")
def list_audit_entries(
    services: ServicesDep,
    asked: PageQuery,
    _: Admin,
    actor: Annotated[Actor | None, Query(description="Only what this one did.")] = None,
    action: Annotated[Word | None, Query(description="Only this action.")] = None,
    subject: Annotated[Subject | None, Query(description="Only what was done to this.")] = None,
) -> Page[EntryPart]:
    """Return what was done, newest first; filters keep what one did, one action, one subject."""
    before = asked.after[0] if asked.after else None
    with services.read() as store:
        rows = store.audit.latest(
            asked.fetch, before=before, actor=actor, action=action, subject=subject
        )
        return asked.page(rows, key=lambda row: (row.number,), item=entry_part)


@router.get("/head")
def get_audit_head(services: ServicesDep, _: Admin) -> LogHead:
    """Return the end of the log, to be noted down outside of it."""
    with services.read() as store:
        number, digest = store.audit.head()
    return LogHead(number=number, digest=digest)
