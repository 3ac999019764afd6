"""Who reviews what, and how far reviewers agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import RedirectResponse, Response

from matching.finding import Label
from service.access.roles import Role
from service.api.guard import Editor, Reader
from service.api.services import ServicesDep
from service.clock import run_time
from service.desk.agreement import Kappa, cohen_kappa
from service.desk.opinions import Step, first_opinions
from service.desk.queue import Key
from service.errors import InputError, NotFoundError
from service.store.assignments import Task
from service.store.reviews import ReviewFilter, ReviewRow
from service.web.links import local_path
from service.web.rendering import render
from service.web.review_queue import Asked, load_queue, steps_of

router = APIRouter()

_MOST = 20_000
_STORIES = 200
AssignmentId = Annotated[str, Path(pattern="^asg_[0-9a-f]{20}$")]

# Two reviewers, then the two languages in order, "" for all of them together.
Group = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two reviewers agree on findings between texts in `languages`, None for all."""

    one: str
    other: str
    languages: str | None
    kappa: Kappa


@router.get("/review/agreement")
def agreement(
    request: Request, services: ServicesDep, principal: Reader, blind: bool = False
) -> Response:
    """Show Cohen's kappa of each two reviewers, by language pair, and what is to be settled."""
    with services.read() as store:
        judged = {key: steps_of(found) for key, found in store.reviews.judged().items()}
        rows = {row.key: row for row in store.reviews.rows(ReviewFilter(), _MOST)}
        disputed = load_queue(store, Asked("disputed"), principal.actor)
        claims = store.reviews.claims([line.key for line in disputed])
    return render(
        request,
        "review_agreement.html",
        at="review",
        principal=principal,
        blind=blind,
        groups=agreements(judged, rows, only_blind=blind),
        disputed=disputed,
        claims=claims,
        asked=Asked("disputed"),
    )


@router.get("/review/assignments")
def assignments(request: Request, services: ServicesDep, principal: Reader) -> Response:
    """Show who is to judge what."""
    with services.read() as store:
        found = store.assignments.all()
        people = store.reviews.people()
        stories = store.stories.latest(_STORIES)
    return render(
        request,
        "review_assignments.html",
        at="review",
        principal=principal,
        assignments=found,
        people=people,
        stories=stories,
        titles={each.story_id: each.title for each in stories},
        may_assign=principal.role.allows(Role.EDITOR),
    )


@router.post("/review/assignments")
def assign(
    services: ServicesDep,
    principal: Editor,
    subject: Annotated[str, Form(max_length=100)],
    assignee: Annotated[str, Form(min_length=1, max_length=300)],
    here: Annotated[str, Form()] = "/review/assignments",
) -> Response:
    """Assign a story, a comparison or a finding ("CMP/FND") to somebody."""
    if not assignee.strip() or not assignee.isprintable():
        raise InputError("Say who is to judge it, as the log names them.")
    with services.write(principal) as store:
        task = task_of(subject)
        store.assignments.add(task, assignee.strip(), by=principal.actor, at=run_time())
    return RedirectResponse(local_path(here), status_code=303)


@router.post("/review/assignments/{assignment_id}/remove")
def unassign(
    assignment_id: AssignmentId,
    services: ServicesDep,
    principal: Editor,
    here: Annotated[str, Form()] = "/review/assignments",
) -> Response:
    """Take an assignment away."""
    with services.write(principal) as store:
        if not store.assignments.remove(assignment_id):
            raise NotFoundError(f"There is no assignment {assignment_id}.")
    return RedirectResponse(local_path(here), status_code=303)


def task_of(subject: str) -> Task:
    """Return the task that *subject* names: "STO", "CMP" or "CMP/FND"."""
    first, _, finding = subject.partition("/")
    if first.startswith("sto_"):
        return Task(story_id=first)
    return Task(comparison_id=first, finding_id=finding or None)


def agreements(
    judged: Mapping[Key, Iterable[Step]], rows: Mapping[Key, ReviewRow], *, only_blind: bool
) -> Sequence[Agreement]:
    """Return the agreement of each two reviewers: over all findings, then by language pair.

    Counted are first opinions. With *only_blind* those alone where the second of the two saw
    neither the first nor the machine's label.
    """
    said: dict[Group, list[tuple[Label, Label]]] = {}
    for key, steps in judged.items():
        for one, other in combinations(sorted(first_opinions(steps).values(), key=_author), 2):
            later = max(one, other, key=lambda step: step.number)
            if not (one.label and other.label) or (only_blind and not later.blind):
                continue
            languages = "-".join(sorted(rows[key].languages)) if key in rows else "und"
            for group in ((one.author, other.author, ""), (one.author, other.author, languages)):
                said.setdefault(group, []).append((one.label, other.label))
    return [
        Agreement(one, other, languages or None, cohen_kappa(pairs))
        for (one, other, languages), pairs in sorted(said.items())
    ]


def _author(step: Step) -> str:
    return step.author
