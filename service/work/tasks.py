"""The tasks that need the model; those that store do so in one transaction."""

from collections.abc import Callable, Sequence

from matching.comparison import Comparison
from matching.document import Document
from matching.merges import MergeDecision
from matching.run_config import run_config
from matching.story import context_id
from matching.thresholds import DEFAULTS
from service.clock import run_time
from service.comparing import compare_pair, read_pair
from service.contract import PairLine, PairResult
from service.pairing import label_pairs
from service.store.unit import Store, read_only, unit_of_work
from service.work.given import Given, keep_pages, sought
from service.work.name_decisions import name_decisions
from service.work.work import Work

# What else belongs into the transaction that stores a result, given its identifier.
Also = Callable[[Store, str], None]


def compare(work: Work, left: Given, right: Given, actor: str, also: Also | None = None) -> str:
    """Compare two documents and store them with what was found, in *actor*'s name.

    Names are read by what people have decided on them. *also* is done in the transaction that
    stores them. Returns the identifier of the comparison: the stored one where the same
    documents were compared with the same decisions, model, thresholds and code before.

    Raises:
        NotFoundError: One of them should be stored and is not.
        InputError: Both are one document.
        TooLarge: One of them makes more claims than the configured limit.
    """
    config = run_config(work.encoder, DEFAULTS)
    with read_only(work.engine) as store:
        one, other = sought(store, left, right)
        ids = (one.document_id, other.document_id)
        decisions = name_decisions(store, (one, other))
        known = store.comparisons.find(*ids, config, context_id(ids, decisions))
    if known and not (left.url or right.url or also):
        return known
    # Comparing takes its time, so it happens before the database is locked for writing.
    made = None if known else _compared(work, one, other, decisions)
    at = run_time()
    with unit_of_work(work.engine, actor=actor, at=at) as store:
        keep_pages(store, (left, right), at)
        if made:
            store.comparisons.add(made, created_at=at)
        found = made.comparison_id if made else known
        assert found
        if also:
            also(store, found)
    return found


def _compared(
    work: Work, left: Document, right: Document, decisions: Sequence[MergeDecision]
) -> Comparison:
    reader = read_pair(left, right, work.settings, decisions)
    return compare_pair(reader, work.encoder, decisions)


def compare_stored(
    work: Work, left_id: str, right_id: str, actor: str, also: Also | None = None
) -> str:
    """Compare two stored documents as `compare` does."""
    return compare(work, Given(left_id), Given(right_id), actor, also)


def label(work: Work, lines: Sequence[PairLine]) -> list[PairResult]:
    """Return the label of each pair of claims, in order; nothing is stored."""
    return list(label_pairs(lines, work.encoder))
