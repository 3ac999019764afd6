"""Servers that fail now and then, and whom to kill when one of them is at a step."""

import base64
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, update

from benchmarks.crash_delivery.hook_receiver import HANG_UP as NO_ANSWER
from benchmarks.crash_delivery.hook_receiver import HookReceiver, hook_receiver
from benchmarks.crash_delivery.mail_sink import HANG_UP, OK, Mail, MailSink, mail_sink
from service.clock import now
from service.config import PREFIX, Settings
from service.delivery.mail import message_id
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.engine import open_engine, transaction
from service.store.migrate import upgrade
from service.store.tables import DeliveryRow
from service.store.unit import read_only

MOMENTS = ("any", "recipient", "end, kept", "end, not kept", "webhook")
"""When a sender is killed: after a random time, or when a server is at that step."""

_SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
# Settings that are the same in every run.
_GIVEN = {
    "smtp_host": "127.0.0.1",
    "smtp_security": "none",
    "smtp_timeout": "20",
    "mail_from": "Contraste <contraste@example.org>",
    "mail_to": "ana@example.org, luis@example.org",
    "webhook_secrets": f"desk={_SECRET}",
    "webhook_private": "true",
    "webhook_timeout": "2",
    "delivery_attempts": "100",
}


class Victim(Protocol):
    """A process that may be killed."""

    @property
    def pid(self) -> int:
        """Its number."""
        ...

    def wait(self) -> int | None:
        """Wait until it has ended."""
        ...


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
    victim: Victim | None = None
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


@contextmanager
def open_scene(
    url: str, folder: Path, seed: int, more: Mapping[str, str] | None = None
) -> Iterator[Scene]:
    """Give the empty database at *url* its tables, and servers; *more* are settings beside ours."""
    with mail_sink() as sink, hook_receiver(_SECRET) as receiver:
        given = {
            "database_url": url,
            "data_dir": str(folder / "data"),
            "smtp_port": str(sink.port),
            "webhooks": f"desk={receiver.url}",
            "delivery_dir": str(folder / "reports"),
            **_GIVEN,
            **(more or {}),
        }
        own = {f"{PREFIX}{name.upper()}": value for name, value in given.items()}
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
        engine = open_engine(url)
        upgrade(engine)
        chance = random.Random(seed)  # noqa: S311 - chance, not a secret
        settings = Settings.model_validate(given)
        try:
            yield Scene(engine, settings, inherited | own, sink, receiver, chance)
        finally:
            engine.dispose()


def let_time_pass(engine: Engine) -> None:
    """Have every pause and every claim be over, which else takes minutes."""
    past = now() - timedelta(seconds=1)
    with transaction(engine) as session:
        held = DeliveryRow.state.in_((DeliveryState.SENDING, DeliveryState.HANDED))
        session.execute(update(DeliveryRow).where(held).values(claimed_until=past))
        waits = DeliveryRow.state == DeliveryState.WAITING
        session.execute(update(DeliveryRow).where(waits).values(next_at=past))


def all_deliveries(engine: Engine) -> list[Delivery]:
    """Return every delivery."""
    with read_only(engine) as store:
        return list(store.deliveries.latest(100_000))


def open_deliveries(engine: Engine) -> list[Delivery]:
    """Return the deliveries that may still be sent, or failed."""
    over = (DeliveryState.SENT, DeliveryState.UNKNOWN)
    return [each for each in all_deliveries(engine) if each.state not in over]


def unknown_mails(scene: Scene) -> list[str]:
    """Return the Message-IDs of mails of which nobody knows whether they arrived."""
    found = all_deliveries(scene.engine)
    return [_name(each) for each in found if each.state is DeliveryState.UNKNOWN]


def lost_or_double(scene: Scene) -> list[str]:
    """Return what must not be of mails and messages: lost, double, or known to nobody."""
    resends = scene.settings.mail_when_unknown.value == "resend"
    mails, messages = scene.sink.by_message_id(), scene.receiver.accepted()
    found = [f"{each.delivery_id} is {each.state}" for each in open_deliveries(scene.engine)]
    known = set()
    for each in all_deliveries(scene.engine):
        if each.channel is Channel.MAIL:
            name = _name(each)
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
    return found


def broken_chain(engine: Engine) -> list[str]:
    """Return why the audit log does not hold; nothing when it does."""
    with read_only(engine) as store:
        broken = store.audit.verify().broken
    return [f"the audit log is broken: {broken.reason}"] if broken else []


def again(counts: Counter[str]) -> int:
    """Return how often something came that had come before."""
    return sum(number - 1 for number in counts.values())


def _name(delivery: Delivery) -> str:
    return message_id(delivery.delivery_id, "example.org")
