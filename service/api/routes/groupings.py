"""Why documents are in their stories, and people's corrections, which hold for ever."""

from service.access.principal import Principal
from service.api.guard import Editor, Reader
from service.api.idempotency import Idempotent
from service.api.paging import Page, PageQuery
from service.api.schemas.groupings import (
    DocumentGrouping,
    MergeStory,
    MoveDocument,
    SplitStory,
    StoryDecisionPart,
    TakeOutDocument,
    UndoStoryDecision,
    grouping_part,
    story_decision_part,
)
from service.api.schemas.ids import DecisionId, DocumentId, StoryId
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.clock import run_time
from service.grouping.correcting import merge, move, split, take_out
from service.grouping.why import why
from service.store.entity_decisions import Decider
from service.store.unit import Store

documents = resource("documents", tag="stories")
stories = resource("stories")
decisions = resource("story-decisions", tag="stories")


@documents.get("/{document_id}/grouping")
def get_document_grouping(
    document_id: DocumentId, services: ServicesDep, _: Reader
) -> DocumentGrouping:
    """Return why a document is in its story: what the machine found, what people corrected."""
    with services.read() as store:
        return grouping_part(why(store, document_id))


@documents.post("/{document_id}/move", status_code=201)
def move_document(
    document_id: DocumentId,
    body: MoveDocument,
    services: ServicesDep,
    principal: Editor,
    _: Idempotent,
) -> StoryDecisionPart:
    """Decide that a document belongs to another story, and not to those it was with."""
    with services.write(principal) as store:
        by = _decider(principal, body.reason)
        return _decision(store, move(store, document_id, body.into, by))


@documents.post("/{document_id}/take-out", status_code=201)
def take_out_document(
    document_id: DocumentId,
    body: TakeOutDocument,
    services: ServicesDep,
    principal: Editor,
    _: Idempotent,
) -> StoryDecisionPart:
    """Decide that a document does not belong to its story; it is alone until another fits."""
    with services.write(principal) as store:
        by = _decider(principal, body.reason)
        return _decision(store, take_out(store, document_id, by))


@stories.post("/{story_id}/merge", status_code=201)
def merge_story(
    story_id: StoryId, body: MergeStory, services: ServicesDep, principal: Editor, _: Idempotent
) -> StoryDecisionPart:
    """Decide that all documents of this story belong to another one."""
    with services.write(principal) as store:
        by = _decider(principal, body.reason)
        return _decision(store, merge(store, story_id, body.into, by))


@stories.post("/{story_id}/split", status_code=201)
def split_story(
    story_id: StoryId, body: SplitStory, services: ServicesDep, principal: Editor, _: Idempotent
) -> StoryDecisionPart:
    """Decide that some documents of this story are a story of their own."""
    with services.write(principal) as store:
        by = _decider(principal, body.reason)
        return _decision(store, split(store, story_id, body.documents, body.title, by))


@decisions.get("")
def list_story_decisions(
    services: ServicesDep, asked: PageQuery, _: Reader
) -> Page[StoryDecisionPart]:
    """Return people's corrections of stories, newest first, those undone too."""
    before = asked.after[0] if asked.after else None
    with services.read() as store:
        rows = store.groupings.latest_decisions(asked.fetch, before=before)
    return asked.page(rows, key=lambda row: (row.number,), item=story_decision_part)


@decisions.post("/{decision_id}/undo", status_code=201)
def undo_story_decision(
    decision_id: DecisionId,
    body: UndoStoryDecision,
    services: ServicesDep,
    principal: Editor,
    _: Idempotent,
) -> StoryDecisionPart:
    """Take a correction back: its documents are where they were, and nothing binds any more."""
    with services.write(principal) as store:
        store.groupings.undo(decision_id, _decider(principal, body.reason))
        return _decision(store, decision_id)


def _decider(principal: Principal, reason: str) -> Decider:
    return Decider(principal.actor, reason, run_time())


def _decision(store: Store, decision_id: str) -> StoryDecisionPart:
    found = store.groupings.decision(decision_id)
    assert found is not None
    return story_decision_part(found)
