"""Means of work without weights, and tasks that kill the process they run in, once."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from matching.testing import HashingEncoder
from service.config import Settings
from service.work.archive import TakenUp, take_up
from service.work.tasks import compare_stored
from service.work.work import Work


def hashed(settings: Settings) -> Work:
    """Return means of work whose vectors are made of letters."""
    return Work(settings, given_encoder=HashingEncoder(64))


def compare_ids(work: Work, ids: tuple[str, str]) -> str:
    """Compare two stored documents; return the identifier of the comparison."""
    return compare_stored(work, *ids, "system")


def process_id(_: Work) -> int:
    """Return the number of the process."""
    return os.getpid()


def take_up_then_die(work: Work, ids: Sequence[str], mark: str) -> TakenUp:
    """Take documents up; the first time, die when all is stored and before anybody hears of it."""
    taken = take_up(work, ids)
    die_once(work, mark)
    return taken


def die_once(_: Work, mark: str) -> None:
    """Kill the process the first time."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
