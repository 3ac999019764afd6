"""Alerts: one mail a night with what is new, a message for each change, nothing on a quiet one."""

from collections.abc import Sequence

from sqlalchemy import Engine

from benchmarks.crash_delivery.hook_receiver import HookReceiver
from benchmarks.crash_delivery.mail_sink import MailSink
from matching.finding import Label
from service.config import Settings
from service.delivery.alerts import Change, ChangeKind
from service.delivery.deliver import Delivered, deliver_due
from service.delivery.queueing import queue_alerts
from service.store.delivery import Channel
from service.store.unit import unit_of_work
from tests.service.delivery.made import AT, ON, deliveries

ONE = Change(
    ChangeKind.NEW_CONFLICT, "fnd_1", None, Label.CONFLICT, "12 o 14 <b>muertos</b>", "/f/1"
)
TWO = Change(ChangeKind.RESOLVED, "fnd_2", Label.CONFLICT, Label.AGREE, "El puente\r\nBcc: x")


def alert(engine: Engine, settings: Settings, changes: Sequence[Change]) -> Delivered:
    """Queue the alerts of a night and send them."""
    with unit_of_work(engine) as store:
        queue_alerts(store, changes, settings, on=ON, language="es", at=AT)
    return deliver_due(engine, settings, AT, clock=lambda: AT)


def test_a_quiet_night_sends_no_alert(engine: Engine, out: Settings) -> None:
    """No mail, no message, no row."""
    assert alert(engine, out, []) == Delivered()
    assert deliveries(engine) == []


def test_changes_are_told_once(
    engine: Engine, out: Settings, sink: MailSink, receiver: HookReceiver
) -> None:
    """The report made anew tells only what it tells newly."""
    out = out.model_copy(update={"mail_to": "ana@example.org"})
    assert alert(engine, out, [ONE, TWO]).sent == 3
    assert alert(engine, out, [ONE, TWO]) == Delivered()
    three = Change(ChangeKind.REGRESSED, "fnd_3", Label.AGREE, Label.CONFLICT, "Fecha")
    assert alert(engine, out, [ONE, TWO, three]).sent == 2
    first, second = (mail.read() for mail in sink.mails)
    assert first["Subject"] == "Cambiaron 2 veredictos (2025-10-30)"
    assert second["Subject"] == "Conflicto de nuevo: Fecha"
    page = first.get_body(("html",))
    assert page is not None
    assert "<b>" not in page.get_content()
    assert 'href="https://contraste.example.org/f/1"' in page.get_content()
    text = first.get_body(("plain",))
    assert text is not None
    assert (
        "Conflicto nuevo: 12 o 14 <b>muertos</b> (sin hallazgo → conflicto)" in text.get_content()
    )
    types = [each.value["type"] for each in receiver.arrived]
    kinds = {each.value["data"]["report"]["changes"][0]["kind"] for each in receiver.arrived}
    assert types == ["verdict.changed"] * 3
    assert kinds == {"new_conflict", "resolved", "regressed"}
    assert deliveries(engine, Channel.FILES) == []
