"""What is queued arrives once, in every channel, on both databases; what fails is told."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from benchmarks.crash_delivery.hook_receiver import HANG_UP as NO_ANSWER
from benchmarks.crash_delivery.hook_receiver import HookReceiver
from benchmarks.crash_delivery.mail_sink import HANG_UP, MailSink
from service.config import Settings
from service.delivery.deliver import Delivered, deliver_due
from service.delivery_settings import WhenUnknown
from service.store.delivery import Channel, DeliveryState
from service.store.unit import read_only, unit_of_work
from tests.service.delivery.made import AT, PDF, SECRET, deliveries, queue, states

S = DeliveryState
LATER = timedelta(days=1)


def deliver(engine: Engine, settings: Settings, after: timedelta = timedelta()) -> Delivered:
    """Send what is due so long after it was queued."""
    return deliver_due(engine, settings, AT + after, clock=lambda: AT + after)


def test_a_report_arrives_once_by_every_channel(
    engine: Engine, out: Settings, sink: MailSink, receiver: HookReceiver
) -> None:
    """Queued twice and sent twice, by two processes even, it is there once."""
    queue(engine, out)
    queue(engine, out)
    assert deliver(engine, out) == Delivered(sent=4)
    queue(engine, out)
    assert deliver(engine, out, LATER) == Delivered()
    assert sorted(mail.recipient for mail in sink.mails) == ["ana@example.org", "luis@example.org"]
    assert set(sink.by_message_id().values()) == {1}
    (message,) = receiver.arrived
    assert message.value["type"] == "report.created"
    assert message.value["data"]["id"] == "rpt_1"
    assert message.value["data"]["report"] == {"conflicts": 2}
    assert message.value["data"]["link"] == "https://contraste.example.org/reports/rpt_1"
    folder = Path(out.delivery_dir) / "2025-10-30" / "rpt_1-es"
    assert sorted(path.name for path in folder.iterdir()) == [
        "report.html",
        "report.json",
        "report.md",
        "report.pdf",
    ]
    assert (folder / "report.pdf").read_bytes() == PDF
    assert b"rpt_1" in (Path(out.delivery_dir) / "feed.atom").read_bytes()


@pytest.mark.parametrize("answer", ["451 later", "421 busy", HANG_UP])
def test_a_mail_that_is_not_accepted_waits(
    engine: Engine, out: Settings, sink: MailSink, answer: str
) -> None:
    """Before its text has gone, nothing can be double; each pause is longer than the last."""
    out = out.model_copy(update={"mail_to": "ana@example.org", "webhooks": "", "delivery_dir": ""})
    sink.at_recipient = lambda _: answer
    queue(engine, out)
    assert deliver(engine, out) == Delivered(waiting=1)
    (waits,) = deliveries(engine)
    assert waits.next_at > AT + timedelta(seconds=20)
    assert "mail" in (waits.error or "")
    assert deliver(engine, out, timedelta(seconds=10)) == Delivered()
    assert deliver(engine, out, timedelta(minutes=5)) == Delivered(waiting=1)
    (again,) = deliveries(engine)
    assert again.attempts == 2
    sink.at_recipient = lambda _: "250 OK"
    assert deliver(engine, out, timedelta(hours=1)) == Delivered(sent=1)
    assert set(sink.by_message_id().values()) == {1}


def test_a_mail_refused_for_good_has_failed(engine: Engine, out: Settings, sink: MailSink) -> None:
    """The server's own words say why; the other recipient gets theirs."""
    sink.at_recipient = lambda to: "550 no such user" if to.startswith("ana") else "250 OK"
    queue(engine, out)
    done = deliver(engine, out)
    assert (done.failed, states(engine, Channel.MAIL)) == (1, {S.FAILED: 1, S.SENT: 1})
    (failed,) = (each for each in deliveries(engine, Channel.MAIL) if each.state is S.FAILED)
    assert failed.error == "The mail server answers 550: no such user"
    sink.at_recipient = lambda _: "250 OK"
    with unit_of_work(engine) as store:
        store.deliveries.retry(failed.delivery_id, at=AT)
    assert deliver(engine, out).sent == 1
    assert len(sink.mails) == 2


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("resends", [True, False])
def test_a_mail_whose_server_falls_silent_at_the_end_is_unknown(
    engine: Engine, out: Settings, sink: MailSink, is_kept: bool, resends: bool
) -> None:
    """It is sent no more, whether the server kept it or not; or, by choice, under its old name."""
    out = out.model_copy(
        update={
            "mail_to": "ana@example.org",
            "webhooks": "",
            "delivery_dir": "",
            "mail_when_unknown": WhenUnknown.RESEND if resends else WhenUnknown.REPORT,
        }
    )
    sink.at_end = lambda _: (HANG_UP, is_kept)
    queue(engine, out)
    done = deliver(engine, out)
    assert done == (Delivered(waiting=1) if resends else Delivered(unknown=1))
    sink.at_end = lambda _: ("250 OK", True)
    deliver(engine, out, LATER)
    assert sum(sink.by_message_id().values()) == is_kept + resends
    assert len(sink.by_message_id()) == (1 if is_kept or resends else 0)
    assert states(engine) == ({S.SENT: 1} if resends else {S.UNKNOWN: 1})
    if not resends:
        with unit_of_work(engine) as store:  # a person who asked the recipient may decide
            store.deliveries.retry(deliveries(engine)[0].delivery_id, at=AT)
        assert deliver(engine, out, LATER).sent == 1


