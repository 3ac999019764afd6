"""Asking for jobs: a row in the caller's transaction; wake a worker once that is stored."""

from collections.abc import Iterable
from datetime import datetime

from matching.ids import content_id
from matching.run_config import CODE_VERSION
from service.config import Grouping, Settings
from service.errors import NotFoundError
from service.jobs.kinds import compare, group, matrix, pairs
from service.store.jobs import JobState, job_id
from service.store.pair_batches import PairBatch
from service.store.unit import Store


def ask_comparison(
    store: Store, left_id: str, right_id: str, actor: str, at: datetime, *, model: str = ""
) -> str:
    """Queue the comparison of two stored documents in *actor*'s name; return the job's id.

    Asking twice is asking once, until another *model* (the setting) or version of the code would
    find something else.
    """
    payload = {
        "left_id": left_id,
        "right_id": right_id,
        "actor": actor,
        "model": model,
        "code_version": CODE_VERSION,
    }
    return store.jobs.add(compare.NAME, payload, at=at)


def ask_grouping(
    store: Store, settings: Settings, documents: Iterable[str], actor: str, at: datetime
) -> str | None:
    """Queue the grouping of new *documents*, which are stored; return the job's id.

    None where none are new, or people alone make stories. Asking twice is asking once, and one
    job that waits is enough for all that is stored before it begins.
    """
    new = sorted(set(documents))
    if not new or settings.grouping is Grouping.OFF:
        return None
    waiting = store.jobs.latest(1, state=JobState.QUEUED, kind=group.NAME)
    if waiting:
        return waiting[0].job_id
    payload = {"documents": content_id("set", new), "actor": actor}
    return store.jobs.add(group.NAME, payload, at=at)


def ask_matrix(store: Store, story_id: str, matrix_id: str, actor: str, at: datetime) -> str:
    """Queue the matrix of a story, which will be *matrix_id* as things stand; return the job's id.

    Asking twice on one day is asking once; a matrix that was forgotten since can be made again.
    """
    payload = {
        "story_id": story_id,
        "matrix_id": matrix_id,
        "actor": actor,
        "day": at.date().isoformat(),
    }
    return store.jobs.add(matrix.NAME, payload, at=at)


def ask_pairs(store: Store, batch_id: str, at: datetime) -> str:
    """Queue the labels of a stored batch of pairs; return the job's id."""
    batch = store.pair_batches.get(batch_id)
    if batch is None:
        raise NotFoundError(f"There is no batch {batch_id}.")
    return store.jobs.add(pairs.NAME, _pairs_payload(batch), at=at)


def pairs_job_id(batch: PairBatch) -> str:
    """Return the identifier of the job that labels a batch."""
    return job_id(pairs.NAME, _pairs_payload(batch))


def _pairs_payload(batch: PairBatch) -> dict[str, object]:
    # A batch that was forgotten and sent again is work to be done again.
    return {"batch_id": batch.batch_id, "kept_until": batch.expires_at.isoformat()}
