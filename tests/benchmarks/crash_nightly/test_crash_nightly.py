"""A few nights that are killed, and that the checks would see what they look for."""

from pathlib import Path

from benchmarks.crash_delivery.hook_receiver import Arrived
from benchmarks.crash_delivery.mail_sink import Mail
from benchmarks.crash_delivery.scene import open_scene
from benchmarks.crash_nightly.checks import violations
from benchmarks.crash_nightly.nights import add_documents, beside, peace
from benchmarks.crash_nightly.rounds import measure

URL = "sqlite:///{}/crash.db"


def test_nights_that_were_killed(tmp_path: Path) -> None:
    """Give the same bytes and no mail twice; all fifty: `python -m benchmarks.crash_nightly`."""
    report = measure(URL.format(tmp_path), tmp_path, 2, seed=4)
    assert report.violations == []
    assert report.doubles == 0
    assert report.nights.total() == report.sends.total() == report.rounds == 2
    assert report.mails > 0


def test_what_must_not_be_is_seen(tmp_path: Path) -> None:
    """Words that came twice under two names, another report, and what was never sent."""
    with (
        open_scene(URL.format(tmp_path), tmp_path, 1) as scene,
        peace(beside(scene.settings, tmp_path)) as left,
        peace(scene.settings) as same,
    ):
        for engine in (left.means.engine, scene.engine):
            add_documents(engine, 0)
        assert left.night(0) == same.night(0)
        add_documents(left.means.engine, 1)
        left.night(1)
        words = b"Message-ID: <%d@example.org>\r\nSubject: Night\r\n\r\nThe same.\r\n"
        scene.sink.mails += [Mail("ana@example.org", words % number) for number in range(2)]
        scene.receiver.arrived += [Arrived(f"dlv_{number}", {"a": 1}, 204) for number in range(2)]
        found = " ".join(violations(scene, left.means.engine))
    assert "ana@example.org got 'Night' 2 times" in found
    assert "one message came as ['dlv_0', 'dlv_1']" in found
    assert "is not the same" in found
    assert "is missing" in found
    assert "is not whole" in found
    assert "is waiting" in found
