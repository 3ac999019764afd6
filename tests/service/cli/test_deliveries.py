"""`contraste deliveries` lists, sends, tries again and cancels."""

import json
from collections.abc import Iterator

import pytest

from benchmarks.crash_delivery.mail_sink import MailSink, mail_sink
from service.clock import now
from service.config import read_settings
from service.delivery.queueing import queue_report
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from tests.service.cli.conftest import Run
from tests.service.delivery.made import ON, MadeReport


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailSink]:
    """A mail server that the environment names, and a report that waits for two recipients."""
    with mail_sink() as found:
        for name, value in (
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", str(found.port)),
            ("SMTP_SECURITY", "none"),
            ("MAIL_FROM", "Contraste <contraste@example.org>"),
            ("MAIL_TO", "ana@example.org, luis@example.org"),
        ):
            monkeypatch.setenv(f"CONTRASTE_{name}", value)
        settings = read_settings()
        engine = open_engine(settings.store_url)
        upgrade(engine)
        with unit_of_work(engine) as store:
            queue_report(store, MadeReport(), settings, on=ON, at=now())
        engine.dispose()
        yield found


def test_reports_are_sent_and_what_fails_is_listed(run: Run, sink: MailSink) -> None:
    """Exit code 1 where somebody asked to be warned."""
    sink.at_recipient = lambda to: "550 [no] such user" if to.startswith("ana") else "250 OK"
    waiting = json.loads(run("deliveries", "list", "--json").out)["deliveries"]
    assert {each["state"] for each in waiting} == {"waiting"}
    sent = run("deliveries", "send", "--json", "--fail-on", "trouble")
    assert (sent.code, json.loads(sent.out)) == (
        1,
        {"sent": 1, "waiting": 0, "failed": 1, "unknown": 0},
    )
    listed = run("deliveries", "list", "--troubled", "--fail-on", "trouble", "--json")
    (failed,) = json.loads(listed.out)["deliveries"]
    assert (listed.code, failed["target"], failed["channel"]) == (1, "ana@example.org", "mail")
    assert "[no] such user" in run("deliveries", "list").out.replace("\n", " ")
    sink.at_recipient = lambda _: "250 OK"
    assert run("deliveries", "retry", failed["delivery_id"]).code == 0
    assert run("deliveries", "send").out.startswith("1 sent")
    assert len(sink.mails) == 2
    assert run("deliveries", "list", "--troubled", "--fail-on", "trouble").code == 0


def test_what_waits_can_be_cancelled(run: Run, sink: MailSink) -> None:
    """And what was sent cannot; one that is not there is told in a sentence."""
    rows = json.loads(run("deliveries", "list", "--channel", "mail", "--json").out)["deliveries"]
    one = rows[0]["delivery_id"]
    cancelled = json.loads(run("deliveries", "cancel", one, "--json").out)["deliveries"]
    assert [each["state"] for each in cancelled] == ["cancelled"]
    run("deliveries", "send")
    assert len(sink.mails) == 1
    refused = run("deliveries", "cancel", rows[1]["delivery_id"])
    assert (refused.code, "sent" in refused.err) == (2, True)
    assert run("deliveries", "retry", "dlv_none").code == 2


def test_a_setting_that_makes_no_sense_is_told_first(
    run: Run, sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is tried."""
    monkeypatch.setenv("CONTRASTE_MAIL_TO", "ana")
    told = run("deliveries", "send")
    assert (told.code, "CONTRASTE_MAIL_TO" in told.err) == (2, True)
    assert sink.mails == []
