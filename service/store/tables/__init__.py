"""Tables of the store, a file for each group; docs/store.md draws how they hang together.

Ids are derived from content, so storing twice changes nothing.
"""

from service.store.tables.access import ApiKeyRow, SignInRow, WebSessionRow
from service.store.tables.audit import AuditRow
from service.store.tables.base import Base
from service.store.tables.comparisons import (
    ComparisonReadingRow,
    ComparisonRow,
    ConfigRow,
    FindingClaimRow,
    FindingRow,
    NameRepairRow,
)
from service.store.tables.deliveries import DeliveryRow, OutboxFormRow, OutboxItemRow
from service.store.tables.documents import DocumentRow, PageRow, RevisionRow, SourceRow
from service.store.tables.entities import (
    AliasRow,
    EntityDecisionRow,
    EntityRow,
    EntityUndoRow,
    MentionRow,
)
from service.store.tables.fetches import FetchRow
from service.store.tables.grouping import (
    GroupingKeyRow,
    GroupingProfileRow,
    GroupingVectorRow,
    StoryDecisionRow,
    StoryGroupingRow,
    StoryUndoRow,
)
from service.store.tables.jobs import JobRow
from service.store.tables.judgements import (
    AssignmentRow,
    BatchItemRow,
    BatchRow,
    JudgementRow,
)
from service.store.tables.nightly import NightlyReportRow, UnreadRow
from service.store.tables.pairs import PairBatchRow
from service.store.tables.plumbing import AnswerRow, SecretRow
from service.store.tables.readings import ClaimRow, PassageRow, ReadingClaimRow, ReadingRow
from service.store.tables.search import ClaimTextRow, ClaimWordRow
from service.store.tables.stories import StoryDocumentRow, StoryMatrixRow, StoryRow, StorySourceRow
from service.store.tables.types import Embedding, ExactText, Instant
from service.store.tables.vectors import EncoderRow, VectorRow

__all__ = [
    "AliasRow",
    "AnswerRow",
    "ApiKeyRow",
    "AssignmentRow",
    "AuditRow",
    "Base",
    "BatchItemRow",
    "BatchRow",
    "ClaimRow",
    "ClaimTextRow",
    "ClaimWordRow",
    "ComparisonReadingRow",
    "ComparisonRow",
    "ConfigRow",
    "DeliveryRow",
    "DocumentRow",
    "Embedding",
    "EncoderRow",
    "EntityDecisionRow",
    "EntityRow",
    "EntityUndoRow",
    "ExactText",
    "FetchRow",
    "FindingClaimRow",
    "FindingRow",
    "GroupingKeyRow",
    "GroupingProfileRow",
    "GroupingVectorRow",
    "Instant",
    "JobRow",
    "JudgementRow",
    "MentionRow",
    "NameRepairRow",
    "NightlyReportRow",
    "OutboxFormRow",
    "OutboxItemRow",
    "PageRow",
    "PairBatchRow",
    "PassageRow",
    "ReadingClaimRow",
    "ReadingRow",
    "RevisionRow",
    "SecretRow",
    "SignInRow",
    "SourceRow",
    "StoryDecisionRow",
    "StoryDocumentRow",
    "StoryGroupingRow",
    "StoryMatrixRow",
    "StoryRow",
    "StorySourceRow",
    "StoryUndoRow",
    "UnreadRow",
    "VectorRow",
    "WebSessionRow",
]
