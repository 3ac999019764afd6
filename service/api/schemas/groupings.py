"""Why documents are in stories, and people's corrections of that, as the API has them."""

from pydantic import AwareDatetime, Field

from service.api.schemas.ids import DocumentId, StoryId
from service.api.schemas.texts import Reason, Title
from service.contract import Part
from service.grouping.why import Home, MachineDecision, Near, PutBy, Why
from service.store.groupings import StoryDecision, StoryDecisionKind
from service.store.stories import MAX_DOCUMENTS


class MoveDocument(Part):
    """Into which story a document belongs, and why."""

    into: StoryId
    reason: Reason


class TakeOutDocument(Part):
    """Why a document does not belong to the story that it is in."""

    reason: Reason


class MergeStory(Part):
    """Of which story this one is a part, and why."""

    into: StoryId
    reason: Reason


class SplitStory(Part):
    """Which documents are a story of their own, its title, and why."""

    documents: tuple[DocumentId, ...] = Field(min_length=1, max_length=MAX_DOCUMENTS)
    title: Title
    reason: Reason


class UndoStoryDecision(Part):
    """Why a correction no longer holds."""

    reason: Reason


class MovedDocument(Part):
    """A document that a correction moved: its story before and after, null for none."""

    document_id: str
    before: str | None
    after: str | None


class StoryDecisionPart(Part):
    """What a person corrected, and whether somebody took it back.

    `together` are documents of one event since then; no document of `apart[0]` is in one story
    with one of `apart[1]`. The machine keeps to that for as long as it is not undone.
    """

    decision_id: str
    number: int = Field(ge=1)
    kind: StoryDecisionKind
    moved: tuple[MovedDocument, ...]
    together: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    actor: str
    reason: str
    decided_at: AwareDatetime
    undone_by: str | None
    undone_reason: str | None
    undone_at: AwareDatetime | None


class StoryHome(Part):
    """A story that a document is in, since when, and who put it there.

    `decision_id` is the person's correction that did, null where none did.
    """

    story_id: str
    title: str
    added_at: AwareDatetime
    by: PutBy
    decision_id: str | None


class NearDocument(Part):
    """A document that the machine found to tell the same event.

    `probability` is that of the pair by itself. `shared` are names and figures that both have,
    rarest first; `reasons` says what spoke for it, strongest first; `signals` are the
    contributions to the log odds, by name.
    """

    document_id: str
    source: str
    title: str | None
    probability: float = Field(ge=0, le=1)
    shared: tuple[str, ...]
    reasons: tuple[str, ...]
    signals: dict[str, float]


class GroupingDecision(Part):
    """What the machine decided last on a document, and under what.

    `story_id` is the story as it was then, null for a document that was left alone; `confidence`
    is how sure that was; `pairs` counts the documents that it was weighed against.
    """

    story_id: str | None
    confidence: float = Field(ge=0, le=1)
    near: tuple[NearDocument, ...]
    pairs: int = Field(ge=0)
    model: str
    revision: str
    code_version: str
    thresholds_id: str
    decided_at: AwareDatetime


class DocumentGrouping(Part):
    """Why a document is where it is; `corrections` are those that moved it, newest first.

    `machine` is null for a document on which nothing was decided yet.
    """

    document_id: str
    stories: tuple[StoryHome, ...]
    machine: GroupingDecision | None
    corrections: tuple[StoryDecisionPart, ...]


def story_decision_part(decision: StoryDecision) -> StoryDecisionPart:
    """Return *decision* as the API shows it."""
    undone = decision.undone
    return StoryDecisionPart(
        decision_id=decision.decision_id,
        number=decision.number,
        kind=decision.kind,
        moved=tuple(
            MovedDocument(document_id=one, before=before, after=after)
            for one, (before, after) in decision.moved.items()
        ),
        together=decision.together,
        apart=decision.apart,
        actor=decision.by.actor,
        reason=decision.by.reason,
        decided_at=decision.by.at,
        undone_by=undone.actor if undone else None,
        undone_reason=undone.reason if undone else None,
        undone_at=undone.at if undone else None,
    )


def grouping_part(found: Why) -> DocumentGrouping:
    """Return *found* as the API shows it."""
    return DocumentGrouping(
        document_id=found.document_id,
        stories=tuple(map(_home, found.homes)),
        machine=_machine(found.decided) if found.decided else None,
        corrections=tuple(map(story_decision_part, found.corrections)),
    )


def _home(home: Home) -> StoryHome:
    return StoryHome(
        story_id=home.place.story_id,
        title=home.place.title,
        added_at=home.place.added_at,
        by=home.by,
        decision_id=home.decision.decision_id if home.decision else None,
    )


def _machine(decided: MachineDecision) -> GroupingDecision:
    return GroupingDecision(
        story_id=decided.story_id,
        confidence=decided.confidence,
        near=tuple(map(_near, decided.near)),
        pairs=decided.pairs,
        model=decided.model,
        revision=decided.revision,
        code_version=decided.code_version,
        thresholds_id=decided.thresholds_id,
        decided_at=decided.decided_at,
    )


def _near(near: Near) -> NearDocument:
    return NearDocument(
        document_id=near.line.document_id,
        source=near.line.source,
        title=near.line.title,
        probability=near.probability,
        shared=near.shared,
        reasons=near.said,
        signals=dict(near.signals),
    )
