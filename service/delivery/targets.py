"""Where things go: what the settings name, read strictly."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from email.utils import parseaddr

from service.config import Settings
from service.delivery_settings import secret_of
from service.errors import SettingError
from service.store.delivery import Channel

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_LONGEST_ADDRESS = 254
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
# Source: Standard Webhooks 1.0.0, "Signature scheme": between 24 and 64 bytes.
_SECRET_BYTES = range(24, 65)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook: how lists call it, where it is, and what its messages are signed with."""

    name: str
    url: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)


def targets(settings: Settings) -> tuple[tuple[Channel, str], ...]:
    """Return every channel and target that *settings* name, as deliveries have them.

    Raises:
        SettingError: A setting cannot be read, or lacks another one that it needs.
    """
    found = [(Channel.MAIL, address) for address in recipients(settings)]
    found += [(Channel.WEBHOOK, hook.name) for hook in webhooks(settings).values()]
    if settings.delivery_dir:
        found.append((Channel.FILES, settings.delivery_dir))
    return tuple(found)


def recipients(settings: Settings) -> tuple[str, ...]:
    """Return the addresses that get mails, each once; none where no server is set.

    Raises:
        SettingError: One is no address, or nobody is named as sender.
    """
    if not settings.smtp_host:
        return ()
    given = [part.strip() for part in settings.mail_to.split(",") if part.strip()]
    for address in given:
        if not is_address(address):
            raise SettingError(f"CONTRASTE_MAIL_TO: {address!r} is no mail address.")
    if given:
        sender(settings)
    return tuple(dict.fromkeys(_with_small_domain(address) for address in given))


def sender(settings: Settings) -> tuple[str, str]:
    """Return name and address of who mails are from.

    Raises:
        SettingError: The setting holds no address.
    """
    name, address = parseaddr(settings.mail_from)
    if not is_address(address) or any(ord(sign) < ord(" ") for sign in settings.mail_from):
        raise SettingError(
            f"CONTRASTE_MAIL_FROM is {settings.mail_from!r}; "
            "it has to be like Contraste <contraste@example.org>."
        )
    return name, _with_small_domain(address)


def is_address(text: str) -> bool:
    """Tell whether *text* is a mail address that every server takes: ASCII, without quotes."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def webhooks(settings: Settings) -> dict[str, Webhook]:
    """Return the webhooks by name.

    Raises:
        SettingError: A name, address or secret makes no sense, or one has no secret.
    """
    addresses = _named(settings.webhooks, "WEBHOOKS")
    if not addresses:
        return {}
    held = secret_of(settings.webhook_secrets, settings.webhook_secrets_file, "WEBHOOK_SECRETS")
    secrets: dict[str, list[str]] = {}
    for name, secret in _named(held, "WEBHOOK_SECRETS"):
        if not _is_secret(secret):
            raise SettingError(
                f"CONTRASTE_WEBHOOK_SECRETS: the secret of {name} has to be whsec_ and 24 to 64 "
                "bytes in base64."
            )
        secrets.setdefault(name, []).append(secret)
    found: dict[str, Webhook] = {}
    for name, url in addresses:
        if name in found:
            raise SettingError(f"CONTRASTE_WEBHOOKS names {name} twice.")
        if name not in secrets:
            raise SettingError(f"CONTRASTE_WEBHOOK_SECRETS has no secret of {name}.")
        found[name] = Webhook(name, url, tuple(secrets[name]))
    return found


def _named(text: str, setting: str) -> list[tuple[str, str]]:
    """Return the pairs of `name=value name=value`; a value is never told, it may be a secret."""
    found = []
    for part in text.split():
        name, equals, value = part.partition("=")
        if not equals or not value or not _NAME.fullmatch(name):
            raise SettingError(f"CONTRASTE_{setting} has to be like name=value name=value.")
        found.append((name, value))
    return found


def _is_secret(text: str) -> bool:
    prefix, _, rest = text.partition("_")
    if prefix != "whsec":
        return False
    try:
        return len(base64.b64decode(rest + "=" * (-len(rest) % 4), validate=True)) in _SECRET_BYTES
    except (binascii.Error, ValueError):
        return False


def _with_small_domain(address: str) -> str:
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"
