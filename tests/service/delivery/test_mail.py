"""Mails: what stands in them, how they are handed over, and what no text can do to them."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks.crash_delivery.mail_sink import MailSink, mail_sink
from service.config import Settings
from service.delivery.faults import NotNow, Refused
from service.delivery.mail import compose, inlined, send
from service.delivery.outgoing import Outgoing, one_line
from service.errors import SettingError
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.outbox import Item, ItemKind, StoredForm
from tests.service.delivery.made import AT, HTML, PDF

ITEM = Item(
    "out_1",
    ItemKind.REPORT,
    "rpt_1",
    "Informe: 2 conflictos",
    "Dos.",
    "es",
    "2025-10-30",
    "/r/1",
    AT,
)
FORMS = (
    StoredForm("report.md", "text/markdown", "# Informe\n\n.\n..\nMurió\r\n.\r\nñ\rfin".encode()),
    StoredForm("report.html", "text/html; charset=utf-8", HTML.encode()),
    StoredForm('re"port\r\n.pdf', "application/pdf", PDF),
)


def outgoing(settings: Settings, item: Item = ITEM, to: str = "ana@example.org") -> Outgoing:
    """Return a mail under way."""
    delivery = Delivery(
        "dlv_1", "out_1", Channel.MAIL, to, DeliveryState.SENDING, 1, AT, AT, "t", None, None
    )
    return Outgoing(delivery, item, FORMS, settings, AT, lambda: True)


def test_a_mail_has_text_page_and_file(out: Settings, sink: MailSink) -> None:
    """As it arrives: each part whole, dots and line ends too."""
    out = out.model_copy(update={"mail_pdf": True})
    send(outgoing(out))
    (got,) = sink.mails
    mail = got.read()
    assert mail["Subject"] == "Informe: 2 conflictos"
    assert mail["From"] == "Contraste <contraste@example.org>"
    assert mail["To"] == "ana@example.org"
    assert mail["Message-ID"] == "<dlv_1@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_body(("plain",))
    page = mail.get_body(("html",))
    assert text is not None
    assert page is not None
    # The text's lines are lines of a mail, whatever ended them.
    assert text.get_content().splitlines() == [
        *("# Informe", "", ".", "..", "Murió", ".", "ñ", "fin", ""),
        "https://contraste.example.org/r/1",
    ]
    assert 'style="color: #123456;' in page.get_content()
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("re-port-.pdf", PDF)
    assert all(len(line) <= 998 for line in got.data.split(b"\r\n"))
    assert b"\r" not in got.data.replace(b"\r\n", b"")


def test_equal_deliveries_are_equal_bytes(out: Settings) -> None:
    """Boundaries too; and without PDF unless it is wanted."""
    one, two = (compose(outgoing(out)).as_bytes() for _ in range(2))
    assert one == two
    assert b"application/pdf" not in one


@pytest.mark.parametrize(
    "title",
    [
        "a\r\nBcc: eve@example.org",
        "a\nBcc: eve@example.org",
        "a\x00\x0b\u2028Bcc: x",
        "\u202ea" * 500,
    ],
)
def test_a_title_makes_no_header(out: Settings, sink: MailSink, title: str) -> None:
    """Whatever stands in it, it is one line of the subject."""
    send(outgoing(out, replace(ITEM, title=title)))
    mail = sink.mails[0].read()
    assert mail["Bcc"] is None
    assert mail["Subject"] == one_line(title)
    assert sorted(mail.keys()) == sorted(compose(outgoing(out)).keys())


@pytest.mark.parametrize("to", ["a@b\r\nRCPT TO:<eve@example.org>", "a b@example.org", "@", "ana"])
def test_an_address_is_no_command(out: Settings, sink: MailSink, to: str) -> None:
    """It is refused before any server hears of it."""
    with pytest.raises(Refused):
        send(outgoing(out, to=to))
    assert sink.mails == []


def test_nothing_is_loaded_for_a_page() -> None:
    """Links to styles stay links, and what is no page comes back as it was."""
    html = '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><p>a</p>'
    assert "127.0.0.1:9" in inlined(html)
    assert inlined("") is not None


def test_a_mark_that_is_refused_sends_nothing(out: Settings, sink: MailSink) -> None:
    """The server has the text then, and drops it with the connection."""
    with pytest.raises(NotNow):
        send(replace(outgoing(out), mark=lambda: False))
    assert sink.mails == []


def test_a_password_goes_over_tls_only(out: Settings) -> None:
    """To another machine; to this one it may."""
    given = {"smtp_host": "mail.example.org", "smtp_user": "contraste"}
    with pytest.raises(SettingError, match="open line"):
        send(outgoing(out.model_copy(update=given)))


def test_a_server_without_starttls_gets_nothing(out: Settings, sink: MailSink) -> None:
    """Somebody on the way may have taken the offer out."""
    strict = Settings(**{**out.model_dump(), "smtp_security": "starttls"})
    with pytest.raises(NotNow, match="STARTTLS"):
        send(outgoing(strict))
    assert sink.mails == []


def test_starttls_checks_the_certificate(
    out: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that nobody vouches for is refused; one that is known carries name and password."""
    certificate, key = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    logins: list[tuple[bytes, bytes]] = []

    def authenticate(*asked: object) -> object:
        from aiosmtpd.smtp import AuthResult

        data = asked[-1]
        logins.append((data.login, data.password))  # type: ignore[attr-defined]
        is_right = data.password == b"s3cret"  # type: ignore[attr-defined]
        return AuthResult(success=is_right, handled=is_right)

    password = tmp_path / "password"
    password.write_text("s3cret\n")
    with mail_sink(tls_context=context, require_starttls=True, authenticator=authenticate) as sink:
        given = {
            **out.model_dump(),
            "smtp_host": "localhost",
            "smtp_port": sink.port,
            "smtp_security": "starttls",
            "smtp_user": "contraste",
            "smtp_password_file": str(password),
        }
        with pytest.raises(NotNow, match="certificate"):
            send(outgoing(Settings(**given)))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        send(outgoing(Settings(**given)))
        assert logins == [(b"contraste", b"s3cret")]
        assert len(sink.mails) == 1
        password.write_text("wr0ng")
        with pytest.raises(NotNow, match="535") as told:
            send(outgoing(Settings(**given)))
        assert "wr0ng" not in str(told.value)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of localhost that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret
