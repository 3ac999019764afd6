"""The processes of a small installation, each of which may be killed: a server and a worker.

Beside either stands the process that holds its model.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import httpx
import psutil

_CONTRASTE = (sys.executable, "-c", "from service.cli import main; main()")
# How long anything may take to start or end on a busy machine, in seconds.
_PATIENCE = 300.0
_LOOK = 0.05
# What multiprocessing runs beside the one that computes.
_TRACKER = "resource_tracker"


class Target(StrEnum):
    """What is killed."""

    SERVER = "server"
    WORKER = "worker"
    SERVER_MODEL = "the server's model"
    WORKER_MODEL = "the worker's model"
    ALL = "everything"


_MODELS = (Target.SERVER_MODEL, Target.WORKER_MODEL)
_NAMES = {
    Target.SERVER: ("server",),
    Target.WORKER: ("worker",),
    Target.SERVER_MODEL: ("server",),
    Target.WORKER_MODEL: ("worker",),
    Target.ALL: ("server", "worker"),
}


@dataclass(slots=True)
class Installation:
    """A server without worker and a worker, or a server with its own, on one database."""

    folder: Path
    environment: dict[str, str]
    embedded: bool = False
    port: int = field(default_factory=lambda: _free_port())
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def targets(self) -> tuple[Target, ...]:
        """What can be killed."""
        return (Target.SERVER, Target.SERVER_MODEL) if self.embedded else tuple(Target)

    def start(self) -> None:
        """Start what does not run, and wait until the server answers.

        Raises:
            RuntimeError: It does not, or something ended; with the last words.
        """
        serve = ("serve", "--port", str(self.port))
        apart = {"server": (*serve, "--no-worker"), "worker": ("worker",)}
        commands = {"server": serve} if self.embedded else apart
        for name, command in commands.items():
            if name not in self._running:
                self._running[name] = self._start(name, command)
        until = time.monotonic() + _PATIENCE
        while not self._is_ready():
            for name, process in self._running.items():
                if process.poll() is not None:
                    raise RuntimeError(f"The {name} ended: {self.last_words(name)}")
            if time.monotonic() > until:
                raise RuntimeError(f"The server is not there: {self.last_words('server')}")
            time.sleep(_LOOK)

    def kill(self, target: Target) -> list[int]:
        """Kill -9 *target* and return the processes that have to end with it."""
        gone: list[int] = []
        for name in _NAMES[target]:
            beside = self._beside(self._running[name].pid)
            gone += beside
            if target in _MODELS:
                for pid in beside:
                    _kill(pid)
            else:
                process = self._running.pop(name)
                process.kill()
                process.wait()
        return gone

    def pid_of(self, name: str) -> int:
        """Return the process of what runs as *name*, "server" or "worker"."""
        return self._running[name].pid

    def stop(self) -> None:
        """End everything well."""
        for process in self._running.values():
            process.send_signal(signal.SIGTERM)
        for process in self._running.values():
            process.wait(_PATIENCE)
        self._running.clear()

    def last_words(self, name: str) -> str:
        """Return the end of what *name* printed."""
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")[-2000:]

    def _start(self, name: str, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own words
                [*_CONTRASTE, *command],
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
                # As a service manager starts them: Ctrl-C in our terminal is not meant for them.
                start_new_session=True,
            )

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).is_success
        except httpx.TransportError:
            return False

    def _beside(self, pid: int) -> list[int]:
        try:
            children = psutil.Process(pid).children(recursive=True)
            return [child.pid for child in children if _TRACKER not in " ".join(child.cmdline())]
        except psutil.NoSuchProcess:
            return []


def wait_until_gone(pids: list[int]) -> list[int]:
    """Wait until *pids* have ended; return those that have not after half a minute."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if not (left := [pid for pid in pids if _lives(pid)]):
            return []
        time.sleep(_LOOK)
    return left


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
