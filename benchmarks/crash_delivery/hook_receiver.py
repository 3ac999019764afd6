"""A real webhook receiver on this machine that verifies signatures, and fails now and then."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

HANG_UP = 0
"""A status that is none: the connection is closed in its place."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message with its identifier, what was in it, and how it was answered."""

    webhook_id: str
    value: Any
    status: int


@dataclass
class HookReceiver:
    """The receiver's address, and what arrived with a signature that holds.

    `answers` gives the status for a message, and headers; it may wait as long as it likes.
    `refused` counts messages whose signature does not hold.
    """

    secret: str
    url: str = ""
    answers: Callable[[str], tuple[int, dict[str, str]]] = lambda _: (204, {})
    arrived: list[Arrived] = field(default_factory=list)
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def accepted(self) -> Counter[str]:
        """Return how often each message was answered with 2xx."""
        with self.lock:
            return Counter(each.webhook_id for each in self.arrived if 200 <= each.status < 300)


@contextmanager
def hook_receiver(secret: str) -> Iterator[HookReceiver]:
    """Run a receiver on a free port that knows *secret*."""
    found = HookReceiver(secret)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Take a message."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                value = Webhook(found.secret).verify(body, dict(self.headers))
            except WebhookVerificationError:
                found.refused += 1
                self.send_error(401)
                return
            webhook_id = self.headers["webhook-id"]
            status, headers = found.answers(webhook_id)
            with found.lock:
                found.arrived.append(Arrived(webhook_id, value, status))
            if status == HANG_UP:
                self.close_connection = True
                return
            with suppress(OSError):
                self.send_response(status)
                for name, text in {"Content-Length": "0", **headers}.items():
                    self.send_header(name, text)
                self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
