"""Names: what may be one, what people decided, and what would change before they do."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from matching.slots import MentionKind
from service.access.roles import Role
from service.api.guard import Editor, Reader
from service.api.schemas.entities import Alias
from service.api.schemas.ids import ComparisonId, DecisionId, EntityId
from service.api.schemas.texts import Name
from service.api.schemas.words import Sought
from service.api.services import ServicesDep
from service.clock import run_time
from service.errors import NotFoundError
from service.store.entity_decisions import Decider
from service.store.unit import Store
from service.web.forms import GivenOrNone
from service.web.links import local_path, with_query
from service.web.naming import decided_lines, entity_view, preview, proposal_items
from service.web.rendering import render
from service.work.deciding_names import Said, Verdict, decide
from service.work.name_proposals import propose, written_in

router = APIRouter(prefix="/names")

_PAGE = 10
_ENTITIES = 50
_DECISIONS = 50
_MENTIONS = 20

PageNumber = Annotated[int, Query(ge=1, le=10_000)]


@router.get("")
def proposals(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    kind: Annotated[MentionKind | None, GivenOrNone] = None,
    page: PageNumber = 1,
    done: DecisionId | None = None,
    comparison: Annotated[ComparisonId | None, GivenOrNone] = None,
) -> Response:
    """Show names that may be one, most telling first; `done` is what was decided just now.

    *comparison* keeps those that its two documents write.
    """
    with services.read() as store:
        found = propose(store, kind)
        if comparison:
            found = written_in(store, found, comparison)
        pages = max(1, -(-len(found) // _PAGE))
        page = min(page, pages)
        shown = proposal_items(store, found[(page - 1) * _PAGE : page * _PAGE])
        made = _latest(store, done)
    return render(
        request,
        "names_proposals.html",
        at="names",
        principal=principal,
        items=shown,
        total=len(found),
        page=page,
        pages=pages,
        kind=kind,
        kinds=_KINDS,
        comparison=comparison,
        made=made,
        may_decide=principal.role.allows(Role.EDITOR),
    )


@router.get("/entities")
def entities(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    name: str = "",
    kind: Annotated[MentionKind | None, GivenOrNone] = None,
) -> Response:
    """Show the entities that have a name, in the order of their names."""
    sought = name.strip()[:200].replace("\0", "")
    with services.read() as store:
        found = store.entity_directory.search(_ENTITIES + 1, kind=kind, name=sought or None)
    return render(
        request,
        "names_entities.html",
        at="names",
        principal=principal,
        found=found[:_ENTITIES],
        are_more=len(found) > _ENTITIES,
        name=sought,
        kind=kind,
        kinds=_KINDS,
    )


@router.get("/decisions")
def decisions(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Show what people decided, newest first, what was undone too."""
    with services.read() as store:
        rows = store.entity_decisions.latest(_DECISIONS + 1, before=before)
        lines = decided_lines(store, rows[:_DECISIONS])
    return render(
        request,
        "names_decisions.html",
        at="names",
        principal=principal,
        lines=lines,
        older=rows[_DECISIONS - 1].number if len(rows) > _DECISIONS else None,
        may_decide=principal.role.allows(Role.EDITOR),
    )


@router.get("/preview")
def show_preview(
    request: Request,
    services: ServicesDep,
    principal: Reader,
    verdict: Verdict,
    entity_id: Annotated[EntityId | None, GivenOrNone] = None,
    into_id: Annotated[EntityId | None, GivenOrNone] = None,
    name: Annotated[Name | None, GivenOrNone] = None,
    names: Annotated[list[Alias], Query(max_length=200)] = [],  # noqa: B006 - FastAPI copies it
    decision_id: Annotated[DecisionId | None, GivenOrNone] = None,
    back: str = "/names",
) -> Response:
    """Show what a verdict would change, and the button that decides it."""
    said = Said(
        verdict, entity_id or "", into_id or "", name or "", tuple(names), decision_id or ""
    )
    with services.read() as store:
        found = preview(store, said, services.settings.model)
    is_part = "hx-request" in request.headers
    return render(
        request,
        "names_preview_part.html" if is_part else "names_preview.html",
        at="names",
        principal=principal,
        preview=found,
        back=local_path(back),
        may_decide=principal.role.allows(Role.EDITOR),
    )


@router.post("/decisions")
def decide_names(
    services: ServicesDep,
    principal: Editor,
    verdict: Annotated[Verdict, Form()],
    entity_id: Annotated[EntityId | None, Form()] = None,
    into_id: Annotated[EntityId | None, Form()] = None,
    name: Annotated[Name | None, Form()] = None,
    names: Annotated[list[Alias], Form(max_length=200)] = [],  # noqa: B006 - FastAPI copies it
    decision_id: Annotated[DecisionId | None, Form()] = None,
    note: Annotated[str, Form(max_length=2_000, pattern=r"^[^\x00]*$")] = "",
    back: Annotated[str, Form()] = "/names",
) -> Response:
    """Store a verdict, and go back to where it was given."""
    said = Said(
        verdict, entity_id or "", into_id or "", name or "", tuple(names), decision_id or ""
    )
    with services.write(principal) as store:
        made = decide(store, said, Decider(principal.actor, note.strip(), run_time()))
    return RedirectResponse(with_query(local_path(back), done=made), status_code=303)


@router.get("/{entity_id}")
def entity(
    entity_id: EntityId,
    request: Request,
    services: ServicesDep,
    principal: Reader,
    find: Annotated[Sought | None, GivenOrNone] = None,
    after: Annotated[str | None, Query(pattern=r"^doc_[0-9a-f]{20}\.\d{1,9}$")] = None,
    done: DecisionId | None = None,
) -> Response:
    """Show one entity: its names, where they stand, and what was decided on it."""
    with services.read() as store:
        if store.entities.get(entity_id) is None:
            raise NotFoundError(f"There is no entity {entity_id}.")
        found = entity_view(store, entity_id, _place(after), _MENTIONS)
        others = (
            [
                each
                for each in store.entity_directory.search(20, kind=found.kind, name=find)
                if each.entity_id != entity_id
            ]
            if find
            else []
        )
        made = _latest(store, done)
    return render(
        request,
        "names_entity.html",
        at="names",
        principal=principal,
        entity=found,
        find=find,
        others=others,
        made=made,
        may_decide=principal.role.allows(Role.EDITOR),
    )


_KINDS = tuple(kind for kind in MentionKind if kind is not MentionKind.ROLE)


def _place(after: str | None) -> tuple[str, int] | None:
    if after is None:
        return None
    document_id, _, position = after.partition(".")
    return document_id, int(position)


def _latest(store: Store, done: str | None) -> object:
    """Return the decision made just now as a line; None where none was."""
    found = store.entity_decisions.get(done) if done else None
    return decided_lines(store, [found])[0] if found else None
