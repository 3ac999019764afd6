"""Both databases, a real mail server and a real webhook receiver on this machine."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.crash_delivery.hook_receiver import HookReceiver, hook_receiver
from benchmarks.crash_delivery.mail_sink import MailSink, mail_sink
from service.config import Settings
from tests.databases import (
    backend,
    engine,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.delivery.made import SECRET

__all__ = [
    "backend",
    "engine",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]


@pytest.fixture
def sink() -> Iterator[MailSink]:
    """A mail server without TLS."""
    with mail_sink() as found:
        yield found


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[HookReceiver]:
    """A webhook receiver that takes the times of tests for real ones."""
    monkeypatch.setattr(
        "standardwebhooks.webhooks.Webhook._Webhook__verify_timestamp",
        lambda _, given: datetime.fromtimestamp(float(given), UTC),
    )
    with hook_receiver(SECRET) as found:
        yield found


@pytest.fixture
def out(sink: MailSink, receiver: HookReceiver, tmp_path: Path) -> Settings:
    """Settings that lead to both, and to a folder."""
    return Settings(
        smtp_host="127.0.0.1",
        smtp_port=sink.port,
        smtp_security="none",
        smtp_timeout=5,
        mail_from="Contraste <contraste@example.org>",
        mail_to="ana@example.org, luis@example.org",
        webhooks=f"desk={receiver.url}",
        webhook_secrets=f"desk={SECRET}",
        webhook_private=True,
        webhook_timeout=5,
        delivery_dir=f"{tmp_path}/reports",
        public_url="https://contraste.example.org",
    )
