"""The tasks that need the model; each stores what it made in one transaction."""

from collections.abc import Sequence

from matching.run_config import run_config
from matching.thresholds import DEFAULTS
from service.clock import run_time
from service.comparing import compare_pair, read_pair
from service.contract import PairLine, PairResult
from service.pairing import label_pairs
from service.store.unit import read_only, unit_of_work
from service.work.given import Given, keep_pages, sought
from service.work.work import Work


def compare(work: Work, left: Given, right: Given, actor: str) -> str:
    """Compare two documents and store them with what was found, in *actor*'s name.

    Returns the identifier of the comparison: the stored one where the same documents were
    compared with the same model, thresholds and code before.

    Raises:
        NotFoundError: One of them should be stored and is not.
        InputError: Both are one document.
        TooLarge: One of them makes more claims than the configured limit.
    """
    config = run_config(work.encoder, DEFAULTS)
    with read_only(work.engine) as store:
        one, other = sought(store, left, right)
        known = store.comparisons.find(one.document_id, other.document_id, config)
    if known and not (left.url or right.url):
        return known
    # Comparing takes its time, so it happens before the database is locked for writing.
    made = None if known else compare_pair(read_pair(one, other, work.settings), work.encoder)
    at = run_time()
    with unit_of_work(work.engine, actor=actor, at=at) as store:
        keep_pages(store, (left, right), at)
        if made is None:
            assert known
            return known
        store.comparisons.add(made, created_at=at)
    return made.comparison_id


def compare_stored(work: Work, left_id: str, right_id: str, actor: str) -> str:
    """Compare two stored documents as `compare` does."""
    return compare(work, Given(left_id), Given(right_id), actor)


def label(work: Work, lines: Sequence[PairLine]) -> list[PairResult]:
    """Return the label of each pair of claims, in order; nothing is stored."""
    return list(label_pairs(lines, work.encoder))
