"""The most memory that this process and its children hold together."""

import threading
from pathlib import Path

import psutil

_EVERY = 0.5
# The database has a memory of its own, which is set, not needed.
_APART = "postgres"


class MemoryWatch(threading.Thread):
    """Looks twice a second; `peak` is the most found, in MB.

    Pages that processes share are counted once (PSS), the database's processes not at all.
    """

    def __init__(self) -> None:
        """Begin to look with `start`."""
        super().__init__(daemon=True)
        self.peak = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._ended.wait(_EVERY):
            self.peak = max(self.peak, megabytes())

    def stop(self) -> float:
        """Stop looking; return the peak."""
        self._ended.set()
        self.join()
        return max(self.peak, megabytes())


def megabytes() -> float:
    """Return what this process and its children hold now."""
    own = psutil.Process()
    found = 0.0
    for each in [own, *own.children(recursive=True)]:
        try:
            if _APART not in each.name():
                found += _pss(each.pid)
        except (psutil.Error, OSError):
            continue  # it ended while it was looked at
    return found / 1024


def _pss(pid: int) -> int:
    """Return kilobytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(row for row in rollup.splitlines() if row.startswith("Pss:"))
    return int(line.split()[1])
