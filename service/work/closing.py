"""The look at a night's end (service/grouping/closing.py) as tasks, none of which takes long."""

from collections.abc import Sequence
from datetime import datetime

from service.clock import now
from service.grouping.closing import Alone, look_again, still_alone, take_in
from service.grouping.means import Grouper, grouper_of
from service.store.groupings import Grouped
from service.work.executor import Executor
from service.work.work import Work

_AT_ONCE = 50


def close_night(executor: Executor, since: datetime, actor: str) -> int:
    """Weigh documents that stayed alone until none finds a story any more; return how many did.

    Looks at documents that appeared from *since* on, or in the window before it. Doing it
    again changes nothing.

    Raises:
        StoreError, OverloadedError: It cannot be done now; do it again later.
    """
    joined = 0
    while some := look_once(executor, since, actor):
        joined += some
    return joined


def look_once(executor: Executor, since: datetime, actor: str, *, latest: int | None = None) -> int:
    """Weigh once what `close_night` looks at, or only the *latest* so many; return how many joined.

    Raises:
        StoreError, OverloadedError: As `close_night`.
    """
    alone = executor.run(_alone, since, actor)
    if latest is not None:
        alone = alone[-latest:]
    found: list[Grouped] = []
    for first in range(0, len(alone), _AT_ONCE):
        found += executor.run(_look, alone[first : first + _AT_ONCE], actor)
    return executor.run(_take_in, found, actor) if found else 0


def _alone(work: Work, since: datetime, actor: str) -> Alone:
    return still_alone(_grouper(work, actor), since)


def _look(work: Work, alone: Alone, actor: str) -> list[Grouped]:
    return look_again(_grouper(work, actor), alone, at=now())


def _take_in(work: Work, found: Sequence[Grouped], actor: str) -> int:
    return take_in(_grouper(work, actor), found, at=now())


def _grouper(work: Work, actor: str) -> Grouper:
    return grouper_of(work.engine, work.sentence_encoder, work.settings, actor)
