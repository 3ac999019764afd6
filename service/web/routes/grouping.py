"""Why a document is in its story, and correcting that."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.api.guard import Editor, Reader
from service.api.schemas.ids import DecisionId, DocumentId, StoryId
from service.api.schemas.texts import Title
from service.api.services import ServicesDep
from service.clock import run_time
from service.errors import InputError, NotFoundError
from service.grouping.correcting import merge, move, split, take_out
from service.store.entity_decisions import Decider
from service.web.links import local_path
from service.web.rendering import render
from service.web.story_reasons import shown_why

router = APIRouter()

_NOTE = Form(max_length=2_000, pattern=r"^[^\x00]*$")


class Correction(StrEnum):
    """What a person corrects; the button that was pressed."""

    MOVE = "move"
    OUT = "out"
    SPLIT = "split"


@router.get("/stories/{story_id}/documents/{document_id}/why")
def why_here(
    story_id: StoryId,
    document_id: DocumentId,
    request: Request,
    services: ServicesDep,
    principal: Reader,
) -> Response:
    """Show why a document is in a story: a page, or a part of the story's where a script asks."""
    with services.read() as store:
        if document_id not in store.stories.document_ids(story_id):
            raise NotFoundError(f"{story_id} has no document {document_id}.")
        shown = shown_why(store, document_id, principal.role)
        title = store.stories.title(story_id)
    is_part = "hx-request" in request.headers
    return render(
        request,
        "grouping_part.html" if is_part else "grouping_why.html",
        at="stories",
        principal=principal,
        why=shown,
        story_id=story_id,
        story_title=title,
    )


@router.post("/documents/{document_id}/story")
def correct_story(
    document_id: DocumentId,
    services: ServicesDep,
    principal: Editor,
    verdict: Annotated[Correction, Form()],
    story_id: Annotated[StoryId | None, Form()] = None,
    into: Annotated[StoryId | None, Form()] = None,
    title: Annotated[Title | None, Form()] = None,
    note: Annotated[str, _NOTE] = "",
) -> Response:
    """Move a document, take it out, or let it be a story of its own; `story_id` is its own."""
    with services.write(principal) as store:
        by = Decider(principal.actor, note.strip(), run_time())
        if verdict is Correction.MOVE:
            move(store, document_id, _given(into, "Choose the story that it belongs to."), by)
        elif verdict is Correction.OUT:
            take_out(store, document_id, by)
        else:
            title = _given(title, "A story of its own needs a title.")
            split(store, story_id or "", [document_id], title, by)
    # There it is told what became of it, and the correction can be taken back.
    return RedirectResponse(f"/documents/{document_id}#why", status_code=303)


@router.post("/stories/{story_id}/merge")
def merge_stories(
    story_id: StoryId,
    services: ServicesDep,
    principal: Editor,
    into: Annotated[StoryId | None, Form()] = None,
    note: Annotated[str, _NOTE] = "",
) -> Response:
    """Let a story be one with another, and lead to that one, where it can be taken back."""
    into = _given(into, "Choose the story that it belongs to.")
    with services.write(principal) as store:
        by = Decider(principal.actor, note.strip(), run_time())
        merge(store, story_id, into, by)
    return RedirectResponse(f"/stories/{into}/edit#corrections", status_code=303)


@router.post("/story-decisions/{decision_id}/undo")
def undo_correction(
    decision_id: DecisionId,
    services: ServicesDep,
    principal: Editor,
    note: Annotated[str, _NOTE] = "",
    back: Annotated[str, Form()] = "/stories",
) -> Response:
    """Take a correction back."""
    with services.write(principal) as store:
        by = Decider(principal.actor, note.strip(), run_time())
        store.groupings.undo(decision_id, by)
    return RedirectResponse(local_path(back), status_code=303)


def _given(value: str | None, sentence: str) -> str:
    if not value:
        raise InputError(sentence)
    return value
