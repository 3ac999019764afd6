"""Parsing in a process apart, within a time and a memory; what dies there, dies there alone."""

import atexit
import contextlib
import json
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, Any

from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake.naming import shown
from service.intake.parser_process import read_frame, result_of, write_frame
from service.intake.parsers import Result
from service.intake.raw import Raw

log = logging.getLogger("service.intake")

# Processes at work at once; a further caller waits.
_MOST = 4
# Inputs after which a process is replaced by a fresh one: parsers keep memory.
_MOST_USES = 500
# How long a process may take to start and load its parsers, in seconds.
_LONGEST_START = 120.0


def parse_apart(raw: Raw, kind: str, settings: Settings) -> list[Result]:
    """Return what `parsers.parse` gives for *raw*.

    Raises:
        InputError: It cannot be read, or not within `reading_timeout` and `reading_memory`.
        TooLarge: It exceeds `max_bytes`.
    """
    with _turns:
        process = _take(settings)
        try:
            answer = process.ask(pickle.dumps((raw, kind, settings.max_bytes)), settings)
        except BaseException:
            process.end()
            raise
        if answer is None or process.uses >= _MOST_USES or "failed" in answer:
            process.end()
        else:
            _give_back(process)
    if answer is None:
        why = "it takes too long" if process.timed_out else "its parser broke down"
        raise InputError(f"{shown(raw.name)} cannot be read ({why}); give its text.")
    for note in answer["notes"]:
        log.warning("%s", note)
    if "large" in answer:
        raise TooLarge(answer["large"])
    if "refused" in answer:
        raise InputError(answer["refused"])
    if "failed" in answer:
        log.info("%s: %s", shown(raw.name), answer.get("fault", answer["failed"]))
        raise InputError(f"{shown(raw.name)} cannot be read ({answer['failed']}); give its text.")
    return [result_of(tag, value) for tag, value in answer["results"]]


class _Process:
    """A running parser process, used by one thread at a time."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.owner = os.getpid()
        self.uses = 0
        self.timed_out = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "service.intake.parser_process", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/" if os.name == "posix" else None,
        )

    def ask(self, request: bytes, settings: Settings) -> dict[str, Any] | None:
        """Return the answer to *request*, None when the process ended before it gave one."""
        self.uses += 1
        try:
            with self._watched(_LONGEST_START):
                write_frame(_pipe(self._process.stdin), request)
                begun = read_frame(_pipe(self._process.stdout))
            if begun is None:
                return None
            with self._watched(settings.reading_timeout):
                answer = read_frame(_pipe(self._process.stdout))
        except OSError:
            return None
        return json.loads(answer) if answer is not None else None

    @contextlib.contextmanager
    def _watched(self, seconds: float) -> Iterator[None]:
        """End the process when the block takes longer than *seconds*."""
        watch = threading.Timer(seconds, self._time_out)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def is_running(self) -> bool:
        """Tell whether nobody ended the process meanwhile."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()

    def _time_out(self) -> None:
        self.timed_out = True
        self._process.kill()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _environment() -> dict[str, str]:
    """Return what the process needs of our environment: no secrets, the same code."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "SYSTEMROOT") if key in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path),
        # One thread: arithmetic would reserve memory for each processor.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


_turns = threading.BoundedSemaphore(_MOST)
_idle: list[_Process] = []
_guard = threading.Lock()


def _take(settings: Settings) -> _Process:
    with _guard:
        while _idle:
            found = _idle.pop()
            # After a fork the process is the parent's: two writers would mix their requests.
            if found.owner != os.getpid():
                continue
            if found.memory == settings.reading_memory and found.is_running():
                return found
            found.end()
    return _Process(settings.reading_memory)


def _give_back(process: _Process) -> None:
    with _guard:
        _idle.append(process)


@atexit.register
def end_parsers() -> None:
    """End all processes that wait for work."""
    with _guard:
        while _idle:
            found = _idle.pop()
            if found.owner == os.getpid():
                found.end()
