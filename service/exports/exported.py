"""What is exported: comparisons of one event, what people decided, and how it is told as rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matching.comparison import Comparison, Reading, Story
from matching.finding import Finding, Label, Side


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided on a finding; it stands beside the machine's label."""

    label: Label
    author: str
    reason: str
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class Exported:
    """One comparison, or a story with those of its sources in pairs, and the verdicts on them.

    `verdicts` is keyed by comparison and finding; `address` is where the service shows it,
    None where it has no address.
    """

    title: str
    created_at: datetime
    comparisons: tuple[Comparison, ...]
    story: Story | None = None
    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    address: str | None = None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The sources' readings, each document once, in order."""
        if self.story:
            return self.story.readings
        found = {
            each.document.document_id: each
            for comparison in self.comparisons
            for each in (comparison.left, comparison.right)
        }
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a row: both sides' exact words, the machine's label, and a person's.

    Offsets are code points into the stored text of the first and last claim of a side, None
    for a silent side. `confidence` is in [0, 1].
    """

    comparison_id: str
    finding_id: str
    label: str
    verdict: Verdict | None
    confidence: float
    left_source: str
    left_words: str
    left_start: int | None
    left_end: int | None
    right_source: str
    right_words: str
    right_start: int | None
    right_end: int | None
    reasons: str
    model: str
    revision: str
    head: str
    thresholds_id: str
    code_version: str


def rows(exported: Exported) -> Iterator[Row]:
    """Yield the findings of each comparison, in the order of the texts."""
    for comparison in exported.comparisons:
        for finding in comparison.findings:
            yield _row(comparison, finding, exported)


def words_of(finding: Finding, side: Side) -> str:
    """Return the exact words of a side's claims, parted by " […] "; "" where it is silent."""
    claims = finding.left if side is Side.LEFT else finding.right
    return " […] ".join(claim.text for claim in claims)


def _row(comparison: Comparison, finding: Finding, exported: Exported) -> Row:
    made, config = comparison.comparison_id, comparison.config
    left, right = finding.left, finding.right
    return Row(
        comparison_id=made,
        finding_id=finding.finding_id,
        label=f"{finding.label}-{finding.side}" if finding.side else finding.label.value,
        verdict=exported.verdicts.get((made, finding.finding_id)),
        confidence=round(finding.confidence, 4),
        left_source=comparison.left.document.source,
        left_words=words_of(finding, Side.LEFT),
        left_start=left[0].span.start if left else None,
        left_end=left[-1].span.end if left else None,
        right_source=comparison.right.document.source,
        right_words=words_of(finding, Side.RIGHT),
        right_start=right[0].span.start if right else None,
        right_end=right[-1].span.end if right else None,
        reasons=" ".join(reason.text for reason in finding.reasons),
        model=config.model,
        revision=config.revision,
        head=config.head or "",
        thresholds_id=config.thresholds_id,
        code_version=config.code_version,
    )
