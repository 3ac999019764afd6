"""What a step takes: the wall's seconds, those of processors, and texts embedded."""

from contextlib import suppress
from dataclasses import astuple, dataclass
from time import perf_counter

import psutil
from sqlalchemy import Engine

from benchmarks.scale.database import server_seconds
from benchmarks.scale.words import embedded_so_far
from service.work.executor import Executor


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds of a step: on the wall, of our processes' processors, of the database's.

    `embedded` are the texts that were embedded in it.
    """

    wall: float = 0.0
    cpu: float = 0.0
    database_cpu: float = 0.0
    embedded: int = 0

    def plus(self, other: "Step") -> "Step":
        """Return both together."""
        return Step(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    def without(self, other: "Step") -> "Step":
        """Return what is left of this one when a part of it is counted apart."""
        return Step(*(one - two for one, two in zip(astuple(self), astuple(other), strict=True)))


class Meter:
    """Reads off what was used since it was made; *executor* has one lane."""

    def __init__(self, engine: Engine, executor: Executor) -> None:
        """Begin to count."""
        self._engine, self._executor = engine, executor
        self._began = self._used()

    def read(self) -> Step:
        """Return what was used until now."""
        return self._used().without(self._began)

    def _used(self) -> Step:
        embedded = self._executor.run(embedded_so_far)
        return Step(perf_counter(), _processes_seconds(), server_seconds(self._engine), embedded)


def _processes_seconds() -> float:
    """Return the processor seconds of this process and its children, the database's left out."""
    own = psutil.Process()
    found = 0.0
    for each in [own, *own.children(recursive=True)]:
        with suppress(psutil.Error):  # it ended just now
            if "postgres" not in each.name():
                found += sum(each.cpu_times()[:2])
    return found
