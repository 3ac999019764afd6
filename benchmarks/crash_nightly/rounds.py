"""Rounds of kill -9 on a night and on what sends its report, each followed by reruns."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crash_delivery.scene import (
    MOMENTS,
    Scene,
    again,
    let_time_pass,
    open_deliveries,
    open_scene,
    unknown_mails,
)
from benchmarks.crash_nightly.checks import noted, violations
from benchmarks.crash_nightly.commands import (
    Commands,
    Pace,
    Running,
    kill_after,
    kill_writing,
    paced,
    printed,
)
from benchmarks.crash_nightly.nights import Peace, add_documents, beside, day_of, peace
from benchmarks.told import Told
from service.clock import now
from service.delivery.deliver import deliver_due

_SEND = ("deliveries", "send")
# About as long as a sender takes; it is killed at any moment until then.
_SENDS = 1.5
_MOST_RERUNS = 60
# Each fifth night is a command as a shell starts it; the others do not wait for imports.
_COMMAND = 5
_PATIENCE = 300.0


@dataclass
class Report(Told):
    """What the rounds came to; `violations` is empty in a good run.

    `nights` counts kills of `contraste nightly`, by whether it was to die at any moment or after
    it had begun to write; `sends` those of `contraste deliveries send`. `doubles` are mails that
    came again, `unknown` those of which nobody knows, `unknown_kept` such that the server had
    kept; `again` are messages that the webhook accepted twice, under one identifier.
    """

    rounds: int = 0
    nights: Counter[str] = field(default_factory=Counter)
    sends: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    mails: int = 0
    doubles: int = 0
    unknown: int = 0
    unknown_kept: int = 0
    messages: int = 0
    again: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)


def measure(
    url: str,
    folder: Path,
    rounds: int,
    seed: int,
    tell: Callable[[Report], None] | None = None,
) -> Report:
    """Kill so many nights on the empty database at *url*; *folder* is theirs.

    One night before them is left in peace: its length is that of the others, about.
    """
    more = {"report_languages": "en, es"}
    report, begun = Report(), time.monotonic()
    with (
        open_scene(url, folder, seed, more) as scene,
        peace(beside(scene.settings, folder)) as left,
        peace(scene.settings) as same,
    ):
        newsrooms = _Newsrooms(scene, Commands(scene.environment, folder), left, same)
        pace = newsrooms.quiet_night()
        for number in range(1, rounds + 1):
            newsrooms.round(number, pace, report)
            report.rounds = number
            report.seconds = time.monotonic() - begun
            found = violations(scene, left.means.engine)
            report.violations += [each for each in found if each not in report.violations]
            if tell:
                tell(report)
        _count(scene, rounds, report)
    return report


@dataclass(frozen=True, slots=True)
class _Newsrooms:
    """The one that is killed; one left in peace; and the first as it is without commands."""

    scene: Scene
    commands: Commands
    left: Peace
    same: Peace

    def quiet_night(self) -> Pace:
        """Do the first night in peace in both, and tell how long it takes."""
        self._expected(0)
        # What the commands are forked from has imported all by then.
        self.commands.start(*_SEND).wait()
        pace = paced(lambda: self._start_night(0), self._noted)
        self._settle()
        return pace

    def round(self, number: int, pace: Pace, report: Report) -> None:
        """Kill night *number*, run it again, kill what sends it, and run that until all is sent."""
        expected = self._expected(number)
        report.nights[self._kill_night(number, pace)] += 1
        found = [printed(self._start_night(number))]
        report.sends[self._kill_send(number)] += 1
        self._settle()
        # Whoever runs it again when all is sent gets the same, and nobody gets anything.
        found.append(self.same.night(number))
        if any(each != expected for each in found):
            report.violations.append(f"night {number} has other bytes")

    def _expected(self, number: int) -> str:
        for engine in (self.left.means.engine, self.scene.engine):
            add_documents(engine, number)
        return self.left.night(number)

    def _start_night(self, number: int) -> Running:
        # In turn with a process beside that computes, and all in one.
        if _is_anew(number):
            return self.commands.start_anew(*_nightly(number), "--engine", "processes")
        return self.commands.start(*_nightly(number), "--engine", "inline")

    def _kill_night(self, number: int, pace: Pace) -> str:
        chance, before = self.scene.chance, self._noted()
        running = self._start_night(number)
        if number % 2 and not _is_anew(number):
            moment = "any moment"
            killed = kill_after(running, chance.uniform(0, pace.whole))
        else:
            moment = "while it writes"
            seconds = chance.uniform(0, pace.whole - pace.begins)
            killed = kill_writing(running, self._noted, before, seconds)
        return moment if killed else f"{moment}: it had ended"

    def _kill_send(self, number: int) -> str:
        scene, moment = self.scene, MOMENTS[number % len(MOMENTS)]
        running = self.commands.start(*_SEND)
        with scene.lock:
            scene.moment, scene.victim = moment, running
        if moment == "any":
            time.sleep(scene.chance.uniform(0, _SENDS))
            scene.kill("any")
        code = running.wait(_PATIENCE)
        with scene.lock:
            scene.victim = None
        return moment if code == -signal.SIGKILL else f"{moment}: it had ended"

    def _settle(self) -> None:
        """Send until nothing is open: by the command, then as it does."""
        scene = self.scene
        let_time_pass(scene.engine)
        self.commands.start(*_SEND).wait(_PATIENCE)
        for _ in range(_MOST_RERUNS):
            if not open_deliveries(scene.engine):
                return
            let_time_pass(scene.engine)
            deliver_due(scene.engine, scene.settings, now())

    def _noted(self) -> int:
        return noted(self.scene.engine)


def _is_anew(number: int) -> bool:
    return number > 0 and number % _COMMAND == 0


def _nightly(number: int) -> tuple[str, ...]:
    return "nightly", "--date", day_of(number).isoformat(), "--json"


def _count(scene: Scene, rounds: int, report: Report) -> None:
    mails, messages = scene.sink.by_message_id(), scene.receiver.accepted()
    unknown = unknown_mails(scene)
    report.reports = rounds + 1
    report.mails, report.messages = mails.total(), messages.total()
    report.doubles, report.again = again(mails), again(messages)
    report.unknown, report.unknown_kept = len(unknown), sum(mails[name] for name in unknown)
