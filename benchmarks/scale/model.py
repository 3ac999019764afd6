"""What 10 and 100 million documents would take, by the figures of a run: hours, nodes, storage.

    python -m benchmarks.scale.model FOLDER [--cores 16] [--days 7]

It multiplies; what does not grow in proportion is told beside it in docs/scale.md.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.scale.table import embedding_cost, shares, step_seconds

_SIZES = (10_000_000, 100_000_000)
_DAY = 86_400


def main() -> None:
    """Print the model as the command line asks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cores", type=int, default=16, help="cores of one machine that reads")
    parser.add_argument("--days", type=float, default=7, help="days that a first load may take")
    given = parser.parse_args()
    report = json.loads((given.folder / "report.json").read_text())
    print(model(report, given.cores, given.days))


def model(report: dict[str, Any], cores: int, days: float) -> str:
    """Return the model as a Markdown table, by the largest size of *report*."""
    found = list(report["sizes"].values())[-1]
    load = found["load"]
    count = load["documents"]
    text = embedding_cost(report)
    each = shares(load, text)
    reading = (each["embedding"] + each["reading"] + each["keeping"]) / count
    server = each["database"] / count
    window = found["window"]
    grouping = step_seconds(window["step"], text) / max(1, window["grouped"]["documents"])
    stored = sum(found["bytes"].values()) / count
    vectors = found["bytes"]["text_vector"] / count
    lines = ["| | " + " | ".join(f"{size:,} documents" for size in _SIZES) + " |", "|---|---|---|"]
    rows = {
        "core-days of reading and embedding": [size * reading / _DAY for size in _SIZES],
        f"machines of {cores} cores for {days:g} days": [
            size * reading / _DAY / cores / days for size in _SIZES
        ],
        "core-days of the database": [size * server / _DAY for size in _SIZES],
        f"cores of the database busy for {days:g} days": [
            size * server / _DAY / days for size in _SIZES
        ],
        "core-days of grouping, where an archive is grouped": [
            size * grouping / _DAY for size in _SIZES
        ],
        "storage, TB": [size * stored / 1e12 for size in _SIZES],
        "of which vectors, TB": [size * vectors / 1e12 for size in _SIZES],
        "vectors, millions": [size * load["embedded"] / count / 1e6 for size in _SIZES],
    }
    for name, values in rows.items():
        lines.append(f"| {name} | " + " | ".join(f"{value:,.1f}" for value in values) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
