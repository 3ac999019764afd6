"""What a person corrects of the machine's stories; it holds for ever, until it is undone."""

from collections.abc import Sequence

from service.errors import ConflictError, NotFoundError
from service.store.entity_decisions import Decider
from service.store.groupings import StoryDecisionKind
from service.store.unit import Store


def move(store: Store, document_id: str, story_id: str, by: Decider) -> str:
    """Put a document into another story, apart from those it was with; return the decision's id.

    Raises:
        NotFoundError: There is no such document or story.
        ConflictError: It is there already.
    """
    _check(store, story_id)
    left = _companions(store, document_id)
    there = set(store.stories.document_ids(story_id))
    apart = ([document_id], sorted(left - there))
    return store.groupings.decide(StoryDecisionKind.MOVE, [document_id], story_id, apart, by)


def take_out(store: Store, document_id: str, by: Decider) -> str:
    """Take a document out of its story, to be alone until another story fits; return the id.

    Raises:
        ConflictError: It is in no story.
    """
    apart = ([document_id], sorted(_companions(store, document_id)))
    return store.groupings.decide(StoryDecisionKind.OUT, [document_id], None, apart, by)


def merge(store: Store, story_id: str, into_id: str, by: Decider) -> str:
    """Let two stories be one, the second; return the decision's identifier.

    Raises:
        NotFoundError: There is no such story.
        ConflictError: Both are one, or the first has no document.
    """
    _check(store, story_id)
    _check(store, into_id)
    going = store.stories.document_ids(story_id)
    if not going or story_id == into_id:
        raise ConflictError("There is nothing to merge.")
    return store.groupings.decide(StoryDecisionKind.MERGE, going, into_id, ([], []), by)


def split(store: Store, story_id: str, document_ids: Sequence[str], title: str, by: Decider) -> str:
    """Let some documents of a story be a story of their own; return the decision's identifier.

    Raises:
        NotFoundError: There is no such story.
        ConflictError: They are none of its documents, or all of them.
    """
    _check(store, story_id)
    here = set(store.stories.document_ids(story_id))
    going = set(document_ids)
    if not going or not going < here:
        raise ConflictError("Some of the story's documents have to go, and some to stay.")
    made = store.groupings.begin(title, f"{story_id} {' '.join(sorted(going))}", at=by.at)
    apart = (sorted(going), sorted(here - going))
    return store.groupings.decide(StoryDecisionKind.SPLIT, sorted(going), made, apart, by)


def _companions(store: Store, document_id: str) -> set[str]:
    if not store.documents.has(document_id):
        raise NotFoundError(f"There is no document {document_id}.")
    stories = store.stories.of_document(document_id)
    return {each for story in stories for each in store.stories.document_ids(story)} - {document_id}


def _check(store: Store, story_id: str) -> None:
    if store.stories.get(story_id) is None:
        raise NotFoundError(f"There is no story {story_id}.")
