"""Stories: documents about one event, and what each source says of it."""

import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import Query, Response

from matching.ids import content_id
from service.api.guard import Editor, Reader
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.schemas.ids import DocumentId, SourceId, StoryId
from service.api.schemas.jobs import JobPart
from service.api.schemas.stories import (
    NewStory,
    StoryDetail,
    StoryMatrix,
    StoryPart,
    story_detail,
    story_part,
)
from service.api.services import Services, ServicesDep
from service.api.story_matrix import asked_matrix, ensured, known_story
from service.api.strict_json import resource
from service.api.taking_on import taken_on
from service.clock import run_time
from service.errors import NotFoundError, OverloadedError
from service.store.stories import StoredStory
from service.store.unit import Store
from service.story.kept import whole_body

router = resource("stories")


@router.get("")
def list_stories(
    services: ServicesDep,
    asked: PageQuery,
    _: Reader,
    document_id: Annotated[
        DocumentId | None, Query(description="Only those with this document.")
    ] = None,
) -> Page[StoryPart]:
    """Return stories, newest first; with `document_id` those that have it."""
    after = (asked.after[0], asked.after[1]) if asked.after else None
    with services.read() as store:
        rows = store.stories.latest(asked.fetch, after=after, document_id=document_id)
    return asked.page(rows, key=lambda row: (row.created_at, row.story_id), item=story_part)


@router.post("", status_code=201)
def add_story(
    body: NewStory, services: ServicesDep, response: Response, principal: Editor, _: Idempotent
) -> StoryDetail:
    """Make a story, or add to the one of this title."""
    at = run_time()
    with services.write(principal) as store:
        story_id = store.stories.add(body.title, at=at)
        for document_id in body.documents:
            store.stories.put(story_id, document_id, at=at)
        for source_id in body.sources:
            store.stories.expect(story_id, source_id, at=at)
        made = _detail(store, story_id)
    response.headers["Location"] = f"{router.prefix}/{story_id}"
    return made


@router.get("/{story_id}")
def get_story(story_id: StoryId, services: ServicesDep, _: Reader) -> StoryDetail:
    """Return a story with its documents, and the sources that are expected in it."""
    with services.read() as store:
        return _detail(store, story_id)


@router.put("/{story_id}/documents/{document_id}")
def put_story_document(
    story_id: StoryId, document_id: DocumentId, services: ServicesDep, principal: Editor
) -> StoryDetail:
    """Put a stored document into a story; again changes nothing."""
    with services.write(principal) as store:
        store.stories.put(story_id, document_id, at=run_time())
        return _detail(store, story_id)


@router.delete("/{story_id}/documents/{document_id}", status_code=204)
def take_out_story_document(
    story_id: StoryId, document_id: DocumentId, services: ServicesDep, principal: Editor
) -> None:
    """Take a document out of a story; it stays stored, and so do its comparisons."""
    with services.write(principal) as store:
        if not store.stories.take_out(story_id, document_id):
            raise NotFoundError(f"{story_id} has no document {document_id}.")


@router.put("/{story_id}/sources/{source_id}")
def expect_story_source(
    story_id: StoryId, source_id: SourceId, services: ServicesDep, principal: Editor
) -> StoryDetail:
    """Expect a source in a story: until a document of it is in, its cells are `not_ingested`."""
    with services.write(principal) as store:
        store.stories.expect(story_id, source_id, at=run_time())
        return _detail(store, story_id)


@router.delete("/{story_id}/sources/{source_id}", status_code=204)
def expect_story_source_no_more(
    story_id: StoryId, source_id: SourceId, services: ServicesDep, principal: Editor
) -> None:
    """Expect a source in a story no more."""
    with services.write(principal) as store:
        if not store.stories.expect_no_more(story_id, source_id):
            raise NotFoundError(f"{story_id} does not expect {source_id}.")


@router.get(
    "/{story_id}/matrix",
    response_model=StoryMatrix,
    responses={202: {"model": JobPart, "description": "It takes longer: the job that makes it."}},
)
def get_story_matrix(story_id: StoryId, services: ServicesDep, principal: Reader) -> Response:
    """Return what each source says, claim by claim, whatever order the documents came in.

    Made when it is asked for first, then kept for these documents: 202 with a job where that
    takes long. Its comparisons are stored, and their findings can be judged.
    """
    asked = asked_matrix(services, story_id)
    job_id = ensured(services, principal, asked)
    if job_id is not None:
        return taken_on(services, job_id)
    body = _matrix(services, asked.story, asked.matrix_id, asked.missing)
    return Response(body, media_type="application/json")


def _detail(store: Store, story_id: str) -> StoryDetail:
    columns, expected = store.stories.columns(story_id), store.stories.expected(story_id)
    return story_detail(known_story(store, story_id), columns, expected)


def _matrix(services: Services, story: StoredStory, made: str, missing: Sequence[str]) -> bytes:
    """Return the matrix as it is sent, with the cells of sources that are not in."""

    def make() -> bytes:
        with services.read() as store:
            found = store.matrices.get(made)
        if found is None:
            # Its time was over between two looks at it.
            raise OverloadedError("The matrix is being forgotten; ask for it again.")
        cells = dict.fromkeys(missing, "not_ingested")
        rows = [row | {"cells": row["cells"] | cells} for row in found["matrix"]["rows"]]
        own = {
            "story_id": story.story_id,
            "title": story.title,
            "matrix_id": made,
            "not_ingested": list(missing),
            "matrix": {"rows": rows},
        }
        return json.dumps({**whole_body(found), **own}, separators=(",", ":")).encode("ascii")

    return services.bodies.get(content_id("bdy", made, story.story_id, missing), make)
