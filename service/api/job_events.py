"""A job's progress as server-sent events.

Source: HTML Standard, section 9.2, server-sent events.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from anyio.to_thread import run_sync

from service.api.schemas.jobs import job_part
from service.store.jobs import Job

MEDIA_TYPE = "text/event-stream"
# How often the job is looked at, and how long nothing may be said before proxies take the
# connection for dead, in seconds.
_LOOK = 1.0
_SILENCE = 15.0
# When a listener whose stream ended comes back, in milliseconds.
_RETRY = 2000


@dataclass(slots=True)
class Listeners:
    """How many streams are open, and how many may be: each costs a look a second."""

    most: int = 64
    open: int = 0

    @property
    def is_full(self) -> bool:
        """Whether nobody else may come."""
        return self.open >= self.most


def event_id(job: Job) -> str:
    """Return the name of what is told of a job: the same state and progress have the same."""
    told = job_part(job).model_dump_json()
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


async def stream(
    look: Callable[[], Job | None], listeners: Listeners, *, seen: str | None, seconds: float
) -> AsyncIterator[str]:
    """Yield an event each time that the job differs from what was *seen*, until it is over.

    *look* reads the job, in a thread and in a transaction of its own: between two looks the
    listener holds nothing. After *seconds* the stream ends anyway, and who listens comes back
    with the last event's name.
    """
    listeners.open += 1
    try:
        yield f"retry: {_RETRY}\n\n"
        silent = 0.0
        for _ in range(max(1, round(seconds / _LOOK))):
            job = await run_sync(look)
            if job is None:
                return
            if event_id(job) != seen:
                seen, silent = event_id(job), 0.0
                yield _event(job)
            if job.state.is_over:
                return
            await asyncio.sleep(_LOOK)
            silent += _LOOK
            if silent >= _SILENCE:
                silent = 0.0
                yield ": still here\n\n"
    finally:
        listeners.open -= 1


def _event(job: Job) -> str:
    # JSON written without indentation has no line break, which would end the event.
    return f"id: {event_id(job)}\nevent: job\ndata: {job_part(job).model_dump_json()}\n\n"
