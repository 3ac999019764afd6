"""Who is said to say a statement: the outlet itself, or a speaker it credits."""

from dataclasses import dataclass
from enum import StrEnum

from matching.span import Span


class AttributionKind(StrEnum):
    """How a statement is credited; the stored value is the contract's word."""

    DIRECT = "direct"
    """The speaker's own words, in quotation marks or in an embedded post."""
    INDIRECT = "indirect"
    """Reported speech: the content is the speaker's, the words are the outlet's."""
    OWN = "own"
    """The document's own voice."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One credited statement in a text: source, cue and content, as spans of that text.

    `content` has several spans when the cue splits a quotation ("…", subrayó, "…").
    `speaker` is the speaker as the text names them (exact words of `source` without
    articles), None when nobody is named. `confidence` is in [0, 1].

    Source: the source–cue–content scheme of PARC3 and PolNeAR.
    """

    kind: AttributionKind
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    confidence: float = 1.0
