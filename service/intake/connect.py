"""Connections to addresses that were checked, all of them within one deadline.

A name is looked up once, every address found has to be public, and one of those very addresses
is asked: a name cannot lead to a public address when checked and to a private one when used.
The deadline holds for each step, so that a server that sends a byte a second gains nothing.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from service.config import Settings
from service.errors import InputError, RefusedAddress
from service.intake.addresses import is_public

# Addresses of one host that are tried one after the other.
_MOST_TRIED = 4


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, on the monotonic clock, at which everything has to be over."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """Return the moment *seconds* from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds that are left, more than 0.

        Raises:
            httpcore.ReadTimeout: None are.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it takes too long")
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to public addresses only, or to any where the settings allow it."""

    def __init__(self, settings: Settings, deadline: Deadline) -> None:
        """Keep to *settings* and *deadline*."""
        self._settings = settings
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline's is shorter
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to a checked address of *host*.

        Raises:
            RefusedAddress: One of its addresses is not public.
            InputError: There is no such host.
        """
        addresses = look_up(host, port, self._deadline)
        if not self._settings.allow_private_urls and not all(map(is_public, addresses)):
            raise RefusedAddress(
                f"{host} leads to a private address, which is refused; "
                "CONTRASTE_ALLOW_PRIVATE_URLS=true permits it."
            )
        fault: Exception | None = None
        for address in addresses[:_MOST_TRIED]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            return _TimedStream(stream, self._deadline)
        raise fault or httpcore.ConnectError("no address answers")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: no URL leads to a file."""
        raise RefusedAddress(f"{path} is no web address.")


class _TimedStream(httpcore.NetworkStream):
    """A connection each of whose steps ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def look_up(host: str, port: int, deadline: Deadline) -> list[str]:
    """Return the addresses of *host*, each once, in the order in which they are to be tried.

    Raises:
        InputError: There is no such host.
        httpcore.ReadTimeout: The name servers take too long.
    """
    found: list[str] = []
    faults: list[Exception] = []

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as error:
            faults.append(error)

    # The resolver knows no deadline; a thread that waits for it is left behind.
    waiting = threading.Thread(target=ask, daemon=True)
    waiting.start()
    waiting.join(deadline.left())
    if waiting.is_alive():
        raise httpcore.ReadTimeout("it takes too long")
    if faults or not found:
        raise InputError(f"There is no host {host}; check the address.") from (
            faults[0] if faults else None
        )
    return found
