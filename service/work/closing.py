"""The look at a night's end (service/grouping/closing.py) as tasks, none of which takes long."""

from collections.abc import Sequence
from datetime import datetime

from service.clock import now
from service.grouping.closing import Alone, Look, look_again, still_alone, take_in
from service.grouping.means import Grouper, grouper_of
from service.store.groupings import Grouped
from service.work.executor import Executor
from service.work.work import Work

_AT_ONCE = 50


def close_night(executor: Executor, since: datetime, actor: str) -> int:
    """Weigh documents that stayed alone until none finds a story any more; return how many did.

    Looks at documents that appeared from *since* on, or in the window before it; once more only
    at those near to which a document joined a story. Doing it again changes nothing, unless
    others grouped or moved documents meanwhile.

    Raises:
        StoreError, OverloadedError: It cannot be done now; do it again later.
    """
    joined, alone = 0, executor.run(_alone, since, actor)
    while alone:
        looks, taken = _look_once(executor, alone, actor)
        joined += len(taken)
        changed = taken.keys() | set(taken.values())
        again = {each.document_id for each in looks if not each.against.isdisjoint(changed)}
        alone = [each for each in alone if each[0] in again - taken.keys()]
    return joined


def look_at_latest(executor: Executor, since: datetime, actor: str, count: int) -> int:
    """Weigh once the latest *count* of what `close_night` looks at; return how many joined.

    Raises:
        StoreError, OverloadedError: As `close_night`.
    """
    alone = executor.run(_alone, since, actor)
    return len(_look_once(executor, alone[-count:], actor)[1])


def _look_once(
    executor: Executor, alone: Alone, actor: str
) -> tuple[Sequence[Look], dict[str, str]]:
    """Weigh documents alone; return the looks, and the stories of those that joined one."""
    looks: list[Look] = []
    for first in range(0, len(alone), _AT_ONCE):
        looks += executor.run(_look, alone[first : first + _AT_ONCE], actor)
    found = [each.found for each in looks if each.found]
    return looks, executor.run(_take_in, found, actor) if found else {}


def _alone(work: Work, since: datetime, actor: str) -> Alone:
    return still_alone(_grouper(work, actor), since)


def _look(work: Work, alone: Alone, actor: str) -> list[Look]:
    return look_again(_grouper(work, actor), alone, at=now())


def _take_in(work: Work, found: Sequence[Grouped], actor: str) -> dict[str, str]:
    return take_in(_grouper(work, actor), found, at=now())


def _grouper(work: Work, actor: str) -> Grouper:
    return grouper_of(work.engine, work.sentence_encoder, work.settings, actor)
