"""Measure a first load and a night on top of it, at growing sizes, on PostgreSQL.

    python -m benchmarks.scale --documents 1000 10000 [--encoder hashed|real]
        [--engine processes] [--workers 2] [--folder out/scale] [--database URL]

One archive grows from size to size; on top of each the days that grouping looks at are grouped
and a night of 500 new documents is taken in, grouped, compared and reported in one process.
The folder keeps the database and how far it came, so that a run that was stopped is
gone on with by the same command. `hashed` leaves out the arithmetic of embedding; the rate of
the real model is measured on a sample of the same texts, and what it would have taken is
added and called computed. Prints a table, and writes report.json into the folder.
"""

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.scale.archive import taken_in_at
from benchmarks.scale.database import bytes_stored, database, rows_written, settle
from benchmarks.scale.measure import Costs, take_in
from benchmarks.scale.memory import MemoryWatch
from benchmarks.scale.night import Bench, group_window, night
from benchmarks.scale.rate import real_rate
from benchmarks.scale.table import table
from benchmarks.scale.words import warm, with_model, without_model
from service.config import Settings, read_settings
from service.work.engines import open_executor
from service.work.kinds import EngineKind
from service.work.lanes import BulkExecutor

_BLOCK = 1_000
_NIGHT = 500


def main() -> None:
    """Measure as the command line says."""
    given = _arguments()
    given.folder.mkdir(parents=True, exist_ok=True)
    path = given.folder / "report.json"
    report = json.loads(path.read_text()) if path.exists() else _begun(given)
    asked = _begun(given)
    if {key: report[key] for key in asked["of"]} != {key: asked[key] for key in asked["of"]}:
        sys.exit(f"{path} is of other options; name another folder.")
    with database(given.folder, given.database) as engine:
        url = engine.url.render_as_string(hide_password=False)
        settings = read_settings().model_copy(update={"database_url": url})
        if given.encoder == "hashed" and "rate" not in report:
            # In a process of its own, so that the model is not counted as the load's memory.
            beside = open_executor(settings, EngineKind.PROCESSES, workers=1)
            report["rate"] = asdict(beside.run(real_rate, given.sample, given.seed))
            beside.close()
            _write(path, report)
        _measure(engine, settings, given, report, path)
    print(table(report))


def _measure(
    engine: Engine, settings: Settings, given: Any, report: dict[str, Any], path: Path
) -> None:
    for size in sorted(given.documents):
        if str(size) in report["sizes"]:
            continue
        with _Watched(settings, given, report, given.workers) as executor:
            _load(engine, executor, size, given, report, path)
        found = _loaded(engine, report)
        first = report["next"]
        # Were it stopped, the next run would measure a night of other documents.
        report["next"] += _NIGHT
        _write(path, report)
        before = _held(engine)
        with _Watched(settings, given, report, 1) as executor:
            bench = Bench(settings, engine, executor, given.seed)
            grouped, step = group_window(bench, first)
            found["window"] = {"grouped": asdict(grouped), "step": asdict(step)}
            # One that was stopped left no report, so that its number may be taken again.
            number = len(report["sizes"])
            found["night"] = asdict(night(bench, first, _NIGHT, number))
        for name, counts in _held(engine).items():
            counts.subtract(before[name])
            found["night"][name] = dict(counts)
            report["nights"][name] = dict(Counter(report["nights"][name]) + counts)
        report["sizes"][str(size)] = {**found, "peak_mb": report["peak_mb"]}
        _write(path, report)


def _load(
    engine: Engine,
    executor: BulkExecutor,
    size: int,
    given: Any,
    report: dict[str, Any],
    path: Path,
) -> None:
    """Load the archive up to *size*, as if each part came at the end of its last day."""
    while report["next"] < size:
        first, count = report["next"], min(_BLOCK, size - report["next"])
        at = taken_in_at(first + count - 1)
        costs, _ = take_in(engine, executor, first, count, given.seed, at)
        _add(report, costs)
        report["next"] += count
        _write(path, report)
        print(f"{report['next']:>9,} {costs.wall:8.1f} s", file=sys.stderr, flush=True)


def _loaded(engine: Engine, report: dict[str, Any]) -> dict[str, Any]:
    """Return what the load came to; what nights before it stored is left out."""
    settle(engine)
    held, nights = _held(engine), report["nights"]
    return {
        "load": dict(report["load"]),
        **{name: dict(counts - Counter(nights[name])) for name, counts in held.items()},
        "load_average": os.getloadavg()[0],
    }


def _held(engine: Engine) -> dict[str, Counter[str]]:
    """Return the rows and bytes of each table."""
    return {"rows": Counter(rows_written(engine)), "bytes": Counter(bytes_stored(engine))}


class _Watched:
    """An executor, warm, with the memory of all watched while it is used."""

    def __init__(
        self, settings: Settings, given: Any, report: dict[str, Any], workers: int
    ) -> None:
        self._report = report
        self._watch = MemoryWatch()
        self._executor = open_executor(
            settings,
            EngineKind(given.engine),
            given.address,
            workers=workers,
            make_work=without_model if given.encoder == "hashed" else with_model,
        )

    def __enter__(self) -> BulkExecutor:
        self._watch.start()
        lanes = self._executor.lanes
        list(self._executor.spread(warm, range(4 * lanes)))
        return self._executor

    def __exit__(self, *_: object) -> None:
        self._report["peak_mb"] = max(self._report["peak_mb"], self._watch.stop())
        self._executor.close()


def _add(report: dict[str, Any], costs: Costs) -> None:
    total = Costs(**report["load"])
    total.add(costs)
    report["load"] = asdict(total)


def _begun(given: Any) -> dict[str, Any]:
    options = ("seed", "encoder", "engine", "workers")
    return {
        "of": list(options),
        **{name: getattr(given, name) for name in options},
        "next": 0,
        "load": asdict(Costs()),
        "peak_mb": 0.0,
        "nights": {"rows": {}, "bytes": {}},
        "sizes": {},
    }


def _write(path: Path, report: dict[str, Any]) -> None:
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(report, indent=1))
    draft.replace(path)


def _arguments() -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000])
    parser.add_argument("--encoder", choices=("hashed", "real"), default="hashed")
    parser.add_argument(
        "--engine", choices=[each.value for each in EngineKind], default="processes"
    )
    parser.add_argument("--address", default=None)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--sample", type=int, default=64, help="documents for the model's rate")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=Path("out/scale"))
    parser.add_argument("--database", default=None)
    return parser.parse_args()


if __name__ == "__main__":
    main()