def test_a_mail_refused_for_now_at_its_end_is_sent_again(
    engine: Engine, out: Settings, sink: MailSink
) -> None:
    """A server that says no has not kept it: this is no doubt."""
    sink.at_end = lambda _: ("452 disk full", False)
    out = out.model_copy(update={"mail_to": "ana@example.org", "webhooks": ""})
    queue(engine, out)
    assert deliver(engine, out).waiting == 1
    sink.at_end = lambda _: ("250 OK", True)
    assert deliver(engine, out, LATER).sent == 1


def test_a_receiver_that_fails_now_and_then_gets_everything(
    engine: Engine, out: Settings, receiver: HookReceiver
) -> None:
    """503, 404, a redirect, no answer: it is sent until it arrives, under one identifier."""
    out = out.model_copy(update={"mail_to": "", "delivery_dir": ""})
    script = iter([503, 404, 302, NO_ANSWER, 429, 200])
    receiver.answers = lambda _: (next(script), {"Location": "http://127.0.0.1:9/"})
    queue(engine, out)
    for hours in range(6):
        deliver(engine, out, timedelta(hours=hours))
    assert states(engine) == {S.SENT: 1}
    assert len({each.webhook_id for each in receiver.arrived}) == 1
    assert [each.status for each in receiver.arrived] == [503, 404, 302, 0, 429, 200]
    assert receiver.refused == 0


def test_a_receiver_says_when(engine: Engine, out: Settings, receiver: HookReceiver) -> None:
    """`Retry-After` counts where it is longer than our own pause."""
    out = out.model_copy(update={"mail_to": "", "delivery_dir": ""})
    receiver.answers = lambda _: (429, {"Retry-After": "7200"})
    queue(engine, out)
    deliver(engine, out)
    (waits,) = deliveries(engine)
    assert waits.next_at == AT + timedelta(hours=2)
    assert waits.error == "It answers 429 Too Many Requests."


def test_a_receiver_that_is_gone_gets_nothing_more(
    engine: Engine, out: Settings, receiver: HookReceiver
) -> None:
    """Not even another report, until a person says so; then all of them."""
    out = out.model_copy(update={"mail_to": "", "delivery_dir": ""})
    receiver.answers = lambda _: (410, {})
    queue(engine, out)
    assert deliver(engine, out) == Delivered(failed=1)
    queue(engine, out, "rpt_2")
    assert deliver(engine, out, LATER) == Delivered()
    assert states(engine) == {S.GONE: 2}
    receiver.answers = lambda _: (204, {})
    with unit_of_work(engine) as store:
        store.deliveries.retry(deliveries(engine)[0].delivery_id, at=AT)
    assert deliver(engine, out) == Delivered(sent=2)


def test_what_never_works_is_given_up(engine: Engine, out: Settings) -> None:
    """After so many attempts, or so many days."""
    out = out.model_copy(
        update={"mail_to": "", "delivery_dir": "", "webhook_private": False, "delivery_attempts": 3}
    )
    queue(engine, out)
    outcomes = [deliver(engine, out, timedelta(hours=hour)) for hour in (0, 1, 2, 3)]
    assert outcomes == [Delivered(waiting=1)] * 2 + [Delivered(failed=1), Delivered()]
    queue(engine, out, "rpt_2")
    deliver(engine, out, timedelta(days=4))
    assert states(engine) == {S.FAILED: 2}
    assert (deliveries(engine)[0].error or "").startswith("It was too old")


def test_what_a_killed_process_left_is_taken_up(engine: Engine, out: Settings) -> None:
    """Before the mail was handed over it is sent; after that nobody knows, and it is told."""
    queue(engine, out)
    with unit_of_work(engine) as store:
        held = [
            store.deliveries.claim(f"t{number}", by=AT, until=AT + timedelta(minutes=3))
            for number in range(4)
        ]
        mails = [each for each in held if each and each.channel is Channel.MAIL]
        assert store.deliveries.mark(mails[0])
    assert deliver(engine, out, timedelta(minutes=2)) == Delivered()
    done = deliver(engine, out, timedelta(minutes=4))
    assert (done.sent, done.lost) == (3, 1)
    # Who was taken for dead can hand nothing over any more, and say nothing about it.
    with unit_of_work(engine) as store:
        assert not store.deliveries.mark(mails[1])
        assert not store.deliveries.sent(mails[1], at=AT)
        # But whoever had the one in doubt may still learn that it was accepted.
        assert store.deliveries.sent(mails[0], at=AT)
    assert states(engine) == {S.SENT: 4}


def test_secrets_are_in_no_row_and_no_error(engine: Engine, out: Settings) -> None:
    """Nor is a webhook's address, which may be one."""
    out = out.model_copy(update={"webhooks": "desk=http://127.0.0.1:1/tok3n", "mail_to": ""})
    queue(engine, out)
    deliver(engine, out)
    with read_only(engine) as store:
        told = repr(store.deliveries.latest(9))
    assert "desk" in told
    assert "tok3n" not in told
    assert SECRET not in told
