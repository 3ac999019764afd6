"""The real program in a process of its own, which prints to a file that tests read."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]
_PATIENCE = 120


class Program:
    """A running `contraste`; what it says on stderr is in `said`."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        """Start it; *environment* is added to what this process has."""
        self._log = folder / f"{arguments[0]}-{time.monotonic_ns()}.log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, "-c", "from service.cli import main; main()", *arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    @property
    def said(self) -> str:
        """What it has printed to stderr so far."""
        return self._log.read_text("utf-8")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it has said something that looks like *pattern*."""
        until = time.monotonic() + _PATIENCE
        while not (found := re.search(pattern, self.said)):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)
        return found

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop, wait until it has, and return its exit code."""
        self.process.send_signal(by)
        return self.process.wait(_PATIENCE)


@contextmanager
def running(folder: Path, *arguments: str, **environment: str) -> Iterator[Program]:
    """Run the program with *arguments*, and kill it in the end if it still runs."""
    program = Program(folder, *arguments, **environment)
    try:
        yield program
    finally:
        program.process.kill()
        program.process.wait()


def url_of(program: Program) -> str:
    """Wait until a server listens, and return its URL."""
    return program.wait_for(r"listens on (http://\S+);")[1]


def variables(settings: Mapping[str, object]) -> dict[str, str]:
    """Return *settings* as environment variables."""
    return {f"CONTRASTE_{name.upper()}": str(value) for name, value in settings.items()}
