"""Accepting many labels at once: what would be judged is shown first, and undone as one act."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from matching.finding import Label
from service.access.principal import Principal
from service.access.roles import Role
from service.api.guard import Reader, Reviewer
from service.api.services import Services, ServicesDep
from service.clock import run_time
from service.errors import InputError, StaleError
from service.store.batches import Act, Batch
from service.store.judgements import Judgement
from service.store.unit import Store
from service.web.rendering import render
from service.web.review_queue import Asked, Line, asked_of, load_queue
from service.web.routes.review import AskedDep

router = APIRouter()

# What a person can look through, and a form can hold.
_MOST = 300
_LATEST = 10
_STORIES = 200
_LEAST = 95
# A batch's identifier in an address.
BatchId = Annotated[str, Query(pattern="^blk_[0-9a-f]{20}$")]


@dataclass(frozen=True, slots=True)
class _Told:
    """What to say above the preview."""

    stale: bool = False
    done: Batch | None = None
    undone: Batch | None = None
    kept: int = 0


@router.get("/review/bulk")
def preview(
    request: Request,
    services: ServicesDep,
    asked: AskedDep,
    principal: Reader,
    least: Annotated[int, Query(ge=0, le=100)] = _LEAST,
    done: BatchId | None = None,
    undone: BatchId | None = None,
    kept: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Show exactly which findings would be judged, and as what; nothing is written."""
    with services.read() as store:
        batches = {each.batch_id: each for each in store.batches.latest(principal.actor, _LATEST)}
    told = _Told(False, batches.get(done or ""), batches.get(undone or ""), kept)
    return _page(request, services, asked, principal, least, told)


@router.post("/review/bulk")
def accept(
    request: Request,
    services: ServicesDep,
    principal: Reviewer,
    item: Annotated[list[str], Form(max_length=_MOST)],
    least: Annotated[int, Form(ge=0, le=100)] = _LEAST,
    note: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Accept the machine's label of every finding that was ticked: all of them, or none.

    Each item is "COMPARISON/FINDING/LABEL/SEEN", as the preview showed it.
    """
    asked, at = asked_of(request), run_time()
    try:
        with services.write(principal) as store:
            acts = [_act(store, each, principal.actor, note.strip()) for each in item]
            made = store.batches.add(acts, principal.actor, note.strip(), at)
    except StaleError:
        return _page(request, services, asked, principal, least, _Told(stale=True))
    return _to(asked, least, f"done={made}")


@router.post("/review/bulk/{batch_id}/undo")
def undo_batch(
    batch_id: str, services: ServicesDep, asked: AskedDep, principal: Reviewer
) -> Response:
    """Take back all that was accepted at once, but for what was judged anew since."""
    with services.write(principal) as store:
        _, kept = store.batches.undo(batch_id, principal.actor, run_time())
    return _to(asked, _LEAST, f"undone={batch_id}&kept={kept}")


def _act(store: Store, item: str, actor: str, note: str) -> Act:
    """Return what the form's *item* stands for.

    Raises:
        InputError: It stands for nothing, or the machine's label is another one.
    """
    comparison_id, _, rest = item.partition("/")
    finding_id, _, rest = rest.partition("/")
    label, _, seen = rest.partition("/")
    machine = store.judgements.machine_label(comparison_id, finding_id)
    if machine is None or machine != label or not (seen.isascii() and seen.isdigit()):
        raise InputError("The list was not one that the preview showed; look at it again.")
    return comparison_id, finding_id, Judgement(machine, actor, note, run_time()), int(seen[:9])


def _page(
    request: Request,
    services: Services,
    asked: Asked,
    principal: Principal,
    least: int,
    told: _Told,
) -> Response:
    wanted = Asked("open", asked.label or Label.AGREE, asked.story, asked.source, asked.comparison)
    with services.read() as store:
        queue = load_queue(store, wanted, principal.actor)
        lines = [line for line in queue if _is_sure(line, least)]
        lines.sort(key=lambda line: (-line.row.confidence, line.key))
        shown = lines[:_MOST]
        claims = store.reviews.claims([line.key for line in shown])
        batches = store.batches.latest(principal.actor, _LATEST)
        stories = store.stories.latest(_STORIES)
        sources = store.reviews.sources()
    return render(
        request,
        "review_bulk.html",
        status=412 if told.stale else 200,
        at="review",
        principal=principal,
        asked=wanted,
        least=least,
        lines=shown,
        total=len(lines),
        claims=claims,
        batches=batches,
        stories=stories,
        sources=sources,
        told=told,
        may_judge=principal.role.allows(Role.REVIEWER),
    )


def _is_sure(line: Line, least: int) -> bool:
    # As people read it: 94.6 % is shown as 95.
    return round(line.row.confidence * 100) >= least


def _to(asked: Asked, least: int, extra: str) -> RedirectResponse:
    query = "&".join(part for part in (asked.query, f"least={least}", extra) if part)
    return RedirectResponse(f"/review/bulk?{query}", status_code=303)
