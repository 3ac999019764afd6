"""Connections to the database, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from service.clock import run_time
from service.errors import StoreError
from service.store.trail import Trail

# How long a writer waits for another one, in seconds.
_BUSY_TIMEOUT = 30
# How long a server may take to answer the first call, in seconds.
_CONNECT_TIMEOUT = 10
# A password with an @ ends at it, and the rest of it would be told as the server's name.
_UNREADABLE = (
    "CONTRASTE_DATABASE_URL cannot be read: in a name or password, @ is written %40, "
    "a colon %3A and a slash %2F; a port is a number."
)
_READS_ONLY = "contraste_reads_only"
_WAITS_NOT = "contraste_waits_not"


def open_engine(url: str) -> Engine:
    """Return an engine for *url*; an SQLite file's folder is made when missing.

    SQLite runs with write-ahead logging, so that readers do not wait for a writer, and with
    foreign keys enforced. `postgresql://` needs the extra `postgres`.

    Raises:
        StoreError: The URL is malformed, names an unknown database, or its folder cannot be made.
    """
    try:
        parsed = make_url(url)
        # Values stay out of errors, and so out of logs: they are texts of others, and hashes.
        engine = create_engine(parsed, hide_parameters=True, **_options(parsed))
    except ModuleNotFoundError as error:
        raise StoreError(
            f"CONTRASTE_DATABASE_URL needs a driver that is not installed ({error.name}); "
            "PostgreSQL's comes with pip install 'contraste[postgres]'."
        ) from error
    except (ArgumentError, ImportError) as error:
        raise StoreError(f"CONTRASTE_DATABASE_URL cannot be used ({error}).") from error
    except ValueError:
        # Its words may be the end of a password.
        raise StoreError(_UNREADABLE) from None
    if "@" in (parsed.host or ""):
        raise StoreError(_UNREADABLE)
    if parsed.get_backend_name() == "sqlite":
        _make_folder(parsed.database)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def shown_url(url: URL) -> str:
    """Return *url* as it may be told: no password, and no parameters, one of which may be it."""
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def transaction(
    engine: Engine, *, actor: str = "system", at: datetime | None = None
) -> Iterator[Session]:
    """Open a session that commits when the block ends well and changes nothing otherwise.

    What was noted in it goes into the audit log in *actor*'s name, in the same transaction.
    *at* is the moment of the entries, by default now.

    Raises:
        StoreError: The database cannot be reached or written.
    """
    trail = Trail(actor, at or run_time())
    with _told_as_store_error(), Session(engine) as session, session.begin():
        session.info[Trail] = trail
        yield session
        session.flush()
        trail.write(session)


@contextmanager
def fleeting(engine: Engine) -> Iterator[Session]:
    """Open a session for a remark that nobody must wait for; it commits when the block ends.

    It gives up at once when another writer is in the way. Nothing in it may be noted for the
    audit log.

    Raises:
        StoreError: Another writer is in the way, or the database cannot be reached.
    """
    with (
        _told_as_store_error(),
        engine.connect().execution_options(**{_WAITS_NOT: True}) as connection,
        Session(connection) as session,
        session.begin(),
    ):
        if engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL lock_timeout = '1ms'"))
        yield session


@contextmanager
def view(engine: Engine) -> Iterator[Session]:
    """Open a session that sees one state of the database and cannot write.

    Raises:
        StoreError: The database cannot be reached.
    """
    options: dict[str, Any] = {_READS_ONLY: True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with (
        _told_as_store_error(),
        engine.connect().execution_options(**options) as connection,
        Session(connection) as session,
    ):
        yield session


@contextmanager
def _told_as_store_error() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreError(f"The database cannot be used ({error.orig}).") from error


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "postgresql":
        return {}
    # A connection that the server closed while it lay idle is replaced before it is used.
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": _CONNECT_TIMEOUT}}


def _make_folder(database: str | None) -> None:
    if not database or database == ":memory:":
        return
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder of {database} cannot be made ({error.strerror}).") from error


def _configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's driver would commit before each change of the schema; _begin_sqlite begins instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Two processes that open a new file at once both want to change its mode.
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(_READS_ONLY, False)
    wait = 0 if connection.get_execution_options().get(_WAITS_NOT) else _BUSY_TIMEOUT * 1000
    # A connection comes from the pool as its last user left it.
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads_only else 'OFF'}")
    # Taking the writer's place at once waits for it; taking it later could only fail.
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
