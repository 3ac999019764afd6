"""The queue that wakes workers; huey, whose messages may be lost or forged without harm.

Our job table is the truth. A message says "look there" and names the job for the log: who gets
none looks by himself every second, and who gets a forged one looks once more.
"""

import logging
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from huey import Huey, MemoryHuey, SqliteHuey
from huey.serializer import SignedSerializer
from sqlalchemy import Engine

log = logging.getLogger(__name__)

_NAME = "contraste"
# Apart from our own tables, so that migrations and backups see nothing of it.
_SCHEMA = "contraste_queue"
# How often a file is looked into, and how long a failing queue is left alone, in seconds.
_POLL = 0.1
_PAUSE = 1.0


class WakeQueue:
    """Carries wake-ups from who asks for a job to a worker, of this or another process."""

    def __init__(self, huey: Huey) -> None:
        """Send and hear by *huey*."""
        self._huey = huey
        self._look = huey.task(name="look")(_nothing)

    def wake(self, job_id: str) -> None:
        """Let a worker look for *job_id*, whose row is committed; never fails."""
        try:
            self._look(job_id)
        except Exception as error:
            # The job is safe in its table, and a worker will see it there.
            log.warning("nobody could be woken for %s: %s", job_id, error)

    def wait(self, seconds: float, stop: Event) -> bool:
        """Wait for a wake-up at most so long, or until *stop* is set; tell whether one came."""
        until = monotonic() + seconds
        while not stop.is_set() and monotonic() < until:
            try:
                task = self._huey.dequeue()
            except ValueError:
                return True  # signed by nobody we know: not read, and no harm in looking
            except Exception as error:
                log.warning("the queue cannot be heard: %s", error)
                stop.wait(_PAUSE)
                continue
            if task is not None:
                log.debug("woken for %s", *task.args)
                return True
            if not self._huey.storage.blocking:
                stop.wait(_POLL)
        return False

    def close(self) -> None:
        """Give back the connections."""
        self._huey.storage.close()


def open_queue(engine: Engine, secret: str) -> WakeQueue:
    """Return the queue that belongs to a database: a file beside SQLite's, or a schema.

    *secret* signs its messages, which are pickled; who does not know it cannot forge one.

    Raises:
        StoreError: The queue cannot be made there.
    """
    # Results would only pile up, and "at most once" is all that a wake-up needs.
    options: dict[str, Any] = {"results": False, "serializer": SignedSerializer(secret, _NAME)}
    if engine.dialect.name == "postgresql":
        from service.jobs.queue_postgresql import open_huey

        return WakeQueue(open_huey(engine, _NAME, _SCHEMA, options))
    database = engine.url.database
    if not database or database == ":memory:":
        return WakeQueue(MemoryHuey(_NAME, **options))
    # A file of its own: huey locks all of it for every message.
    path = Path(database)
    file = path.with_name(f"{path.stem}-queue.db")
    return WakeQueue(SqliteHuey(_NAME, filename=str(file), **options))


def _nothing(_: str) -> None:
    """Stand for what a message asks for: huey never runs it, the worker looks by itself."""
