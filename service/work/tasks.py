"""The tasks that need the model; each stores what it made in one transaction."""

from collections.abc import Sequence

from matching.document import Document
from matching.run_config import run_config
from matching.thresholds import DEFAULTS
from service.clock import run_time
from service.comparing import compare_pair, read_pair
from service.contract import PairLine, PairResult
from service.errors import NotFoundError
from service.pairing import label_pairs
from service.store.unit import read_only, unit_of_work
from service.work.work import Work


def compare(work: Work, left: Document, right: Document, actor: str) -> str:
    """Compare two documents and store them with what was found, in *actor*'s name.

    Returns the identifier of the comparison: the stored one where the same documents were
    compared with the same model, thresholds and code before.

    Raises:
        TooLarge: One of them makes more claims than the configured limit.
    """
    config = run_config(work.encoder, DEFAULTS)
    with read_only(work.engine) as store:
        known = store.comparisons.find(left.document_id, right.document_id, config)
    if known:
        return known
    # Comparing takes its time, so it happens before the database is locked for writing.
    comparison = compare_pair(read_pair(left, right, work.settings), work.encoder)
    at = run_time()
    with unit_of_work(work.engine, actor=actor, at=at) as store:
        store.comparisons.add(comparison, created_at=at)
    return comparison.comparison_id


def compare_stored(work: Work, left_id: str, right_id: str, actor: str) -> str:
    """Compare two stored documents as `compare` does.

    Raises:
        NotFoundError: One of them is not stored.
        TooLarge: One of them makes more claims than the configured limit.
    """
    with read_only(work.engine) as store:
        left, right = store.documents.get(left_id), store.documents.get(right_id)
    if left is None or right is None:
        raise NotFoundError(f"There is no document {left_id if left is None else right_id}.")
    return compare(work, left, right, actor)


def label(work: Work, lines: Sequence[PairLine]) -> list[PairResult]:
    """Return the label of each pair of claims, in order; nothing is stored."""
    return list(label_pairs(lines, work.encoder))
