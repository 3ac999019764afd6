"""Reports on how consistent sources are, as the API has them."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from matching.finding import Label
from service.api.paging import Page
from service.contract import Part, Score
from service.store.consistency import Counts, SourcePair
from service.store.inconsistencies import Conflict, Edit

ReportKind = Literal["consistency", "nightly"]


class ReportPart(Part):
    """A report that can be asked for: what it tells, and the path under which it stands.

    `live` is counted from the store when it is asked for.
    """

    report_id: str
    kind: ReportKind
    title: str
    is_live: bool
    path: str


class CountsPart(Part):
    """Comparisons, their findings by label, and what people did with them.

    `extra_left` counts what only the left source of a pair says. `overruled` of those `judged`
    have another label by a person than by the machine.
    """

    comparisons: int = Field(ge=0)
    agree: int = Field(ge=0)
    extra_left: int = Field(ge=0)
    extra_right: int = Field(ge=0)
    conflict: int = Field(ge=0)
    undecided: int = Field(ge=0)
    judged: int = Field(ge=0)
    overruled: int = Field(ge=0)


class SourcePairPart(CountsPart):
    """Two sources and what came of comparing them, whichever stood left then."""

    left_id: str
    left: str
    right_id: str
    right: str


class ConsistencyReport(Part):
    """How consistent sources were from `since` on until before `until`.

    Of comparisons of the same two documents the newest counts. `silent_edits` counts how often
    a page showed another text than before; they and the conflicts have lists of their own.
    """

    since: AwareDatetime
    until: AwareDatetime
    source_id: str | None
    totals: CountsPart
    silent_edits: int = Field(ge=0)
    pairs: Page[SourcePairPart]


class ConflictPart(Part):
    """Two sources in conflict: what each says and why; `judged` is a person's label, if any."""

    comparison_id: str
    finding_id: str
    created_at: AwareDatetime
    left: str
    right: str
    left_claims: tuple[str, ...]
    right_claims: tuple[str, ...]
    confidence: Score
    reasons: tuple[str, ...]
    judged: Label | None


class EditPart(Part):
    """A page that showed another text from `seen_at` on; `number` counts its revisions from 1."""

    page_id: str
    number: int = Field(ge=2)
    seen_at: datetime
    source: str
    document_id: str
    earlier_id: str


def counts_part(counts: Counts) -> CountsPart:
    """Return *counts* as the API has them."""
    return CountsPart(**asdict(counts))


def source_pair_part(pair: SourcePair) -> SourcePairPart:
    """Return two sources with their counts."""
    return SourcePairPart(
        left_id=pair.left_id,
        left=pair.left,
        right_id=pair.right_id,
        right=pair.right,
        **asdict(pair.counts),
    )


def conflict_part(conflict: Conflict) -> ConflictPart:
    """Return *conflict* as the API has it."""
    return ConflictPart(**asdict(conflict))


def edit_part(edit: Edit) -> EditPart:
    """Return *edit* as the API has it."""
    return EditPart(**asdict(edit))
