"""Webhooks: signatures by the standard's own library, and where they may lead."""

import json
from dataclasses import replace

import pytest
from standardwebhooks import Webhook as Verifier

from benchmarks.crash_delivery.hook_receiver import HookReceiver, hook_receiver
from service.clock import now
from service.config import Settings
from service.delivery import webhook
from service.delivery.faults import NotNow, Refused
from service.delivery.outgoing import Outgoing
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.outbox import Item, ItemKind, StoredForm
from tests.service.delivery.made import AT, SECRET

ITEM = Item("out_1", ItemKind.REPORT, "rpt_1", "Título", "Dos.", "es", "2025-10-30", "/r/1", AT)
OTHER = "whsec_" + "B" * 44


def outgoing(settings: Settings, body: bytes = b'{"conflicts": 2}') -> Outgoing:
    """Return a message under way at this very moment, which the library checks."""
    delivery = Delivery(
        "dlv_1", "out_1", Channel.WEBHOOK, "desk", DeliveryState.SENDING, 1, AT, AT, "t", None, None
    )
    forms = (StoredForm("report.json", "application/json", body),)
    return Outgoing(delivery, ITEM, forms, settings, now(), lambda: True)


def test_a_message_is_verified_by_the_library(out: Settings) -> None:
    """Without any allowance for its time."""
    with hook_receiver(SECRET) as receiver:
        webhook.send(outgoing(out.model_copy(update={"webhooks": f"desk={receiver.url}"})))
        (arrived,) = receiver.arrived
    assert arrived.webhook_id == "dlv_1"
    assert arrived.value == {
        "type": "report.created",
        "timestamp": "2026-11-26T06:30:00Z",
        "data": {
            "id": "rpt_1",
            "kind": "report",
            "title": "Título",
            "summary": "Dos.",
            "language": "es",
            "date": "2025-10-30",
            "link": "https://contraste.example.org/r/1",
            "report": {"conflicts": 2},
        },
    }


def test_a_secret_can_be_replaced(out: Settings) -> None:
    """Two secrets, two signatures: either verifies; a third does not."""
    both = out.model_copy(
        update={"webhook_secrets_file": "", "webhook_secrets": _secret(SECRET, OTHER)}
    )
    (hook,) = webhook.webhooks(both).values()
    headers = webhook.signed(hook, "dlv_1", now(), "{}")
    for secret in (SECRET, OTHER):
        Verifier(secret).verify("{}", headers)
    with pytest.raises(Exception, match="No matching"):
        Verifier("whsec_" + "C" * 44).verify("{}", headers)
    assert SECRET not in repr(hook)


def _secret(*secrets: str) -> object:
    return Settings(webhook_secrets=" ".join(f"desk={each}" for each in secrets)).webhook_secrets


def test_a_large_report_stays_at_home(out: Settings) -> None:
    """The message has its link; each attempt has the same body."""
    given = outgoing(out, json.dumps("x" * 300_000).encode())
    data = json.loads(webhook.message(given))["data"]
    assert data["report"] is None
    assert data["link"]
    later = replace(given, at=AT)
    assert webhook.message(later) == webhook.message(given)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/h",
        "https://127.0.0.1/h",
        "https://[::1]/h",
        "https://169.254.169.254/h",
        "http://example.org/h",
        "https://example.org:22/h",
        "https://user:pass@example.org/h",
        "ftp://example.org/h",
    ],
)
def test_where_a_webhook_must_not_lead(out: Settings, url: str) -> None:
    """Not into a private network, not without TLS, not to odd ports; and no sentence names it."""
    strict = out.model_copy(update={"webhooks": f"desk={url}", "webhook_private": False})
    with pytest.raises(NotNow) as told:
        webhook.send(outgoing(strict))
    assert "example" not in str(told.value)
    assert "127" not in str(told.value)


def test_what_private_urls_of_documents_allow_is_not_for_webhooks(
    out: Settings, receiver: HookReceiver
) -> None:
    """One permission does not give the other."""
    update = {"webhook_private": False, "allow_private_urls": True}
    with pytest.raises(NotNow):
        webhook.send(outgoing(out.model_copy(update=update)))
    assert receiver.arrived == []


def test_a_webhook_that_is_named_no_more_is_refused(out: Settings) -> None:
    """For good: there is no address to try."""
    with pytest.raises(Refused):
        webhook.send(outgoing(out.model_copy(update={"webhooks": ""})))


def test_a_slow_receiver_is_left_in_time(out: Settings) -> None:
    """It may have it, and gets it again under the same identifier."""
    with hook_receiver(SECRET) as receiver:
        import time

        receiver.answers = lambda _: (time.sleep(1.5), (204, {}))[1]  # type: ignore[func-returns-value]
        slow = {"webhooks": f"desk={receiver.url}", "webhook_timeout": 0.5}
        with pytest.raises(NotNow, match="too long"):
            webhook.send(outgoing(out.model_copy(update=slow)))
