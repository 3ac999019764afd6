"""All stored documents that were not read yet, read and embedded in batches, on any engine.

Nothing is kept of how far it came: what is not read is found in the database, so a run that
was stopped, on whatever machine, is gone on with by running it again.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from service.errors import ServiceError
from service.store.unit import read_only
from service.work.archive import TakenUp, UnreadDocument, take_up
from service.work.lanes import BulkExecutor

# Texts enough that those of a length fill the encoder's batches, few enough that little is
# done again when a process dies, and that other writers do not wait long.
BATCH = 32
# Identifiers asked for at once.
_PAGE = 2_000

Progress = Callable[[TakenUp], None]


def load_archive(
    executor: BulkExecutor,
    engine: Engine,
    *,
    since: datetime | None = None,
    actor: str = "system",
    batch: int = BATCH,
    progress: Progress | None = None,
) -> TakenUp:
    """Have *executor* read and embed what is stored and not read, *batch* documents a task.

    *since* keeps to what was stored from then on, so that a night costs what is new.
    *progress* is called after each batch. A document under which processes die, or time runs
    out, is reported as unread; the others of its batch are read.
    """
    task = partial(take_up, actor=actor)
    loaded = TakenUp()

    def rescue(ids: Sequence[str], error: ServiceError) -> TakenUp:
        return _one_by_one(executor, ids, error, actor)

    for taken in executor.spread(task, _batches(engine, since, batch), rescue):
        loaded.add(taken)
        if progress:
            progress(taken)
    return loaded


def _batches(engine: Engine, since: datetime | None, size: int) -> Iterator[tuple[str, ...]]:
    after = ""
    while True:
        with read_only(engine) as store:
            page = store.document_lists.unread(_PAGE, after=after, since=since)
        if not page:
            return
        for start in range(0, len(page), size):
            yield tuple(page[start : start + size])
        after = page[-1]


def _one_by_one(
    executor: BulkExecutor, ids: Sequence[str], error: ServiceError, actor: str
) -> TakenUp:
    """Do a batch again in halves, down to the document that is to blame."""
    if len(ids) == 1:
        return TakenUp(unread=[UnreadDocument(ids[0], str(error))])
    total = TakenUp()
    half = len(ids) // 2
    for part in (ids[:half], ids[half:]):
        try:
            total.add(executor.run(take_up, part, actor))
        except ServiceError as again:
            total.add(_one_by_one(executor, part, again, actor))
    return total
