"""Why a document is in its story: what the machine found, and what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matching.explanation import Explanation
from matching.grouping.reasons import said
from service.errors import NotFoundError
from service.store.document_lists import DocumentLine
from service.store.groupings import StoryDecision, StoryPlace
from service.store.unit import Store


class PutBy(StrEnum):
    """Who put a document into a story."""

    MACHINE = "machine"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Home:
    """A story that a document is in, and who put it there; `decision` is a person's correction."""

    place: StoryPlace
    by: PutBy
    decision: StoryDecision | None


@dataclass(frozen=True, slots=True)
class Near:
    """A document that the machine found to tell the same event, with what spoke for that.

    `shared` are names and figures of both as one of them writes them, `said` the signals in
    words, `signals` their contributions to the log odds.
    """

    line: DocumentLine
    probability: float
    shared: tuple[str, ...]
    said: tuple[Explanation, ...]
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MachineDecision:
    """What the machine decided last; `story_id` is None where it left the document alone."""

    story_id: str | None
    confidence: float
    near: tuple[Near, ...]
    pairs: int
    model: str
    revision: str
    code_version: str
    thresholds_id: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Why:
    """All that is known of a document's place; `corrections` are newest first, undone ones too."""

    document_id: str
    homes: tuple[Home, ...]
    decided: MachineDecision | None
    corrections: tuple[StoryDecision, ...]


def why(store: Store, document_id: str) -> Why:
    """Return why a document is where it is.

    Raises:
        NotFoundError: There is no such document.
    """
    if not store.documents.has(document_id):
        raise NotFoundError(f"There is no document {document_id}.")
    corrections = tuple(reversed(store.groupings.decisions(document_id)))
    homes = [
        _home(store, document_id, each, corrections) for each in store.groupings.places(document_id)
    ]
    return Why(document_id, tuple(homes), _decided(store, document_id), corrections)


def _home(
    store: Store, document_id: str, place: StoryPlace, corrections: Sequence[StoryDecision]
) -> Home:
    holding = [each for each in corrections if not each.undone]
    # The newest in force has the say, if it led here.
    last = holding[0] if holding else None
    if last and last.moved[document_id][1] == place.story_id:
        return Home(place, PutBy.PERSON, last)
    if store.groupings.was_put_by_machine(document_id, place):
        return Home(place, PutBy.MACHINE, None)
    undone = [each for each in corrections if each.undone and each.undone.at == place.added_at]
    # An undo brought it back to where somebody had put it before.
    before = undone[-1] if undone else None
    latest = store.groupings.latest(document_id)
    was_machine = before and latest and latest.decided_at <= before.by.at
    is_here = latest is not None and latest.story_id == place.story_id
    return Home(place, PutBy.MACHINE if was_machine and is_here else PutBy.PERSON, None)


def _decided(store: Store, document_id: str) -> MachineDecision | None:
    row = store.groupings.latest(document_id)
    if row is None:
        return None
    lines = store.document_lists.lines([each["document_id"] for each in row.reasons])
    near = tuple(
        Near(
            line=lines[each["document_id"]],
            probability=each["probability"],
            shared=tuple(each["shared"]),
            said=said(each["signals"]),
            signals=each["signals"],
        )
        for each in row.reasons
    )
    return MachineDecision(
        story_id=row.story_id,
        confidence=row.confidence,
        near=near,
        pairs=row.pairs,
        model=row.model,
        revision=row.revision,
        code_version=row.code_version,
        thresholds_id=row.thresholds_id,
        decided_at=row.decided_at,
    )


def corrections_of(store: Store, story_id: str) -> list[StoryDecision]:
    """Return the corrections that moved a document into a story or out of it, newest first."""
    found = [
        each
        for each in store.groupings.decisions()
        if any(story_id in places for places in each.moved.values())
    ]
    return found[::-1]
