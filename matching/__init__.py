"""Compare what sources say about one event: claims, alignment, labels with reasons.

The names below are the library's public surface; everything else may change. They are
imported on first use (PEP 562), so that `import matching.errors` stays instant; no
model is loaded either way: vectors come from an `Encoder` that the caller brings.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.compare import compare_documents
    from matching.comparison import Cell, Comparison, MatrixRow, Reading, RunConfig, Story
    from matching.document import Document
    from matching.errors import EncodingError, MatchingError, ModelError, SpanError, ThresholdError
    from matching.finding import Finding, Label, NameRepair, Reason, ReasonKind, RepairKind, Side
    from matching.pairs import compare_pairs
    from matching.span import Span
    from matching.story import compare_story, read_article
    from matching.thresholds import DEFAULTS, Thresholds

_HOME = {
    "Cell": "matching.comparison",
    "Comparison": "matching.comparison",
    "DEFAULTS": "matching.thresholds",
    "Document": "matching.document",
    "EncodingError": "matching.errors",
    "Finding": "matching.finding",
    "Label": "matching.finding",
    "MatchingError": "matching.errors",
    "MatrixRow": "matching.comparison",
    "ModelError": "matching.errors",
    "NameRepair": "matching.finding",
    "Reading": "matching.comparison",
    "Reason": "matching.finding",
    "ReasonKind": "matching.finding",
    "RepairKind": "matching.finding",
    "RunConfig": "matching.comparison",
    "Side": "matching.finding",
    "Span": "matching.span",
    "SpanError": "matching.errors",
    "Story": "matching.comparison",
    "ThresholdError": "matching.errors",
    "Thresholds": "matching.thresholds",
    "compare_documents": "matching.compare",
    "compare_pairs": "matching.pairs",
    "compare_story": "matching.story",
    "read_article": "matching.story",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


__all__ = [
    "DEFAULTS",
    "Cell",
    "Comparison",
    "Document",
    "EncodingError",
    "Finding",
    "Label",
    "MatchingError",
    "MatrixRow",
    "ModelError",
    "NameRepair",
    "Reading",
    "Reason",
    "ReasonKind",
    "RepairKind",
    "RunConfig",
    "Side",
    "Span",
    "SpanError",
    "Story",
    "ThresholdError",
    "Thresholds",
    "compare_documents",
    "compare_pairs",
    "compare_story",
    "read_article",
]
