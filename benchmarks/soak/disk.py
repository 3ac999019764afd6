"""A small disk of our own that can be full, and the databases on it."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.databases import start_server

# Room for an hour's rows and the log of writes, in bytes; memory is taken only as it fills.
_SIZE = 3_000_000_000
# What is left on a full disk, in bytes: some pages of a database.
_LEFT = 32_768
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system in memory, mounted at `path`: writing to it really fails once it is full."""

    path: Path

    def fill(self) -> None:
        """Leave no room for anything more."""
        for _ in range(_TRIES):
            found = os.statvfs(self.path)
            # Others write meanwhile: what holds more than it may cannot be made so small.
            with suppress(subprocess.CalledProcessError):
                self._resize((found.f_blocks - found.f_bfree) * found.f_frsize + _LEFT)
                return
        raise RuntimeError(f"{self.path} is written faster than it can be filled")

    def empty(self) -> None:
        """Make room again."""
        self._resize(_SIZE)

    def _resize(self, size: int) -> None:
        _run("mount", "-o", f"remount,size={size}", str(self.path))


@dataclass(frozen=True, slots=True)
class Database:
    """A database on a disk; `server` is pgserver's, None for SQLite.

    `disk` is None where nobody may mount one here.
    """

    url: str
    disk: Disk | None
    server: Any = None

    def revive(self) -> None:
        """Start the server again, if it does not run."""
        if self.server is not None:
            self.server.ensure_postgres_running()


@contextmanager
def database(name: str) -> Iterator[Database]:
    """Give an empty database, `sqlite` or `postgresql`, on a disk of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="contraste-soak-", ignore_cleanup_errors=True) as folder,
        _mounted(Path(folder)) as disk,
    ):
        if name == "sqlite":
            yield Database(f"sqlite:///{folder}/store.db", disk)
            return
        server = start_server(Path(folder))
        try:
            yield Database(server.get_uri(), disk, server)
        finally:
            server.cleanup()


@contextmanager
def _mounted(path: Path) -> Iterator[Disk | None]:
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "contraste-soak", str(path))
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield Disk(path)
    finally:
        _run("umount", "--lazy", str(path))


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own words
