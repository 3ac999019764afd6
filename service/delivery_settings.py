"""Settings of what is sent out: mails, webhooks, files; part of `service.config.Settings`."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from service.errors import SettingError


class SmtpSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class WhenUnknown(StrEnum):
    """What becomes of a mail that a server may or may not have accepted."""

    REPORT = "report"
    RESEND = "resend"


class DeliverySettings(BaseSettings):
    """What a person may configure of deliveries (docs/delivery.md)."""

    smtp_host: str = Field(
        default="",
        max_length=253,
        pattern=r"^[A-Za-z0-9.:_-]*$",
        description="Mail server that takes our mails (docs/delivery.md); empty: no mail is sent.",
    )
    smtp_port: int = Field(default=587, ge=1, le=65_535, description="Port of the mail server.")
    smtp_security: SmtpSecurity = Field(
        default=SmtpSecurity.STARTTLS,
        description="`starttls` (usual on port 587) and `tls` (port 465) check the server's "
        "certificate and never go on without; `none` is for a server on this machine.",
    )
    smtp_user: str = Field(
        default="", description="Our name at the mail server; empty: it asks for none."
    )
    smtp_password: SecretStr = Field(
        default=SecretStr(""), description="Our password at the mail server."
    )
    smtp_password_file: str = Field(
        default="", description="File that holds the password, in its place."
    )
    smtp_timeout: float = Field(
        default=60.0,
        gt=0,
        le=600,
        description="Longest that handing over one mail may take, in seconds.",
    )
    mail_from: str = Field(
        default="",
        max_length=320,
        description="Who mails are from, such as `Contraste <contraste@example.org>`.",
    )
    mail_to: str = Field(
        default="",
        description="Addresses that get reports and alerts, a mail each, with commas between them.",
    )
    mail_pdf: bool = Field(
        default=False, description="Whether the report as PDF is attached to its mail."
    )
    mail_when_unknown: WhenUnknown = Field(
        default=WhenUnknown.REPORT,
        description="A mail whose server fell silent, or during which this program was killed, in "
        "the moment of acceptance: `report` it and send it no more (at most once), or `resend` it "
        "under the same Message-ID (at least once).",
    )
    webhooks: str = Field(
        default="",
        description="Webhooks that get reports and alerts, as `desk=https://example.org/hook`, "
        "with spaces between them; the name is how lists call it.",
    )
    webhook_secrets: SecretStr = Field(
        default=SecretStr(""),
        description="Their secrets, as `desk=whsec_…`, with spaces between them. A name that "
        "stands twice has two signatures, while a secret is being replaced.",
    )
    webhook_secrets_file: str = Field(
        default="", description="File that holds the secrets, in their place."
    )
    webhook_timeout: float = Field(
        default=20.0, gt=0, le=600, description="Longest wait for a webhook's answer, in seconds."
    )
    webhook_private: bool = Field(
        default=False,
        description="Whether webhooks may be on this machine or a private network, on any port, "
        "and without TLS.",
    )
    webhook_bytes: int = Field(
        default=262_144,
        ge=1_024,
        description="Largest report that stands in a webhook's message itself, in bytes; of a "
        "larger one it has the link only.",
    )
    delivery_dir: str = Field(
        default="",
        description="Folder that gets each report as files, in a folder for its date, and the "
        "feed `feed.atom`; empty: none.",
    )
    delivery_attempts: int = Field(
        default=12,
        ge=1,
        le=100,
        description="How often one delivery is tried before it has failed.",
    )
    delivery_pause: float = Field(
        default=30.0,
        gt=0,
        le=3600,
        description="Wait after a first failure, in seconds; doubled each time, up to six hours.",
    )
    delivery_days: int = Field(
        default=3,
        ge=1,
        le=365,
        description="Days after which what was never delivered is no news any more: it has failed.",
    )


def secret_of(value: SecretStr, file: str, name: str) -> str:
    """Return the secret called *name*: *value*, or what *file* holds; "" where there is none.

    Raises:
        SettingError: Both are given, or the file cannot be read.
    """
    if not file:
        return value.get_secret_value()
    if value.get_secret_value():
        raise SettingError(f"CONTRASTE_{name} and CONTRASTE_{name}_FILE: set one of them.")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingError(f"CONTRASTE_{name}_FILE cannot be read ({why}).") from error
