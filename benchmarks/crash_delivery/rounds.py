"""Rounds of kill -9 on the sender of reports, each followed by reruns until all is settled."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crash_delivery.night import ON, made_report, queue_night
from benchmarks.crash_delivery.scene import (
    MOMENTS,
    Scene,
    again,
    broken_chain,
    let_time_pass,
    lost_or_double,
    open_deliveries,
    unknown_mails,
)
from benchmarks.told import Told
from service.clock import now
from service.delivery.deliver import deliver_due

REPORTS = 2
_LONGEST = 0.6
_MOST_RERUNS = 60
_PATIENCE = 120.0


@dataclass
class Report(Told):
    """What the rounds came to; `violations` is empty in a good run.

    `mails` are accepted mails, `unknown` deliveries of which nobody knows, of which the server
    kept `unknown_kept`; `again` are messages that the webhook accepted twice, under one id.
    """

    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    reruns: int = 0
    mails: int = 0
    doubles: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    unknown_kept: int = 0
    messages: int = 0
    again: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)


def run_rounds(scene: Scene, rounds: int, tell: Callable[[Report], None] | None = None) -> Report:
    """Run *rounds* and return what was found; the database and the servers go on between them."""
    report = Report()
    begun = time.monotonic()
    for number in range(rounds):
        moment = MOMENTS[number % len(MOMENTS)] if number else "any"
        before = len(unknown_mails(scene))
        _run_round(scene, report, number * REPORTS, moment)
        report.unknown[moment] += len(unknown_mails(scene)) - before
        report.rounds += 1
        report.seconds = time.monotonic() - begun
        found = violations(scene, (number + 1) * REPORTS)
        report.violations += [each for each in found if each not in report.violations]
        if tell:
            tell(report)
    _count(scene, report)
    return report


def _run_round(scene: Scene, report: Report, first: int, moment: str) -> None:
    command = [sys.executable, "-m", "benchmarks.crash_delivery.night", str(first), str(REPORTS)]
    process = _start(command, scene.environment)
    with scene.lock:
        scene.moment, scene.victim = moment, process
    if moment == "any":
        time.sleep(scene.chance.uniform(0, _LONGEST))
        scene.kill("any")
    process.wait(_PATIENCE)
    with scene.lock:
        scene.victim = None
    killed = process.returncode == -signal.SIGKILL
    report.kills[moment if killed else f"{moment}: it had ended"] += 1
    for _ in range(_MOST_RERUNS):
        # The same as the process does, without waiting for another one to start.
        let_time_pass(scene.engine)
        queue_night(scene.engine, scene.settings, first, REPORTS)
        deliver_due(scene.engine, scene.settings, now())
        report.reruns += 1
        if not open_deliveries(scene.engine):
            return


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    """Start a sender and wait until it begins."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    return process


def violations(scene: Scene, reports: int) -> list[str]:
    """Return what must not be: lost, double without a name for it, half written."""
    found = lost_or_double(scene)
    day = Path(scene.settings.delivery_dir) / ON.isoformat()
    expected = {f"{made_report(number).report_id}-es" for number in range(reports)}
    if {path.name for path in day.iterdir()} != expected:
        found.append(f"{day} holds other folders than those of the reports")
    for number in range(reports):
        for form in made_report(number).forms:
            path = day / f"{made_report(number).report_id}-es" / form.file_name
            if not path.is_file() or path.read_bytes() != form.content:
                found.append(f"{path} is not whole")
    return found


def _count(scene: Scene, report: Report) -> None:
    mails, messages = scene.sink.by_message_id(), scene.receiver.accepted()
    report.mails, report.messages = mails.total(), messages.total()
    report.doubles, report.again = again(mails), again(messages)
    report.unknown_kept = sum(mails[name] for name in unknown_mails(scene))
    report.violations += broken_chain(scene.engine)
