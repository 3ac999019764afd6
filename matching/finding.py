"""What a comparison found out about a group of claims: a label with its reasons."""

from dataclasses import dataclass
from enum import StrEnum

from matching.claim import Claim
from matching.ids import content_id
from matching.span import Span

# How the reason begins of a value that its own source changed later.
UPDATE = "Update: "


class Label(StrEnum):
    """The machine's relation between claims; the stored value is the contract's word."""

    AGREE = "agree"
    EXTRA = "extra"
    CONFLICT = "conflict"
    UNDECIDED = "undecided"


class Side(StrEnum):
    """Which document of a comparison is meant."""

    LEFT = "left"
    RIGHT = "right"


class ReasonKind(StrEnum):
    """What a reason rests on; the stored value is the contract's word."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    POLARITY = "polarity"
    STRENGTH = "strength"
    SCOPE = "scope"
    ORDER = "order"
    ROLE = "role"
    """Who did it to whom."""
    ENTAILMENT = "entailment"
    SIMILARITY = "similarity"
    NO_COUNTERPART = "no_counterpart"
    DETAIL = "detail"
    """What only one side of an agreeing pair says."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One computed ground of a label, with the words it rests on, and a sentence for people.

    A span is None where that side has no words to show (the silent side of an extra or of a
    detail).
    """

    kind: ReasonKind
    text: str
    left: Span | None = None
    right: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A labelled group of aligned claims, or one unaligned claim with its side."""

    label: Label
    left: tuple[Claim, ...]
    right: tuple[Claim, ...]
    confidence: float
    reasons: tuple[Reason, ...]
    similarity: float | None = None

    @property
    def side(self) -> Side | None:
        """The side that says something extra; None for every other label."""
        if self.label is not Label.EXTRA:
            return None
        return Side.LEFT if self.left else Side.RIGHT

    @property
    def is_update(self) -> bool:
        """Whether one source says anew, later, what it had said otherwise."""
        return any(reason.text.startswith(UPDATE) for reason in self.reasons)

    @property
    def finding_id(self) -> str:
        """Identifier derived from the claims compared, not from the label."""
        return content_id(
            "fnd", [claim.claim_id for claim in self.left], [claim.claim_id for claim in self.right]
        )


class RepairKind(StrEnum):
    """How a surface form differs from the preferred name; the contract's words."""

    TYPO = "typo"
    ACCENT = "accent"
    ALIAS = "alias"
    TITLE = "title"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class NameRepair:
    """A surface form read as another name; the text itself is never changed.

    `score` is in [0, 1]; `reason` names every signal that spoke for the reading.
    """

    document_id: str
    span: Span
    surface: str
    canonical: str
    kind: RepairKind
    score: float
    reason: str
