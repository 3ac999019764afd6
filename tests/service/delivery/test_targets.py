"""What settings name is read strictly, and a secret is told in no error."""

from datetime import timedelta
from pathlib import Path

import pytest

from service.config import Settings
from service.delivery.backoff import pause
from service.delivery.targets import recipients, targets, webhooks
from service.errors import SettingError
from service.store.delivery import Channel
from tests.service.delivery.made import SECRET


def test_everything_that_is_named_is_a_target(out: Settings) -> None:
    """Each once; a domain is written one way."""
    given = out.model_copy(update={"mail_to": "Ana@Example.org,ana@example.org, Ana@example.ORG "})
    assert targets(given) == (
        (Channel.MAIL, "Ana@example.org"),
        (Channel.MAIL, "ana@example.org"),
        (Channel.WEBHOOK, "desk"),
        (Channel.FILES, out.delivery_dir),
    )
    assert targets(Settings()) == ()


@pytest.mark.parametrize(
    "update",
    [
        {"mail_to": "ana"},
        {"mail_to": "ana@example.org\r\nBcc: eve@example.org"},
        {"mail_to": "Ana <ana@example.org>"},
        {"mail_from": ""},
        {"mail_from": "a@b\r\nBcc: eve@example.org"},
        {"webhooks": "desk"},
        {"webhooks": "desk=https://a.example desk=https://b.example"},
        {"webhooks": "other=https://a.example"},
        {"webhooks": "de/sk=https://a.example"},
    ],
)
def test_what_makes_no_sense_is_told(out: Settings, update: dict[str, str]) -> None:
    """In one sentence that names the setting."""
    with pytest.raises(SettingError, match="CONTRASTE_"):
        targets(out.model_copy(update=update))


@pytest.mark.parametrize("secret", ["whsec_c2hvcnQ=", "hunter2hunter2hunter2hunter2", "whsec_%%%"])
def test_a_weak_secret_is_refused_and_not_told(out: Settings, secret: str) -> None:
    """The standard asks for 24 bytes at least."""
    weak = Settings(**{**out.model_dump(), "webhook_secrets": f"desk={secret}"})
    with pytest.raises(SettingError) as told:
        webhooks(weak)
    assert secret not in str(told.value)
    assert secret not in repr(weak)


def test_secrets_lie_in_a_file(out: Settings, tmp_path: Path) -> None:
    """In the setting's place, not beside it; one that is missing is told."""
    path = tmp_path / "secrets"
    given = {**out.model_dump(), "webhook_secrets": "", "webhook_secrets_file": str(path)}
    with pytest.raises(SettingError, match="FILE"):
        webhooks(Settings(**given))
    path.write_text(f"desk={SECRET}\nwire={SECRET}\n")
    assert webhooks(Settings(**given))["desk"].secrets == (SECRET,)
    with pytest.raises(SettingError, match="one of them"):
        webhooks(Settings(**{**given, "webhook_secrets": "x"}))


def test_without_a_server_there_is_no_mail(out: Settings) -> None:
    """Whoever is named."""
    assert recipients(out.model_copy(update={"smtp_host": ""})) == ()


def test_pauses_double_and_differ() -> None:
    """Within a quarter of what is due, never the same for all, always the same for one."""
    for attempts in range(1, 60):
        due = min(30 * 2 ** (attempts - 1), 21_600)
        found = [pause(f"dlv_{n}", attempts, first=30).total_seconds() for n in range(50)]
        assert all(due * 0.75 <= each <= due * 1.25 for each in found)
        assert len({round(each, 3) for each in found}) > 40
        assert found[7] == pause("dlv_7", attempts, first=30).total_seconds()
    assert pause("dlv_1", 1, first=30, retry_after=1e9) == timedelta(days=1)
