"""The service as a process of its own, and the memory of it and of all that it starts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import httpx
import numpy as np
import psutil

from service.access.keys import create_key
from service.access.roles import Role
from service.clock import now
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work

_START = 600.0
_STOP = 30.0
_STEP = 1.0
_MEGABYTE = 1e6
_OK = 200
# What `contraste` runs, in the code that this benchmark was started from.
CONTRASTE = (sys.executable, "-c", "from service.cli import main; main()")


@dataclass(slots=True)
class Memory:
    """Resident memory of a process and all under it, in MB, by seconds since the start."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def slope(self, after: float) -> float:
        """Return how much it grows, in MB a minute, from *after* seconds on: a fitted line."""
        points = [(s, m) for s, m in zip(self.seconds, self.megabytes, strict=True) if s >= after]
        if len(points) < 2:
            return 0.0
        seconds, megabytes = np.array(points).T
        return float(np.polyfit(seconds, megabytes, 1)[0] * 60)


@contextmanager
def serving(
    folder: Path, command: Sequence[str] = CONTRASTE
) -> Iterator[tuple[str, psutil.Process]]:
    """Start the server with its data in *folder*; give its URL and process; stop it at the end.

    Raises:
        RuntimeError: It ended, or was not ready within ten minutes; with its last words.
    """
    port = _free_port()
    settings = {"CONTRASTE_DATA_DIR": str(folder), "CONTRASTE_DATABASE_URL": ""}
    with (folder / "log").open("w+b") as log:
        process = subprocess.Popen(  # noqa: S603 - our own words
            [*command, "serve", "--host", "127.0.0.1", "--port", str(port)],
            env=os.environ | settings,
            stdout=log,
            stderr=log,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            if not _ready(url, process):
                raise RuntimeError(f"The server did not come up: {_last_words(folder / 'log')}")
            yield url, psutil.Process(process.pid)
        finally:
            _stop(process)


def make_keys(folder: Path, count: int) -> list[str]:
    """Return keys for *count* people of the newsroom whose data lie in *folder*."""
    engine = open_engine(f"sqlite:///{folder / 'contraste.db'}")
    upgrade(engine)
    with unit_of_work(engine) as store:
        made = [
            create_key(
                store, f"person {number}", Role.EDITOR, by="local", at=now(), expires_at=None
            )
            for number in range(count)
        ]
    engine.dispose()
    return [new.token for new in made]


@contextmanager
def watched(process: psutil.Process) -> Iterator[Memory]:
    """Note the memory of *process* and all under it once a second while the block runs."""
    memory, done, began = Memory(), Event(), time.monotonic()

    def watch() -> None:
        while True:
            memory.seconds.append(time.monotonic() - began)
            memory.megabytes.append(_resident(process))
            if done.wait(_STEP):
                return

    thread = Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        done.set()
        thread.join()


def processor_seconds(process: psutil.Process) -> float:
    """Return the processor time that *process* and all under it have used."""
    total = 0.0
    for each in (process, *process.children(recursive=True)):
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def _resident(process: psutil.Process) -> float:
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / _MEGABYTE


def _ready(url: str, process: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + _START
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).status_code == _OK:
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _last_words(log: Path) -> str:
    return log.read_text("utf-8", errors="replace")[-2_000:] or "it said nothing"
