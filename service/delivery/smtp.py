"""Handing one mail over to a server, so that it is known at each step who has it.

Until the server has read the line with the dot it must not deliver anything (RFC 5321, sections
3.9 and 4.1.1.4); once it answers 250 the mail is its own (6.1). In between nobody can know. So
everything else, the mail's own text included, goes first; then the delivery is marked in the
database; then the dot is sent.

Source: RFC 5321, 3207 (STARTTLS), 8314 (TLS), 4954 (AUTH).
"""

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address

from service.config import Settings
from service.delivery.faults import NotNow, Refused, Unclear
from service.delivery.outgoing import one_line
from service.delivery_settings import SmtpSecurity, secret_of
from service.errors import SettingError

_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"^\.", re.M)
_READY, _ACCEPTED, _FORWARDED = 354, 250, 251
_GOOD = (_ACCEPTED, _FORWARDED)
_PERMANENT = range(500, 600)
_FAULTS = (smtplib.SMTPException, OSError)


def hand_over(
    data: bytes,
    sender: str,
    recipient: str,
    settings: Settings,
    mark: Callable[[], bool],
) -> None:
    """Hand the message *data* over, and return once the server has accepted it.

    *mark* is called right before the server is told that the message is complete; it raises, or
    returns False, where it must not be sent.

    Raises:
        NotNow: It was not accepted, and may be later.
        Refused: The server accepts it never.
        Unclear: The server did not say whether it accepted it.
        SettingError: No server is set, or a password would go over an open line.
    """
    until = time.monotonic() + settings.smtp_timeout
    with _told_as_fault(settings), _connected(settings, until) as server:
        _expect(server, until, _GOOD, "mail", sender)
        _expect(server, until, _GOOD, "rcpt", recipient)
        server.putcmd("data")
        _check(server.getreply(), (_READY,))
        server.send(_stuffed(data))
        _hurry(server, until)
        if not mark():
            raise NotNow("Another process has this delivery by now.")
        _check(_last_word(server, settings), _GOOD)


def _last_word(server: smtplib.SMTP, settings: Settings) -> tuple[int, bytes]:
    """Send the dot and return the answer; from here on silence tells nothing."""
    try:
        # Patience costs little here, and haste a mail of which nobody knows.
        _wait_at_most(server, settings.smtp_timeout)
        server.send(b".\r\n")
        return server.getreply()
    except _FAULTS as error:
        raise Unclear(
            f"{settings.smtp_host} had all of the mail and did not say whether it accepts it "
            f"({_why(error)})."
        ) from error


@contextmanager
def _connected(settings: Settings, until: float) -> Iterator[smtplib.SMTP]:
    """Give a connection on which the server knows us."""
    server = _connect(settings)
    try:
        _hurry(server, until)
        server.ehlo_or_helo_if_needed()
        if settings.smtp_security is SmtpSecurity.STARTTLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        password = secret_of(settings.smtp_password, settings.smtp_password_file, "SMTP_PASSWORD")
        if settings.smtp_user:
            _hurry(server, until)
            server.login(settings.smtp_user, password)
        yield server
    finally:
        # What it has accepted it keeps; a farewell could only take time.
        server.close()


def _connect(settings: Settings) -> smtplib.SMTP:
    host = settings.smtp_host
    if not host:
        raise SettingError("CONTRASTE_SMTP_HOST names no mail server.")
    is_open = settings.smtp_security is SmtpSecurity.NONE
    if is_open and settings.smtp_user and not _is_this_machine(host):
        raise SettingError(
            "CONTRASTE_SMTP_SECURITY is none: a password would go over an open line."
        )
    me = socket.gethostname() or None
    if settings.smtp_security is SmtpSecurity.TLS:
        return smtplib.SMTP_SSL(
            host,
            settings.smtp_port,
            local_hostname=me,
            timeout=settings.smtp_timeout,
            context=ssl.create_default_context(),
        )
    return smtplib.SMTP(host, settings.smtp_port, local_hostname=me, timeout=settings.smtp_timeout)


def _expect(
    server: smtplib.SMTP, until: float, wanted: tuple[int, ...], verb: str, address: str
) -> None:
    _hurry(server, until)
    _check(server.mail(address) if verb == "mail" else server.rcpt(address), wanted)


def _check(reply: tuple[int, bytes], wanted: tuple[int, ...]) -> None:
    code, text = reply
    if code in wanted:
        return
    sentence = f"The mail server answers {code}: {one_line(text.decode('utf-8', 'replace'))}"
    raise (Refused if code in _PERMANENT else NotNow)(sentence)


def _hurry(server: smtplib.SMTP, until: float) -> None:
    """Let no further step take longer than what is left of the time for all."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    _wait_at_most(server, left)


def _wait_at_most(server: smtplib.SMTP, seconds: float) -> None:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("it hung up")
    server.sock.settimeout(seconds)


def _stuffed(data: bytes) -> bytes:
    """Return *data* with proper line ends, a dot before each line that begins with one."""
    lines = _LINE_END.sub(b"\r\n", data)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return _DOT.sub(b"..", lines)


@contextmanager
def _told_as_fault(settings: Settings) -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        raise NotNow(f"{settings.smtp_host} does not take mails ({_why(error)}).") from error


def _why(error: Exception) -> str:
    """Return what went wrong; a login's answer may repeat the password, so its code is all."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it refuses our name or password, {error.smtp_code}"
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return one_line(f"{error.smtp_code} {text}")
    if isinstance(error, TimeoutError):
        return "it takes too long"
    return one_line(str(error)) or type(error).__name__


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
