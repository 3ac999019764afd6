"""The inside of a process that runs tasks for another one."""

import os
import signal
from collections.abc import Callable
from multiprocessing import parent_process
from threading import Thread
from typing import Concatenate, ParamSpec, TypeVar

from service.config import Settings
from service.logs import configure_logs
from service.work.work import MakeWork, Work

P = ParamSpec("P")
R = TypeVar("R")

_works: list[Work] = []


def begin(settings: Settings, make_work: MakeWork = Work) -> None:
    """Make this process ready: its means of work, and an end when its parent ends."""
    # A terminal's Ctrl-C reaches every process of the group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure_logs(settings.log_format, settings.log_level)
    _works.append(make_work(settings))
    Thread(target=_end_with_parent, daemon=True).start()


def run(task: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what *task* returns with this process's means of work."""
    return task(_works[0], *args, **kwargs)


def warm(work: Work) -> None:
    """Load the model, so that the first comparison does not wait for it."""
    _ = work.encoder


def _end_with_parent() -> None:
    # Killed with no time to say so, a parent would leave this process waiting for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
