"""Rounds of kill -9 on the sender of reports, each followed by reruns until all is settled."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, update

from benchmarks.crash_delivery.hook_receiver import HANG_UP as NO_ANSWER
from benchmarks.crash_delivery.hook_receiver import HookReceiver
from benchmarks.crash_delivery.mail_sink import HANG_UP, OK, Mail, MailSink
from benchmarks.crash_delivery.night import ON, made_report, queue_night
from service.clock import now
from service.config import Settings
from service.delivery.deliver import deliver_due
from service.delivery.mail import message_id
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.engine import transaction
from service.store.tables import DeliveryRow
from service.store.unit import read_only

REPORTS = 2
MOMENTS = ("any", "recipient", "end, kept", "end, not kept", "webhook")
"""When a sender is killed: after a random time, or when a server is at that step."""
_LONGEST = 0.6
_MOST_RERUNS = 60
_PATIENCE = 120.0


@dataclass
class Report:
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

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            name: dict(value) if isinstance(value, Counter) else value
            for name, value in vars(self).items()
        }


@dataclass
class Scene:
    """The servers, the database, and whom to kill when a server is at a step."""

    engine: Engine
    settings: Settings
    environment: dict[str, str]
    sink: MailSink
    receiver: HookReceiver
    chance: random.Random
    moment: str = ""
    victim: subprocess.Popen[str] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.sink.at_recipient = self._at_recipient
        self.sink.at_end = self._at_end
        self.receiver.answers = self._answers

    def kill(self, moment: str) -> bool:
        """Kill the victim if it is to die at *moment*; tell whether it did."""
        with self.lock:
            if self.victim is None or self.moment != moment:
                return False
            with suppress(ProcessLookupError):
                os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
            self.victim = None
            return True

    def _at_recipient(self, _: str) -> str:
        if self.kill("recipient"):
            return HANG_UP
        return self.chance.choices((OK, "451 later", HANG_UP), (80, 15, 5))[0]

    def _at_end(self, _: Mail) -> tuple[str, bool]:
        if self.kill("end, kept"):
            return OK, True
        if self.kill("end, not kept"):
            return HANG_UP, False
        # Servers that fall silent at the end are in it too, whether they kept the mail or not.
        cases = ((OK, True), ("452 full", False), (HANG_UP, True), (HANG_UP, False))
        return self.chance.choices(cases, (88, 8, 2, 2))[0]

    def _answers(self, _: str) -> tuple[int, dict[str, str]]:
        if self.kill("webhook"):
            return 204, {}
        status = self.chance.choices((204, 503, 429, NO_ANSWER, 1), (70, 12, 5, 8, 5))[0]
        if status == 1:
            time.sleep(self.settings.webhook_timeout * 1.3)
            status = 204
        return status, {}


def run_rounds(scene: Scene, rounds: int, tell: Callable[[Report], None] | None = None) -> Report:
    """Run *rounds* and return what was found; the database and the servers go on between them."""
    report = Report()
    begun = time.monotonic()
    for number in range(rounds):
        moment = MOMENTS[number % len(MOMENTS)] if number else "any"
        before = _unknown(scene)
        _run_round(scene, report, number * REPORTS, moment)
        report.unknown[moment] += _unknown(scene) - before
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
        _let_time_pass(scene.engine)
        queue_night(scene.engine, scene.settings, first, REPORTS)
        deliver_due(scene.engine, scene.settings, now())
        report.reruns += 1
        if not _open(scene.engine):
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


def _let_time_pass(engine: Engine) -> None:
    """Have every pause and every claim be over, which else takes minutes."""
    past = now() - timedelta(seconds=1)
    with transaction(engine) as session:
        held = DeliveryRow.state.in_((DeliveryState.SENDING, DeliveryState.HANDED))
        session.execute(update(DeliveryRow).where(held).values(claimed_until=past))
        waits = DeliveryRow.state == DeliveryState.WAITING
        session.execute(update(DeliveryRow).where(waits).values(next_at=past))


def _all(engine: Engine) -> list[Delivery]:
    with read_only(engine) as store:
        return list(store.deliveries.latest(100_000))


def _open(engine: Engine) -> list[Delivery]:
    over = (DeliveryState.SENT, DeliveryState.UNKNOWN)
    return [each for each in _all(engine) if each.state not in over]


def _unknown(scene: Scene) -> int:
    return sum(each.state is DeliveryState.UNKNOWN for each in _all(scene.engine))


def violations(scene: Scene, reports: int) -> list[str]:
    """Return what must not be: lost, double without a name for it, half written."""
    resends = scene.settings.mail_when_unknown.value == "resend"
    mails, messages = scene.sink.by_message_id(), scene.receiver.accepted()
    found = [f"{each.delivery_id} is {each.state}" for each in _open(scene.engine)]
    known = set()
    for each in _all(scene.engine):
        if each.channel is Channel.MAIL:
            name = message_id(each.delivery_id, "example.org")
            known.add(name)
            if each.state is DeliveryState.SENT and not mails[name]:
                found.append(f"the mail {name} is lost")
            if mails[name] > 1 and not resends:
                found.append(f"the mail {name} came {mails[name]} times")
        if each.channel is Channel.WEBHOOK and not messages[each.delivery_id]:
            found.append(f"the message {each.delivery_id} is lost")
    found += [f"nobody knows the mail {name}" for name in set(mails) - known]
    if scene.receiver.refused:
        found.append(f"{scene.receiver.refused} signatures did not hold")
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
    report.doubles = sum(number - 1 for number in mails.values())
    report.again = sum(number - 1 for number in messages.values())
    report.unknown_kept = sum(
        mails[message_id(each.delivery_id, "example.org")]
        for each in _all(scene.engine)
        if each.state is DeliveryState.UNKNOWN
    )
    with read_only(scene.engine) as store:
        if (chain := store.audit.verify()).broken is not None:
            report.violations.append(f"the audit log is broken: {chain.broken.reason}")
