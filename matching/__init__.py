"""Compare what sources say about one event: claims, alignment, labels with reasons.

The names below are the library's public surface; everything else may change. They are
imported on first use (PEP 562), so that `import matching.errors` stays instant; no
model is loaded either way: vectors come from an `Encoder` that the caller brings.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.attribution import Attribution
    from matching.claim import Claim
    from matching.compare import compare_documents
    from matching.comparison import Cell, Comparison, MatrixRow, Reading, RunConfig, Story
    from matching.document import Document
    from matching.embed import Encoder
    from matching.embedded import EmbeddedEncoder
    from matching.errors import EncodingError, MatchingError, ModelError, SpanError, ThresholdError
    from matching.finding import Finding, Label, NameRepair, Reason, ReasonKind, RepairKind, Side
    from matching.merges import MergeDecision, join_names, keep_apart
    from matching.pairs import compare_pairs
    from matching.passage import Passage
    from matching.sentence_transformer import SentenceTransformerEncoder
    from matching.slots import Mention, Slots
    from matching.span import Span
    from matching.story import compare_story, read_article
    from matching.thresholds import DEFAULTS, Thresholds

_HOME = {
    "Attribution": "matching.attribution",
    "Cell": "matching.comparison",
    "Claim": "matching.claim",
    "Comparison": "matching.comparison",
    "DEFAULTS": "matching.thresholds",
    "Document": "matching.document",
    "EmbeddedEncoder": "matching.embedded",
    "Encoder": "matching.embed",
    "EncodingError": "matching.errors",
    "Finding": "matching.finding",
    "Label": "matching.finding",
    "MatchingError": "matching.errors",
    "MatrixRow": "matching.comparison",
    "Mention": "matching.slots",
    "MergeDecision": "matching.merges",
    "ModelError": "matching.errors",
    "NameRepair": "matching.finding",
    "Passage": "matching.passage",
    "Reading": "matching.comparison",
    "Reason": "matching.finding",
    "ReasonKind": "matching.finding",
    "RepairKind": "matching.finding",
    "RunConfig": "matching.comparison",
    "SentenceTransformerEncoder": "matching.sentence_transformer",
    "Side": "matching.finding",
    "Slots": "matching.slots",
    "Span": "matching.span",
    "SpanError": "matching.errors",
    "Story": "matching.comparison",
    "ThresholdError": "matching.errors",
    "Thresholds": "matching.thresholds",
    "compare_documents": "matching.compare",
    "compare_pairs": "matching.pairs",
    "compare_story": "matching.story",
    "join_names": "matching.merges",
    "keep_apart": "matching.merges",
    "read_article": "matching.story",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


__all__ = [
    "DEFAULTS",
    "Attribution",
    "Cell",
    "Claim",
    "Comparison",
    "Document",
    "EmbeddedEncoder",
    "Encoder",
    "EncodingError",
    "Finding",
    "Label",
    "MatchingError",
    "MatrixRow",
    "Mention",
    "MergeDecision",
    "ModelError",
    "NameRepair",
    "Passage",
    "Reading",
    "Reason",
    "ReasonKind",
    "RepairKind",
    "RunConfig",
    "SentenceTransformerEncoder",
    "Side",
    "Slots",
    "Span",
    "SpanError",
    "Story",
    "ThresholdError",
    "Thresholds",
    "compare_documents",
    "compare_pairs",
    "compare_story",
    "join_names",
    "keep_apart",
    "read_article",
]
