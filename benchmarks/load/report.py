"""What the calls come to: a table, and what is over its limit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.load.clients import Call
from benchmarks.load.server import Memory

# The limits that the project set itself, in milliseconds.
GET_LIMIT = 50.0
POST_LIMIT = 2_500.0
# Growth that counts as flat, in MB a minute, once caches have had their time to fill.
FLAT = 10.0

_PERCENTILES = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Row:
    """The calls of one kind: how many, how many failed, and milliseconds at three percentiles."""

    kind: str
    calls: int
    failed: int
    p50: float
    p95: float
    p99: float
    limit: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether a call failed, or the 95th percentile is above the limit."""
        return self.limit is not None and (self.failed > 0 or not self.p95 <= self.limit)


def row_of(kind: str, calls: Sequence[Call], limit: float | None = None) -> Row:
    """Return what *calls* come to; those that failed have no time."""
    times = [1_000 * call.seconds for call in calls if call.fault is None]
    p50, p95, p99 = np.percentile(times, _PERCENTILES).tolist() if times else [float("nan")] * 3
    return Row(kind, len(calls), len(calls) - len(times), p50, p95, p99, limit)


def rows_of(calls: Sequence[Call], *, limited: bool) -> list[Row]:
    """Return a row for each kind of call, those of GET once together and once apart."""

    def of(prefix: str) -> list[Call]:
        return [call for call in calls if call.kind.startswith(prefix)]

    return [
        row_of("GET of a stored comparison", of("GET"), GET_LIMIT if limited else None),
        row_of("… the first since the server's start", of("GET first")),
        row_of("POST of two texts", of("POST"), POST_LIMIT if limited else None),
    ]


def table(rows: Sequence[Row]) -> str:
    """Return *rows* as a table of Markdown."""
    lines = [
        "| call | calls | failed | p50 ms | p95 ms | p99 ms | limit of p95 |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        limit = f"{row.limit:,.0f} {'OVER' if row.is_over else 'within'}" if row.limit else ""
        times = " | ".join(f"{value:,.1f}" for value in (row.p50, row.p95, row.p99))
        lines.append(f"| {row.kind} | {row.calls:,} | {row.failed} | {times} | {limit} |")
    return "\n".join(lines)


def memory_line(memory: Memory, after: float) -> str:
    """Return what memory came to, in one sentence."""
    slope = memory.slope(after)
    word = "flat" if slope <= FLAT else "GROWING"
    return (
        f"Memory of all processes: {memory.megabytes[0]:,.0f} MB at the start, "
        f"{memory.megabytes[-1]:,.0f} MB at the end, {max(memory.megabytes):,.0f} MB at most; "
        f"{slope:+.1f} MB a minute after {after:.0f} s ({word}, limit {FLAT:g})."
    )


def faults(calls: Sequence[Call]) -> str:
    """Return why calls failed, the most frequent reason first; empty when none did."""
    found = Counter(f"{call.kind}: {call.fault}" for call in calls if call.fault)
    return "; ".join(f"{reason} ({count})" for reason, count in found.most_common())
