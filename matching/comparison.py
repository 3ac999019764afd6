"""What the library gives back: a comparison of two documents, a story of several."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.attribution import Attribution
from matching.claim import Claim
from matching.document import Document
from matching.finding import Finding, Label, NameRepair
from matching.ids import content_id
from matching.passage import Passage
from matching.slots import Mention


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything but the texts that a result depends on: it makes a run repeatable.

    `head` is the SHA-256 of the entailment head, None where the encoder has none.
    `thresholds_id` stands for every threshold and every weight of the combiner.
    """

    model: str
    revision: str
    precision: str
    code_version: str
    thresholds_id: str
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source says: its document, passages, who is credited, and the claims.

    Several readings may share one text: an article gives one for each source inside it.
    """

    document: Document
    language: str
    passages: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One run over two readings; equal inputs and configuration give an equal value.

    `context` stands for how the two were read where they were not read alone: among other
    documents of their story, which tell who is meant, or by a person's decisions on names.
    """

    left: Reading
    right: Reading
    findings: tuple[Finding, ...]
    names: tuple[NameRepair, ...]
    config: RunConfig
    context: str | None = None

    @property
    def comparison_id(self) -> str:
        """Identifier derived from both documents, their context and the configuration."""
        return content_id(
            "cmp",
            self.left.document.document_id,
            self.right.document.document_id,
            repr(self.config),
            *([self.context] if self.context else []),
        )

    def count(self, label: Label) -> int:
        """Return how many findings carry *label*."""
        return sum(finding.label is label for finding in self.findings)


class Cell(StrEnum):
    """What one source does with a row of the matrix; the contract's words."""

    SAYS = "says"
    SILENT = "silent"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A cluster of claims that report one fact, and what each source does with it.

    `claims` maps a source to its claims in this cluster, absent when it is silent.
    """

    text: str
    label: Label
    cells: Mapping[str, Cell]
    claims: Mapping[str, tuple[Claim, ...]]

    @property
    def cluster_id(self) -> str:
        """Identifier derived from the claims of the cluster."""
        ids = sorted(claim.claim_id for group in self.claims.values() for claim in group)
        return content_id("row", ids)


@dataclass(frozen=True, slots=True)
class Story:
    """n readings of one event, every pair compared, and the matrix of claim by source."""

    readings: tuple[Reading, ...]
    rows: tuple[MatrixRow, ...]
    comparisons: tuple[Comparison, ...]
    names: tuple[NameRepair, ...]
    config: RunConfig

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources in reading order: the columns of the matrix."""
        return tuple(reading.document.source for reading in self.readings)
