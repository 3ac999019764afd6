"""The nightly report as JSON; docs/schema/nightly.json is generated from here.

A report is a frozen value: nothing in it tells when or where it was made, so that the same
night, data and configuration give the same bytes. Moments are in UTC, shares in [0, 1].
"""

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from matching.finding import Label
from service.contract import Config, Part, Score, Words
from service.nightly_measures import CalibrationItem, Consistency, Drift

State = Literal["new", "regressed", "resolved", "standing"]
Because = Literal[
    "document", "edited", "updated", "overruled", "judged", "relabelled", "withdrawn", "carried"
]


class Night(Part):
    """The span [since, until) that a report is about; `hours` of a day are 23, 24 or 25.

    `day` is the calendar day in `time_zone`, null for a span of another length.
    """

    day: date | None
    since: AwareDatetime
    until: AwareDatetime
    time_zone: str
    hours: float


class Scope(Part):
    """What a report was asked to look at; no sources and no story: everything."""

    sources: tuple[str, ...]
    story_id: str | None


class Previous(Part):
    """The report that this one tells the changes since."""

    report_id: str
    since: AwareDatetime
    until: AwareDatetime


class Told(Part):
    """A reason in one English sentence; `made` is how it was made, to tell it in any language."""

    kind: str
    text: str
    made: dict[str, Any] | None = None


class ConflictSide(Part):
    """What one source says: its exact words with their places in the document."""

    source: str
    document_id: str
    published_at: AwareDatetime | None
    claims: tuple[Words, ...]


class ConflictItem(Part):
    """Two sources in conflict, and what became of that since the report before.

    `because` says what made or ended it: a new `document`; a text that its source `edited`, or
    `updated` in a later one; a person who `judged` or `overruled` it; the machine, which
    `relabelled` it; a document that was `withdrawn` from the story. One that stands is `carried`.
    `judged` is a person's label. `first_reported` is the end of the first night that told it.
    """

    conflict_id: str
    state: State
    because: Because
    story_id: str
    comparison_id: str
    finding_id: str
    left: ConflictSide
    right: ConflictSide
    kinds: tuple[str, ...]
    confidence: Score
    reasons: tuple[Told, ...]
    judged: Label | None
    first_reported: AwareDatetime


class AnswerItem(Part):
    """What one camp of sources says to a question; `words` are those that differ."""

    sources: tuple[str, ...]
    words: tuple[str, ...]
    text: str


class SplitItem(Part):
    """A question that splits the sources; weight in [0, 1]."""

    row_id: str
    text: str
    weight: Score
    kinds: tuple[str, ...]
    answers: tuple[AnswerItem, ...]


class OmissionItem(Part):
    """A fact that others tell and a source does not; weight in [0, 1]: its salience."""

    row_id: str
    text: str
    told_by: tuple[str, ...]
    weight: Score


class SourceOmissions(Part):
    """What one source left out, what matters most first; `total` counts those not shown too."""

    source: str
    total: int = Field(ge=0)
    items: tuple[OmissionItem, ...]


class StoryItem(Part):
    """A story of the night, compared as it stood at its end; the first of `splits` are shown.

    Of `planned_ids`, its documents, those of `document_ids` could be read.
    """

    story_id: str
    title: str
    planned_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    new_document_ids: tuple[str, ...]
    sources: tuple[str, ...]
    comparison_ids: tuple[str, ...]
    split_total: int = Field(ge=0)
    splits: tuple[SplitItem, ...]
    omissions: tuple[SourceOmissions, ...]


class BrokenItem(Part):
    """A finding that rests on words which went."""

    comparison_id: str
    finding_id: str
    label: Label
    words: tuple[str, ...]


class EditItem(Part):
    """A text that a page shows in the place of another one, and what that broke."""

    page_id: str
    number: int = Field(ge=2)
    source: str
    seen_at: AwareDatetime
    document_id: str
    earlier_id: str
    broken: tuple[BrokenItem, ...]


class RepairItem(Part):
    """A name that was read as another one, in `places` of the night's documents."""

    surface: str
    canonical: str
    kind: str
    score: Score
    reason: Told
    places: int = Field(ge=1)
    document_ids: tuple[str, ...]


class MergeItem(Part):
    """Two names that may be one, for a person to decide."""

    entity_kind: str
    left_id: str
    left: str
    right_id: str
    right: str
    score: Score
    reasons: tuple[Told, ...]


class UnreadItem(Part):
    """What could not be read or compared, and why: a file, a page, a document or a story."""

    what: Literal["input", "document", "story"]
    name: str
    line: int | None
    subject_id: str | None
    reason: str


class DocumentItem(Part):
    """A document of the night; `story_ids` are the stories that it is in."""

    document_id: str
    source: str
    title: str | None
    language: str | None
    published_at: AwareDatetime | None
    sha256: str
    story_ids: tuple[str, ...]


class NightSummary(Part):
    """The night in numbers."""

    documents: int = Field(ge=0)
    stories: int = Field(ge=0)
    new: int = Field(ge=0)
    regressed: int = Field(ge=0)
    resolved: int = Field(ge=0)
    standing: int = Field(ge=0)
    edits: int = Field(ge=0)
    broken: int = Field(ge=0)
    splits: int = Field(ge=0)
    repairs: int = Field(ge=0)
    merges: int = Field(ge=0)
    unread: int = Field(ge=0)


class NightlyReport(Part):
    """One night; `report_id` and `data_digest` are derived from everything else.

    `settled` are conflicts that were resolved before, and would be regressed if they came back.
    """

    report_id: str
    data_digest: str
    night: Night
    scope: Scope
    previous: Previous | None
    config: Config
    is_empty: bool
    summary: NightSummary
    documents: tuple[DocumentItem, ...]
    stories: tuple[StoryItem, ...]
    conflicts: tuple[ConflictItem, ...]
    settled: tuple[ConflictItem, ...]
    edits: tuple[EditItem, ...]
    repairs: tuple[RepairItem, ...]
    merges: tuple[MergeItem, ...]
    consistency: Consistency
    calibration: tuple[CalibrationItem, ...]
    drift: Drift
    unread: tuple[UnreadItem, ...]


class DifferencePart(Part):
    """Something that is not as it was stored: where, what was stored, what came out now."""

    where: str
    stored: str
    now: str


class ReplayDocument(Part):
    """What came of making a stored report again from stored texts, model and configuration."""

    report_id: str
    is_same: bool
    documents: int = Field(ge=0)
    comparisons: int = Field(ge=0)
    differences: tuple[DifferencePart, ...]
