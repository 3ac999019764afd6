"""Stories: those there are, making one, and putting documents and sources in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from service.access.roles import Role
from service.api.guard import Editor, Reader
from service.api.paging import PageQuery
from service.api.problems import Told, tell
from service.api.schemas.ids import DocumentId, SourceId, StoryId
from service.api.schemas.stories import NewStory, story_detail, story_part
from service.api.services import ServicesDep
from service.api.story_matrix import known_story
from service.clock import run_time
from service.errors import ServiceError
from service.grouping.why import corrections_of
from service.store.document_lists import DocumentFilter
from service.web.forms import refused
from service.web.rendering import render

router = APIRouter()

_OFFERED = 20
_MOST_SOURCES = 200


@router.get("/stories")
def stories(
    request: Request, services: ServicesDep, asked: PageQuery, principal: Reader
) -> Response:
    """Show stories, newest first."""
    after = (asked.after[0], asked.after[1]) if asked.after else None
    with services.read() as store:
        rows = store.stories.latest(asked.fetch, after=after)
    found = asked.page(rows, key=lambda row: (row.created_at, row.story_id), item=story_part)
    return render(
        request,
        "stories.html",
        at="stories",
        principal=principal,
        stories=found.items,
        more=found.next,
        may_edit=principal.role.allows(Role.EDITOR),
    )


@router.get("/stories/new")
def new_story(
    request: Request,
    services: ServicesDep,
    principal: Editor,
    document: Annotated[list[DocumentId] | None, Query(max_length=50)] = None,
) -> Response:
    """Show the form of a new story; `document` are those that go in."""
    return _new(request, services, principal, "", document or [], None)


@router.post("/stories")
def add_story(
    request: Request,
    services: ServicesDep,
    principal: Editor,
    title: Annotated[str, Form()] = "",
    document: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Make a story, or add to the one of this title, and lead to it."""
    at = run_time()
    try:
        body = _meant(title, document or [])
        with services.write(principal) as store:
            story_id = store.stories.add(body.title, at=at)
            for each in body.documents:
                store.stories.put(story_id, each, at=at)
    except ServiceError as error:
        return _new(request, services, principal, title, document or [], tell(error))
    place = "" if body.documents else "/edit"
    return RedirectResponse(f"/stories/{story_id}{place}", status_code=303)


@router.get("/stories/{story_id}/edit")
def edit_story(
    story_id: StoryId,
    request: Request,
    services: ServicesDep,
    principal: Editor,
    words: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show what is in a story, and what could go in: documents that have *words*."""
    with services.read() as store:
        columns, expected = store.stories.columns(story_id), store.stories.expected(story_id)
        detail = story_detail(known_story(store, story_id), columns, expected)
        inside = {each.document_id for each in detail.documents}
        found = store.document_lists.latest(
            _OFFERED + len(inside), where=DocumentFilter(words=words.strip() or None)
        )
        sources = store.sources.by_name(_MOST_SOURCES)
        latest = store.stories.latest(_OFFERED + 1)
        corrections = corrections_of(store, story_id)
    known = {each.source_id for each in detail.expected}
    return render(
        request,
        "story_edit.html",
        at="stories",
        principal=principal,
        story=detail,
        words=words,
        offered=[each for each in found if each.document_id not in inside][:_OFFERED],
        sources=[each for each in sources if each.source_id not in known],
        others=[each for each in latest if each.story_id != story_id][:_OFFERED],
        corrections=corrections,
    )


@router.post("/stories/{story_id}/documents")
def put_document(
    story_id: StoryId,
    services: ServicesDep,
    principal: Editor,
    document_id: Annotated[DocumentId, Form()],
) -> Response:
    """Put a document in."""
    with services.write(principal) as store:
        store.stories.put(story_id, document_id, at=run_time())
    return _back(story_id)


@router.post("/stories/{story_id}/documents/{document_id}/out")
def take_out_document(
    story_id: StoryId, document_id: DocumentId, services: ServicesDep, principal: Editor
) -> Response:
    """Take a document out; it stays stored. Out already is out."""
    with services.write(principal) as store:
        store.stories.take_out(story_id, document_id)
    return _back(story_id)


@router.post("/stories/{story_id}/sources")
def expect_source(
    story_id: StoryId,
    services: ServicesDep,
    principal: Editor,
    source_id: Annotated[SourceId, Form()],
) -> Response:
    """Expect a source."""
    with services.write(principal) as store:
        store.stories.expect(story_id, source_id, at=run_time())
    return _back(story_id)


@router.post("/stories/{story_id}/sources/{source_id}/out")
def expect_no_more(
    story_id: StoryId, source_id: SourceId, services: ServicesDep, principal: Editor
) -> Response:
    """Expect a source no more."""
    with services.write(principal) as store:
        store.stories.expect_no_more(story_id, source_id)
    return _back(story_id)


def _meant(title: str, documents: list[str]) -> NewStory:
    try:
        return NewStory(title=title, documents=tuple(documents))
    except ValidationError as error:
        raise refused(error) from error


def _back(story_id: str) -> Response:
    return RedirectResponse(f"/stories/{story_id}/edit", status_code=303)


def _new(
    request: Request,
    services: ServicesDep,
    principal: Editor,
    title: str,
    documents: list[str],
    told: Told | None,
) -> Response:
    with services.read() as store:
        lines = store.document_lists.lines(documents)
    found = [lines[each] for each in documents if each in lines]
    titles = (each.title for each in found if each.title)
    return render(
        request,
        "story_new.html",
        status=told.status if told else 200,
        at="stories",
        principal=principal,
        title=title or next(titles, ""),
        documents=found,
        told=told,
    )
