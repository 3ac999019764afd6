"""A cue with the places of its source and content, in units of one sentence."""

from dataclasses import dataclass

from matching.cue import Cue

CONFIDENCE = {
    "clear": 0.9,
    "object": 0.7,
    "noun": 0.7,
    "bare": 0.75,
    "passive": 0.5,
    "back": 0.3,
    "hedge": 0.4,
}
"""How sure an attribution is, by what its cue governs: a clause or quotation is clear."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with the unit ranges found around it."""

    cue: Cue
    start: int
    """First unit of source and cue together, on the cue's left."""
    source: tuple[int, int] | None
    content_from: int | None
    """Where the content begins when it follows; None when it stands before the cue."""
    after: int
    """Where the cue, its inverted subject and their adjuncts end."""
    confidence: float
