"""Connections to the database, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from service.errors import StoreError

# How long a writer waits for another one, in seconds.
_BUSY_TIMEOUT = 30


def open_engine(url: str) -> Engine:
    """Return an engine for *url*; an SQLite file's folder is made when missing.

    SQLite runs with write-ahead logging, so that readers do not wait for a writer, and with
    foreign keys enforced.

    Raises:
        StoreError: The URL is malformed, names an unknown database, or its folder cannot be made.
    """
    try:
        parsed = make_url(url)
        engine = create_engine(parsed)
    except (ArgumentError, ImportError) as error:
        raise StoreError(f"CONTRASTE_DATABASE_URL cannot be used ({error}).") from error
    if parsed.get_backend_name() == "sqlite":
        _make_folder(parsed.database)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """Open a session that commits when the block ends well and changes nothing otherwise.

    Raises:
        StoreError: The database cannot be reached or written.
    """
    try:
        with Session(engine) as session, session.begin():
            yield session
    except OperationalError as error:
        raise StoreError(f"The database cannot be used ({error.orig}).") from error


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
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Taking the writer's place at once waits for it; taking it later could only fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
