"""The commands that a newsroom's clock starts, run whole or killed with all that they started."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from benchmarks.crash_nightly import newsroom

_PATIENCE = 900.0
_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a night takes that is left in peace, in seconds, and when it begins to write."""

    begins: float
    whole: float


@dataclass(slots=True)
class Running:
    """A command at work, the head of a group of processes; `out` is what it printed.

    `ended` waits for its end so many seconds and gives its exit code, None when it goes on.
    """

    pid: int
    out: Path
    ended: Callable[[float], int | None]

    def wait(self, timeout: float = _PATIENCE) -> int | None:
        """Return the exit code, None when it goes on after *timeout* seconds."""
        return self.ended(timeout)

    def kill(self) -> None:
        """Kill it and its own processes, as when a machine loses its power."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            # It had not made its group yet.
            os.kill(self.pid, signal.SIGKILL)
        self.wait()


@dataclass(frozen=True, slots=True)
class Commands:
    """Starts commands in one environment: as a shell does, or without waiting for imports."""

    environment: dict[str, str]
    folder: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))

    def start(self, *words: str) -> Running:
        """Start `contraste` with *words* in a process that has imported what it needs.

        It is a fork of one that has done nothing else, which has neither threads nor connections.
        """
        out = self.folder / "printed"
        context = get_context("forkserver")
        context.set_forkserver_preload([newsroom.__name__])
        process = context.Process(
            target=newsroom.run_as, args=(self.environment, words, str(out)), daemon=False
        )
        process.start()

        def ended(seconds: float) -> int | None:
            process.join(seconds)
            return process.exitcode

        return Running(process.pid or 0, out, ended)

    def start_anew(self, *words: str) -> Running:
        """Start `contraste` with *words* as a shell does."""
        out = self.folder / "printed"
        with out.open("wb") as printed:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", newsroom.__name__, *words],
                env=self.environment,
                stdout=printed,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

        def ended(seconds: float) -> int | None:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(seconds)
            return None

        return Running(process.pid, out, ended)


def printed(running: Running) -> str:
    """Return what a command prints that runs to its end.

    Raises:
        RuntimeError: It ended with another exit code than 0.
    """
    if code := running.wait():
        raise RuntimeError(f"it ended with {code}")
    return running.out.read_text("utf-8")


def paced(start: Callable[[], Running], noted: Callable[[], int]) -> Pace:
    """Run a command to its end; *noted* counts what was written so far."""
    before, begun = noted(), time.monotonic()
    running = start()
    _wait_for_writing(running, noted, before)
    begins = time.monotonic() - begun
    printed(running)
    return Pace(begins, time.monotonic() - begun)


def kill_after(running: Running, seconds: float) -> bool:
    """Kill a command after *seconds*; False where it had ended by then."""
    if running.wait(seconds) is not None:
        return False
    running.kill()
    return True


def kill_writing(running: Running, noted: Callable[[], int], before: int, seconds: float) -> bool:
    """Kill a command that long after it wrote something, of which there was *before*."""
    _wait_for_writing(running, noted, before)
    return kill_after(running, seconds)


def _wait_for_writing(running: Running, noted: Callable[[], int], before: int) -> None:
    until = time.monotonic() + _PATIENCE
    while running.wait(_LOOK) is None and noted() == before and time.monotonic() < until:
        pass
