"""One run: clients at work, reports going out, faults one after the other, and all looked at."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psutil

from benchmarks.crash.clients import Clients, Ledger
from benchmarks.crash.invariants import Checks, again, is_idle
from benchmarks.crash.processes import Installation
from benchmarks.crash_delivery.night import queue_night
from benchmarks.crash_delivery.scene import (
    Scene,
    let_time_pass,
    lost_or_double,
    open_deliveries,
    open_scene,
)
from benchmarks.load.report import FLAT, memory_line
from benchmarks.load.server import Memory, watched
from benchmarks.soak.disk import Database
from benchmarks.soak.faults import SLOW, faults_of
from benchmarks.soak.watch import Watch
from service.errors import StoreError

CLIENTS = 4
# How long a fault stays, and how long nothing fails after it, in seconds.
_FAULT, _CALM = 12.0, 12.0
# How long the service may take to be ready again after a fault, in seconds: a model is loaded.
_RECOVERY = 180.0
# How long jobs and deliveries may take in the end, in seconds.
_SETTLE = 1_800.0
_REPORT_EVERY = 15.0
# So much of the time caches take to reach their size.
_SETTLED = 0.25
_AGAIN = 100
_INSIDE = "internal fault"


@dataclass(slots=True)
class Report:
    """What was done to the service, what it answered, and what was wrong: a sentence each."""

    minutes: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    acknowledged: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    memory: str = ""
    wrong: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return asdict(self)


def soak(
    database: Database,
    model: Path,
    folder: Path,
    *,
    minutes: float,
    tell: Callable[[str], None],
    seed: int = 1,
) -> Report:
    """Let the service work for *minutes* while one thing after the other fails."""
    report, ledger = Report(), Ledger()
    settings = {
        "model": str(model),
        "threads": "1",
        "job_silence": "2",
        "obey_robots": "false",
        "rate_reads": "0",
        "rate_writes": "0",
        "rate_strangers": "0",
        "smtp_timeout": str(SLOW / 2),
    }
    with open_scene(database.url, folder, seed, settings) as scene:
        installation = Installation(folder, scene.environment)
        try:
            installation.start()
            watch = Watch(installation.url)
            with _at_work(installation, scene, ledger, report, watch, seed) as memory:
                if not watch.is_ready_within(_RECOVERY):
                    report.wrong.append("it was never ready")
                _let_fail(installation, scene, database, watch, report, minutes, tell)
            tell("the faults are over; everything is looked at")
            report.wrong += _settle(scene)
            report.wrong += Checks(scene.engine).violations(ledger)
            report.wrong += lost_or_double(scene)
            report.wrong += again(installation.url, scene.engine, ledger.sent[-_AGAIN:])
            report.wrong += [f"{each} ({n})" for each, n in watch.wrong.items()]
            report.wrong += _said(folder)
        finally:
            installation.stop()
    _count(report, ledger, watch, memory)
    return report


@contextmanager
def _at_work(
    installation: Installation,
    scene: Scene,
    ledger: Ledger,
    report: Report,
    watch: Watch,
    seed: int,
) -> Iterator[Memory]:
    """Let clients work and reports go out while the block runs; note the server's memory."""
    clients = Clients(installation.url, ledger, str(seed), CLIENTS)
    done = Event()
    nights = Thread(target=_queue_reports, args=(scene, report, done))
    server = psutil.Process(installation.pid_of("server"))
    with watched(server) as memory:
        for each in (watch, clients, nights):
            each.start()
        try:
            yield memory
        finally:
            done.set()
            clients.stop()
            nights.join()
            watch.stop()
    if not server.is_running() or installation.pid_of("server") != server.pid:
        report.wrong.append("the server ended")


def _let_fail(
    installation: Installation,
    scene: Scene,
    database: Database,
    watch: Watch,
    report: Report,
    minutes: float,
    tell: Callable[[str], None],
) -> None:
    """Make one fault after the other until the time is over; each once at least."""
    faults = faults_of(installation, scene, database, watch)
    if database.disk is None:
        report.left_out.append("disk full: nothing can be mounted here")
    began = time.monotonic()
    turns = 0
    while turns < len(faults) or time.monotonic() - began < 60 * minutes:
        name, fault = list(faults.items())[turns % len(faults)]
        turns += 1
        with fault():
            time.sleep(_FAULT)
        report.faults[name] += 1
        again_at = time.monotonic()
        if not watch.is_ready_within(_RECOVERY):
            report.wrong.append(f"{name}: it was not ready {_RECOVERY:g} s later")
        # What ended of itself is found out here, with its last words.
        installation.start()
        report.minutes = round((time.monotonic() - began) / 60, 1)
        ready = time.monotonic() - again_at
        tell(f"{report.minutes} min: {name}; ready {ready:.1f} s after it was over")
        time.sleep(_CALM)


def _queue_reports(scene: Scene, report: Report, done: Event) -> None:
    """Queue a report now and then; one whose queueing failed is queued again."""
    while not done.wait(_REPORT_EVERY):
        with suppress(StoreError):
            queue_night(scene.engine, scene.settings, report.reports, 1)
            report.reports += 1


def _settle(scene: Scene) -> Iterator[str]:
    """Wait until every job and every delivery is over; say so when they never are."""
    until = time.monotonic() + _SETTLE
    while not is_idle(scene.engine) or open_deliveries(scene.engine):
        if time.monotonic() > until:
            yield f"jobs or deliveries were not over {_SETTLE:g} s after the last fault"
            return
        let_time_pass(scene.engine)
        time.sleep(1)


def _said(folder: Path) -> Iterator[str]:
    """Yield what server and worker call a fault of their own."""
    for name in ("server", "worker"):
        lines = (folder / f"{name}.log").read_text("utf-8", "replace").splitlines()
        found = [line for line in lines if _INSIDE in line or line.startswith("Traceback")]
        if found:
            yield f"the {name} tells of {len(found)} faults of its own: {found[0][:500]}"


def _count(report: Report, ledger: Ledger, watch: Watch, memory: Memory) -> None:
    settled = _SETTLED * memory.seconds[-1]
    report.memory = memory_line(memory, settled)
    if memory.slope(settled) > FLAT:
        report.wrong.append(report.memory)
    report.acknowledged, report.refused = ledger.acknowledged, ledger.refused
    report.statuses = watch.statuses
