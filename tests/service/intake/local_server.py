"""A real server on this machine that says exactly what a test wants, well-formed or not."""

import contextlib
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

# What a path does with the connection, given the request's header fields in lower case.
Script = Callable[["Talk"], None]


@dataclass
class Talk:
    """One request and the connection that it came over."""

    path: str
    fields: dict[str, str]
    send: Callable[[bytes], None]
    stopping: threading.Event

    def reply(
        self, body: bytes = b"", status: int = 200, length: bool = True, **fields: str
    ) -> None:
        """Send a whole answer; `content_type="…"` is the field Content-Type."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        if length:
            named.setdefault("content-length", str(len(body)))
        lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in named.items())]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)

    def wait(self, seconds: float) -> bool:
        """Wait, but not longer than the server lives; tell whether it still does."""
        return not self.stopping.wait(seconds)


@dataclass
class LocalServer:
    """The server's address, its scripts by path, and the requests it has had."""

    url: str = ""
    scripts: dict[str, Script] = field(default_factory=dict)
    asked: list[Talk] = field(default_factory=list)

    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [talk.path for talk in self.asked if talk.path != "/robots.txt"]


def answer(body: bytes | str, content_type: str = "text/plain", status: int = 200) -> Script:
    """Return a script that gives *body*."""
    data = body.encode() if isinstance(body, str) else body
    return lambda talk: talk.reply(data, status, content_type=content_type)


def moved(location: str, status: int = 302) -> Script:
    """Return a script that leads elsewhere."""
    return lambda talk: talk.reply(b"", status, location=location)


@contextlib.contextmanager
def local_server(scripts: Mapping[str, Script] | None = None) -> Iterator[LocalServer]:
    """Run a server; a path without a script is not found."""
    found = LocalServer(scripts=dict(scripts or {}))
    stopping = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            # What is under test may hang up at any moment.
            with contextlib.suppress(OSError, ValueError, IndexError):
                path = self.rfile.readline().split()[1].decode("latin-1")
                fields = {}
                while (line := self.rfile.readline().strip()) and b":" in line:
                    name, _, value = line.decode("latin-1").partition(":")
                    fields[name.lower()] = value.strip()
                talk = Talk(path, fields, self.connection.sendall, stopping)
                found.asked.append(talk)
                script = found.scripts.get(path.partition("?")[0])
                if script:
                    script(talk)
                else:
                    talk.reply(b"nothing here", 404)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        found.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield found
        stopping.set()
        server.shutdown()
        thread.join()
