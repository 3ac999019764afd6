"""Asking for jobs: a row in the caller's transaction; wake a worker once that is stored."""

from datetime import datetime

from matching.run_config import CODE_VERSION
from service.jobs.kinds import compare
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
