"""The page of one story: who says what, what splits the sources, what each left out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from service.access.principal import Principal
from service.access.roles import Role
from service.api.guard import Reader
from service.api.schemas.ids import StoryId
from service.api.services import Services, ServicesDep
from service.api.story_matrix import Asked, asked_matrix, ensured
from service.errors import NotFoundError
from service.exports import FORMATS
from service.story.opened import open_row
from service.story.silences import left_out
from service.story.splits import splits
from service.story.table import Wanted
from service.story.updates import updates
from service.web.rendering import render
from service.web.story import LABELS, STATES, Shown, load_sheet

router = APIRouter()

_SPLITS = 5
_LEFT_OUT = 3
_QUOTES = 20


def _wanted(base: str = "", label: str = "", source: str = "", does: str = "") -> Wanted:
    """Return what an address asks for; a word that means nothing is no wish.

    Nor is a source without a state.
    """
    return Wanted(
        base=base or None,
        label=label if label in LABELS else None,
        source=source or None,
        does=does if source and does in STATES else None,
    )


WantedDep = Annotated[Wanted, Depends(_wanted)]


@router.get("/stories/{story_id}")
def story(
    story_id: StoryId,
    request: Request,
    services: ServicesDep,
    principal: Reader,
    wanted: WantedDep,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    whole: Annotated[bool, Query(alias="all")] = False,
) -> Response:
    """Show a story; its matrix is made first, by a job where that takes long.

    `base` orders and phrases the rows after one source; `label`, or `source` with what it
    `does`, leaves some. The rows from `start` on come alone where a script asks for them.
    `all` puts everything on one page, for paper.
    """
    asked = asked_matrix(services, story_id)
    job_id = ensured(services, principal, asked) if asked.columns else None
    if job_id is not None or not asked.columns:
        return _waiting(request, services, principal, asked, job_id)
    shown = Shown(asked, load_sheet(services, asked.matrix_id), wanted, start, whole)
    if "hx-request" in request.headers:
        return render(request, "story_rows.html", principal=principal, shown=shown)
    return render(
        request,
        "story.html",
        at="stories",
        principal=principal,
        shown=shown,
        splits=splits(shown.sheet, shown.known),
        silent={each: found for each, found in left_out(shown.sheet).items() if found},
        updates=updates(shown.sheet),
        most_splits=None if whole else _SPLITS,
        most=None if whole else _LEFT_OUT,
        most_quotes=None if whole else _QUOTES,
        labels=LABELS[:3],
        states=STATES,
        forms=tuple(FORMATS),
        base=f"/stories/{story_id}",
        may_edit=principal.role.allows(Role.EDITOR),
    )


@router.get("/stories/{story_id}/rows/{row_id}")
def story_row(
    story_id: StoryId,
    row_id: str,
    request: Request,
    services: ServicesDep,
    principal: Reader,
    base: str = "",
) -> Response:
    """Show all that one row rests on: a page, or a part of the story's where a script asks."""
    asked = asked_matrix(services, story_id)
    if not asked.is_made:
        raise NotFoundError(f"The matrix of {story_id} is not made.")
    shown = Shown(asked, load_sheet(services, asked.matrix_id), Wanted(base=base or None))
    row = next((each for each in shown.rows if each.row_id == row_id), None)
    if row is None:
        raise NotFoundError(f"{story_id} has no row {row_id}.")
    is_part = "hx-request" in request.headers
    return render(
        request,
        "story_open.html" if is_part else "story_row.html",
        at="stories",
        principal=principal,
        shown=shown,
        opened=open_row(shown.sheet, shown.known[row_id], row),
    )


def _waiting(
    request: Request,
    services: Services,
    principal: Principal,
    asked: Asked,
    job_id: str | None,
) -> Response:
    with services.read() as store:
        job = store.jobs.get(job_id) if job_id else None
    return render(
        request,
        "story_waiting.html",
        at="stories",
        principal=principal,
        asked=asked,
        job=job,
        may_edit=principal.role.allows(Role.EDITOR),
    )
