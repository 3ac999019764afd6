"""`contraste serve`."""

import os
import signal
import socket
from collections.abc import Callable

import uvicorn

from service.access.binding import check_bind
from service.app import create_app
from service.cli.output import stderr_console
from service.clock import now
from service.config import Settings, read_settings
from service.errors import InputError
from service.logs import configure_logs
from service.store.engine import open_engine
from service.store.migrate import upgrade

_BACKLOG = 2048
# How long requests in hand may take when the server is told to stop, in seconds; the worker
# has its own patience after that.
_GRACE = 2
_KEEP_ALIVE = 30


def serve_command(host: str, port: int, *, with_worker: bool) -> None:
    """Serve the API and the pages on *host* and *port* until told to stop.

    Raises:
        StoreError: The database cannot be opened or migrated.
        SettingError: Strangers could reach *host*, and nothing says who may come in.
        InputError: There is no such address, or the port is taken.
    """
    settings = read_settings()
    configure_logs(settings.log_format, settings.log_level)
    _prepare(settings, host)
    with _listening(host, port) as listening:
        _serve(settings, listening, with_worker=with_worker)


def _prepare(settings: Settings, host: str) -> None:
    # The application would do so too, but here what is wrong is said in one sentence.
    engine = open_engine(settings.store_url)
    try:
        upgrade(engine)
        check_bind(host, settings, engine, at=now())
    finally:
        engine.dispose()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        # Names that lead nowhere have numbers below zero and words of their own.
        is_name = isinstance(error, socket.gaierror) or not error.errno
        reason = error.strerror if is_name else os.strerror(error.errno or 0)
        raise InputError(
            f"The server cannot listen on {host}, port {port} ({reason}); "
            "name others with --host and --port."
        ) from error


class _Server(uvicorn.Server):
    """A server that says when it is there."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()


def _serve(settings: Settings, listening: socket.socket, *, with_worker: bool) -> None:
    address = listening.getsockname()
    shown = f"[{address[0]}]" if listening.family == socket.AF_INET6 else address[0]
    config = uvicorn.Config(
        create_app(settings, with_worker=with_worker),
        # Its lines go where ours go; its access log would have queries in it.
        log_config=None,
        access_log=False,
        # It would believe any proxy on this machine; CONTRASTE_TRUSTED_PROXIES says whom we do.
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    said = f"Contraste listens on http://{shown}:{address[1]}; Ctrl-C stops it."
    server = _Server(config, lambda: stderr_console().print(said))
    # Told to stop, uvicorn stops, and then passes the signal on to whoever was there before.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    server.run(sockets=[listening])
