"""A real SMTP server on this machine that takes mails, refuses them, or hangs up on purpose."""

import email
import email.policy
import importlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

OK = "250 OK"
HANG_UP = ""
"""An answer that is none: the connection is closed in its place."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that the server made its own, as it came."""

    recipient: str
    data: bytes

    def read(self) -> EmailMessage:
        """Return the mail as a program reads it."""
        return email.message_from_bytes(self.data, policy=email.policy.default)


@dataclass
class MailSink:
    """The server's port and what it accepted.

    `at_recipient` gives the answer to RCPT; `at_end` the answer once the whole mail is there,
    and whether the server keeps the mail whatever it answers. Both run in the server's thread.
    """

    port: int = 0
    mails: list[Mail] = field(default_factory=list)
    at_recipient: Callable[[str], str] = lambda _: OK
    at_end: Callable[[Mail], tuple[str, bool]] = lambda _: (OK, True)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def by_message_id(self) -> Counter[str]:
        """Return how many mails of each Message-ID it accepted."""
        with self.lock:
            return Counter(str(mail.read()["Message-ID"]) for mail in self.mails)


@contextmanager
def mail_sink(**options: Any) -> Iterator[MailSink]:
    """Run a server on a free port; *options* are aiosmtpd's (`tls_context`, `authenticator`…)."""
    controllers: Any = importlib.import_module("aiosmtpd.controller")
    found = MailSink()
    controller = controllers.Controller(
        _Handler(found), hostname="127.0.0.1", port=0, server_hostname="sink.test", **options
    )
    ask = controller._trigger_server

    def ask_the_port_it_got() -> None:
        found.port = controller.port = controller.server.sockets[0].getsockname()[1]
        ask()

    controller._trigger_server = ask_the_port_it_got
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


class _Handler:
    """What aiosmtpd asks at each step."""

    def __init__(self, sink: MailSink) -> None:
        self._sink = sink

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, _: Any, envelope: Any, address: str, __: Any
    ) -> str:
        answer = self._sink.at_recipient(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return _answered(server, answer)

    async def handle_DATA(self, server: Any, _: Any, envelope: Any) -> str:  # noqa: N802
        mail = Mail(envelope.rcpt_tos[0], bytes(envelope.content))
        answer, is_kept = self._sink.at_end(mail)
        if is_kept:
            with self._sink.lock:
                self._sink.mails.append(mail)
        return _answered(server, answer)


def _answered(server: Any, answer: str) -> str:
    if answer == HANG_UP:
        server.transport.abort()
        return "421 gone"
    return answer
