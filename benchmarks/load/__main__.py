"""`make load`: eight clients for two minutes on a server of their own, against the limits.

1. A server starts with an empty data folder on loopback. Eight clients compare pairs of texts
   as fast as it answers, for half a minute: that is what it can do at most.
2. It starts again on what is stored now, and compares until what it remembers of texts and
   words has its size. Eight clients behave like hurried people for two minutes
   (`clients.PEOPLE`), each with a key: each compares two new texts, then looks at ten stored
   comparisons, any of all, with pauses of 0.75 s on average. These figures have the limits.

No two texts are alike, so nothing that was embedded helps. The clients run on the same
processors as the server and take their share.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.load.clients import PEOPLE, SATURATED, Call, Place, Shelf, post_some, run_clients
from benchmarks.load.report import FLAT, faults, memory_line, rows_of, table
from benchmarks.load.server import Memory, make_keys, processor_seconds, serving, watched

CLIENTS = 8
# Comparisons before the clock runs: the model is loaded by the first one.
_WARM = 3
# So many fill what the service remembers of texts and of invented words, whose memories are
# bounded; memory is flat, or not, after that.
_FILLED = 400
# Allocators and caches take so long, in seconds, to reach their size.
_SETTLED = 0.25


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 when something is over its limit."""
    asked = _asked(arguments)
    shelf = Shelf()
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = make_keys(folder, CLIENTS)
        with serving(folder) as (url, _):
            at = Place(url, keys)
            post_some(at, shelf, _WARM, seed=1)
            pressed = run_clients(at, SATURATED, shelf, seed=1_000, seconds=asked.saturated)
        shelf.asked.clear()
        with serving(folder) as (url, process):
            at = Place(url, keys)
            post_some(at, shelf, _FILLED, seed=2)
            used = processor_seconds(process)
            with watched(process) as memory:
                calls = run_clients(at, PEOPLE, shelf, seed=2_000, seconds=asked.seconds)
            used = processor_seconds(process) - used
    text, is_over = _report(asked, calls, pressed, memory)
    text = (
        f"Load of this machine before: {busy:.1f}.\n\n{text}\n\n{_used(used, asked.seconds, calls)}"
    )
    print(text)
    if asked.write:
        asked.write.write_text(text + "\n", encoding="utf-8")
    return int(is_over)


def _report(
    asked: argparse.Namespace, calls: list[Call], pressed: list[Call], memory: Memory
) -> tuple[str, bool]:
    rows = rows_of(calls, limited=True)
    settled = _SETTLED * asked.seconds
    posts = sum(call.kind == "POST" for call in pressed)
    parts = [
        f"{CLIENTS} clients like people, {asked.seconds:g} s, {os.cpu_count()} processors:",
        table(rows),
        memory_line(memory, settled),
        faults(calls),
        f"{CLIENTS} clients without a pause, {asked.saturated:g} s: "
        f"{posts / asked.saturated:.2f} comparisons a second.",
        table(rows_of(pressed, limited=False)),
        faults(pressed),
    ]
    is_over = any(row.is_over for row in rows) or memory.slope(settled) > FLAT
    return "\n\n".join(part for part in parts if part), is_over


def _used(processor: float, seconds: float, calls: list[Call]) -> str:
    """Say what the server used, which does not depend on who else used the machine."""
    posts = sum(call.kind == "POST" for call in calls)
    return (
        f"The server used {processor:.1f} s of processors in {seconds:g} s, "
        f"{processor / max(posts, 1):.2f} s for each comparison and the looks that followed."
    )


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0, help="of clients like people")
    parser.add_argument("--saturated", type=float, default=30.0, help="seconds without a pause")
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
