"""A few rounds of kill -9 on deliveries, and that the checks would see what they look for."""

import random
from pathlib import Path

from benchmarks.crash_delivery.__main__ import measure
from benchmarks.crash_delivery.hook_receiver import HookReceiver
from benchmarks.crash_delivery.mail_sink import Mail, MailSink
from benchmarks.crash_delivery.night import queue_night
from benchmarks.crash_delivery.rounds import violations
from benchmarks.crash_delivery.scene import Scene
from service.clock import now
from service.config import Settings
from service.delivery.deliver import deliver_due
from service.store.delivery import Channel
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only

URL = "sqlite:///{}/crash.db"


def test_no_mail_comes_twice(tmp_path: Path) -> None:
    """Killed at the recipient and inside the window; all fifty: `python -m benchmarks.…`."""
    report = measure(URL.format(tmp_path), tmp_path, 3, seed=5)
    assert report.violations == []
    assert report.doubles == 0
    assert report.rounds == report.kills.total() == 3
    assert report.kills["recipient"] + report.kills["end, kept"] == 2
    assert report.mails > 0


def test_what_must_not_be_is_seen(tmp_path: Path) -> None:
    """A mail that came twice, one that was lost, a message that was lost, a file that was cut."""
    engine = open_engine(URL.format(tmp_path))
    upgrade(engine)
    settings = Settings(
        smtp_host="127.0.0.1",
        mail_from="contraste@example.org",
        mail_to="ana@example.org",
        delivery_dir=f"{tmp_path}/reports",
    )
    queue_night(engine, settings, 0, 1)
    sink, receiver = MailSink(), HookReceiver("")
    scene = Scene(engine, settings, {}, sink, receiver, random.Random(1))  # noqa: S311
    with read_only(engine) as store:
        mail, _ = store.deliveries.latest(9, channel=Channel.MAIL)
    held = b"Message-ID: <%s@example.org>\r\n\r\n" % mail.delivery_id.encode()
    sink.mails += [Mail("ana@example.org", held)] * 2
    deliver_due(
        engine, settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": 1}), now()
    )
    (Path(settings.delivery_dir) / "2025-10-30" / "rpt_0000-es" / "report.md").write_text("cut")
    found = " ".join(violations(scene, 1))
    assert "came 2 times" in found
    assert "is waiting" in found
    assert "is not whole" in found
    engine.dispose()
