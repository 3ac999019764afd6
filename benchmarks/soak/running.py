"""One run: clients at work, reports going out, faults one after the other, and all looked at."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

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
from benchmarks.soak.faults import SLOW, Fault, faults_of
from benchmarks.soak.watch import Watch
from benchmarks.told import Told
from service.errors import StoreError

CLIENTS = 4
# How long a fault stays, and how long nothing fails before and after it, in seconds.
_FAULT, _CALM = 12.0, 6.0
# How long the service may take to be ready again after a fault, in seconds: a model is loaded.
_RECOVERY = 180.0
# How long jobs may take after a turn, and deliveries in the end, in seconds.
_SETTLE = 1_200.0
_REPORT_EVERY = 15.0
# So much of the time caches take to reach their size.
_SETTLED = 0.25
_AGAIN = 100
_INSIDE = "internal fault"


@dataclass(slots=True)
class Report(Told):
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
            one = _Soak(installation, scene, Watch(installation.url), tell, seed)
            one.run(database, minutes)
        finally:
            installation.stop()
    return one.report


@dataclass(slots=True)
class _Soak:
    """One run, with all that was acknowledged in it."""

    installation: Installation
    scene: Scene
    watch: Watch
    tell: Callable[[str], None]
    seed: int
    ledger: Ledger = field(default_factory=Ledger)
    report: Report = field(default_factory=Report)

    def run(self, database: Database, minutes: float) -> None:
        """Make the faults, then look at everything."""
        checks = Checks(self.scene.engine)
        wrong = self.report.wrong
        with self._observed() as memory:
            if not self.watch.is_ready_within(_RECOVERY):
                wrong.append("it was never ready")
            self._let_fail(database, minutes)
        self.tell("the faults are over; everything is looked at")
        wrong += self._settle()
        wrong += checks.violations(self.ledger)
        wrong += lost_or_double(self.scene)
        sent = self.ledger.sent[-_AGAIN:]
        wrong += again(self.installation.url, self.scene.engine, sent)
        wrong += [f"{each} ({times})" for each, times in self.watch.wrong.items()]
        wrong += said_of_itself(self.installation.folder)
        self._count(checks, memory)

    @contextmanager
    def _observed(self) -> Iterator[Memory]:
        """Let reports go out and somebody watch while the block runs; note the memory."""
        done = Event()
        nights = Thread(target=self._queue_reports, args=(done,))
        server = psutil.Process(self.installation.pid_of("server"))
        with watched(server) as memory:
            self.watch.start()
            nights.start()
            try:
                yield memory
            finally:
                done.set()
                nights.join()
                self.watch.stop()
        if not server.is_running() or self.installation.pid_of("server") != server.pid:
            self.report.wrong.append("the server ended")

    def _let_fail(self, database: Database, minutes: float) -> None:
        """Make one fault after the other until the time is over; each once at least."""
        faults = list(faults_of(self.installation, self.scene, database, self.watch).items())
        if database.disk is None:
            self.report.left_out.append("disk full: nothing can be mounted here")
        began, turns = time.monotonic(), 0
        while turns < len(faults) or time.monotonic() - began < 60 * minutes:
            name, fault = faults[turns % len(faults)]
            clients = Clients(self.installation.url, self.ledger, f"{self.seed}-{turns}", CLIENTS)
            clients.start()
            try:
                ready = self._fail(name, fault)
            finally:
                clients.stop()
            turns += 1
            # Jobs that wait would be more and more: clients ask faster than one worker works.
            if not self._until(lambda: is_idle(self.scene.engine)):
                self.report.wrong.append(f"{name}: jobs were not over {_SETTLE:g} s later")
            self.report.minutes = round((time.monotonic() - began) / 60, 1)
            self.tell(f"{self.report.minutes} min: {name}; ready {ready:.1f} s after it was over")

    def _fail(self, name: str, fault: Fault) -> float:
        """Make one fault; return how many seconds after it the service was ready again."""
        time.sleep(_CALM)
        with fault():
            time.sleep(_FAULT)
        self.report.faults[name] += 1
        over = time.monotonic()
        if not self.watch.is_ready_within(_RECOVERY):
            self.report.wrong.append(f"{name}: it was not ready {_RECOVERY:g} s later")
        ready = time.monotonic() - over
        # What ended of itself is found out here, with its last words.
        self.installation.start()
        time.sleep(_CALM)
        return ready

    def _queue_reports(self, done: Event) -> None:
        """Queue a report now and then; one whose queueing failed is queued again."""
        while not done.wait(_REPORT_EVERY):
            with suppress(StoreError):
                queue_night(self.scene.engine, self.scene.settings, self.report.reports, 1)
                self.report.reports += 1

    def _settle(self) -> Iterator[str]:
        """Wait until every delivery is over; say so when they never are."""

        def is_over() -> bool:
            let_time_pass(self.scene.engine)
            return not open_deliveries(self.scene.engine)

        if not self._until(is_over):
            yield f"deliveries were not over {_SETTLE:g} s after the last fault"

    def _until(self, holds: Callable[[], bool]) -> bool:
        until = time.monotonic() + _SETTLE
        while not holds():
            if time.monotonic() > until:
                return False
            time.sleep(1)
        return True

    def _count(self, checks: Checks, memory: Memory) -> None:
        settled = _SETTLED * memory.seconds[-1]
        self.report.memory = memory_line(memory, settled)
        if memory.slope(settled) > FLAT:
            self.report.wrong.append(self.report.memory)
        self.report.acknowledged = self.ledger.acknowledged
        self.report.refused = self.ledger.refused
        self.report.statuses, self.report.seen = self.watch.statuses, checks.seen


def said_of_itself(folder: Path) -> Iterator[str]:
    """Yield what server and worker, whose logs lie in *folder*, call a fault of their own."""
    for name in ("server", "worker"):
        lines = (folder / f"{name}.log").read_text("utf-8", "replace").splitlines()
        found = [line for line in lines if _INSIDE in line or line.startswith("Traceback")]
        if found:
            yield f"the {name} tells of {len(found)} faults of its own: {found[0][:500]}"
