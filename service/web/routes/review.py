"""The review desk: the queue, one finding at a time, judging, and taking back."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from matching.comparison import Comparison
from matching.finding import Finding, Label
from service.access.principal import Principal
from service.access.roles import Role
from service.api.guard import Reader, Reviewer
from service.api.schemas.ids import ComparisonId, FindingId
from service.api.services import Services, ServicesDep
from service.clock import run_time
from service.desk.opinions import Step, standing
from service.desk.queue import Key
from service.errors import ConflictError, NotFoundError, StaleError
from service.store.judgements import Judgement
from service.store.unit import Store
from service.web.rendering import render
from service.web.review_judged import show_judged
from service.web.review_page import show_finding
from service.web.review_queue import STATES, Asked, asked_of, load_queue, place_of, steps_of

router = APIRouter()

AskedDep = Annotated[Asked, Depends(asked_of)]
Note = Annotated[str, Form(max_length=2_000)]

_SHOWN = 50
_LATEST_STORIES = 200


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody judged just now, beside what the machine says."""

    path: str
    label: Label
    machine: Label
    confidence: int


@router.get("/review")
def queue(
    request: Request, services: ServicesDep, asked: AskedDep, principal: Reader, done: str = ""
) -> Response:
    """Show the queue: what to judge first stands first."""
    with services.read() as store:
        lines = load_queue(store, asked, principal.actor)
        shown = lines[:_SHOWN]
        claims = store.reviews.claims([line.key for line in shown])
        stories = store.stories.latest(_LATEST_STORIES)
        sources = store.reviews.sources()
        told = _done(store, done, principal.actor)
    return render(
        request,
        "review.html",
        at="review",
        principal=principal,
        asked=asked,
        states=STATES,
        lines=shown,
        total=len(lines),
        claims=claims,
        stories=stories,
        sources=sources,
        done=told,
        may_judge=principal.role.allows(Role.REVIEWER),
    )


@router.post("/review/undo")
def undo(services: ServicesDep, asked: AskedDep, principal: Reviewer) -> Response:
    """Take back what one judged last: a finding, or all that was accepted at once."""
    actor, at = principal.actor, run_time()
    with services.write(principal) as store:
        last = store.batches.last_act(actor)
        if last is None:
            raise ConflictError("You have judged nothing that could be taken back.")
        if last.batch_id is not None:
            store.batches.undo(last.batch_id, actor, at)
            return _to("/review/bulk", asked, undone=last.batch_id)
        withdrawal = Judgement(None, actor, "", at)
        store.judgements.add(last.comparison_id, last.finding_id, withdrawal)
    return _to(f"/review/{last.comparison_id}/{last.finding_id}", asked, undone="1")


@router.get("/review/{comparison_id}/{finding_id}")
def finding(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    request: Request,
    services: ServicesDep,
    asked: AskedDep,
    principal: Reader,
    done: str = "",
    undone: str = "",
) -> Response:
    """Show one finding with what people judged; hidden from who is to judge it blind."""
    key = (comparison_id, finding_id)
    return _page(request, services, asked, principal, key, done=done, undone=undone)


@router.get("/review/{comparison_id}/{finding_id}/texts")
def texts(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    request: Request,
    services: ServicesDep,
    asked: AskedDep,
    principal: Reader,
) -> Response:
    """Show the whole texts with the finding's words, and nothing that a machine thinks."""
    with services.read() as store:
        comparison, found = _load(store, (comparison_id, finding_id))
    return render(
        request,
        "review_texts_part.html" if "hx-request" in request.headers else "review_texts.html",
        at="review",
        principal=principal,
        asked=asked,
        path=f"/review/{comparison_id}/{finding_id}",
        shown=show_finding(comparison, found, hidden=True, whole=True),
    )


@router.post("/review/{comparison_id}/{finding_id}")
def judge(
    comparison_id: ComparisonId,
    finding_id: FindingId,
    request: Request,
    services: ServicesDep,
    asked: AskedDep,
    principal: Reviewer,
    label: Annotated[Label, Form()],
    seen: Annotated[int, Form(ge=0)],
    note: Note = "",
    blind: Annotated[bool, Form()] = False,
) -> Response:
    """Judge a finding, having seen the judgement *seen*, and go on to the next one.

    When somebody judged meanwhile, the page says who and what, and nothing is written.
    """
    key = (comparison_id, finding_id)
    with services.read() as store:
        following = place_of(load_queue(store, asked, principal.actor), key).following
    judgement = Judgement(label, principal.actor, note.strip(), run_time(), blind)
    try:
        with services.write(principal) as store:
            store.judgements.add(*key, judgement, after=seen)
    except StaleError:
        return _page(request, services, asked, principal, key, seen=seen, draft=judgement)
    path = following.path if following else "/review"
    return _to(path, asked, done="/".join(key))


def _page(
    request: Request,
    services: Services,
    asked: Asked,
    principal: Principal,
    key: Key,
    *,
    seen: int | None = None,
    draft: Judgement | None = None,
    done: str = "",
    undone: str = "",
) -> Response:
    """Return the page of a finding; *draft* came too late, after judgements beyond *seen*."""
    with services.read() as store:
        comparison, found = _load(store, key)
        steps = steps_of(store.reviews.judged_of(*key))
        place = place_of(load_queue(store, asked, principal.actor), key)
        told = _done(store, done, principal.actor)
        people = store.reviews.people()
        assigned = [each for each in store.assignments.all() if each.task.finding_id == key[1]]
    judged = show_judged(steps, principal.actor, hides=asked.hides, seen=seen)
    return render(
        request,
        "review_finding.html",
        status=412 if draft else 200,
        at="review",
        principal=principal,
        asked=asked,
        key=key,
        path="/review/{}/{}".format(*key),
        shown=show_finding(comparison, found, hidden=judged.hidden),
        judged=judged,
        draft=draft,
        place=place,
        done=told,
        undone=undone,
        people=people,
        assigned=assigned,
        may_judge=principal.role.allows(Role.REVIEWER),
        may_assign=principal.role.allows(Role.EDITOR),
    )


def _load(store: Store, key: Key) -> tuple[Comparison, Finding]:
    loaded = store.comparisons.load(key[0])
    findings = loaded[0].findings if loaded else ()
    found = next((each for each in findings if each.finding_id == key[1]), None)
    if loaded is None or found is None:
        raise NotFoundError(f"There is no finding {key[1]} in {key[0]}.")
    return loaded[0], found


def _done(store: Store, done: str, actor: str) -> Done | None:
    """Return what *actor* judged of the finding *done*, "CMP/FND"; None where they did not."""
    comparison_id, _, finding_id = done.partition("/")
    if not (comparison_id.startswith("cmp_") and finding_id.startswith("fnd_")):
        return None
    own: Step | None = standing(steps_of(store.reviews.judged_of(comparison_id, finding_id))).get(
        actor
    )
    machine = store.reviews.machine(comparison_id, finding_id)
    if own is None or own.label is None or machine is None:
        return None
    label, confidence = machine
    return Done(f"/review/{done}", own.label, label, round(confidence * 100))


def _to(path: str, asked: Asked, **also: str) -> RedirectResponse:
    extra = "&".join(f"{name}={value}" for name, value in also.items())
    query = "&".join(part for part in (asked.query, extra) if part)
    return RedirectResponse(f"{path}?{query}" if query else path, status_code=303)
