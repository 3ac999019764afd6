"""Bringing a database to the newest schema, one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

import migrations
from service.errors import StoreError
from service.store.engine import view
from service.store.locks import take_turn

# How long a process waits for another one that is migrating, and a step for a table that
# somebody reads, in seconds.
_LOCK_TIMEOUT = 120
_TABLE_TIMEOUT = 20


def upgrade(engine: Engine) -> str:
    """Bring the database to the newest schema and return its revision.

    Two processes that start at once take turns; the second finds nothing left to do.

    Raises:
        StoreError: Another process holds the lock for two minutes, the schema is newer
            than this program, or the server lacks pgvector.
    """
    try:
        with migrating(engine) as connection:
            command.upgrade(_config_on(connection), "head")
    except DBAPIError as error:
        raise StoreError(f"The database cannot be used ({error.orig}).") from error
    return newest()


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that no migration runs beside.

    Raises:
        StoreError: The database cannot be reached, its schema is newer than this program, or
            another process holds the lock for two minutes.
    """
    try:
        with _locked(engine) as connection:
            yield connection
    except Timeout as error:
        raise StoreError("Another process is migrating the database; try again later.") from error
    except CommandError as error:
        raise StoreError(f"The database was made by a newer version ({error}); upgrade.") from error
    except (OperationalError, InterfaceError) as error:
        raise StoreError(f"The database cannot be used ({error.orig}).") from error


def newest() -> str:
    """Return the revision of the newest schema."""
    return _scripts().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Tell whether this program can make a database of that schema."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def move_to(connection: Connection, revision: str) -> None:
    """Bring the schema up or down to *revision*, in the transaction of `migrating`."""
    current = MigrationContext.configure(connection).get_current_revision()
    passed = _scripts().iterate_revisions(current, "base") if current else ()
    is_passed = revision in {script.revision for script in passed}
    move = command.downgrade if is_passed else command.upgrade
    if revision != current:
        move(_config_on(connection), revision)


def check_schema(engine: Engine) -> None:
    """Make sure that the database has the newest schema, without changing it.

    Raises:
        StoreError: It has another one; `contraste migrate` brings an older one up.
    """
    head = newest()
    try:
        with view(engine) as session:
            context = MigrationContext.configure(session.connection())
            current = context.get_current_revision()
    except DBAPIError as error:
        raise StoreError(f"The database cannot be used ({error.orig}).") from error
    if current != head:
        raise StoreError(
            f"The database has schema {current or 'none'}, and this version needs {head}; "
            "run contraste migrate."
        )


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the schema back to *revision*; the rows of dropped tables are lost."""
    with _locked(engine) as connection:
        command.downgrade(_config_on(connection), revision)


def alembic_config() -> Config:
    """Return alembic's configuration; the scripts lie in the installed package."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config


@cache
def _scripts() -> ScriptDirectory:
    # Read once: who asks whether the service is ready asks often, and they do not change.
    return ScriptDirectory.from_config(alembic_config())


def _config_on(connection: Connection) -> Config:
    config = alembic_config()
    config.attributes["connection"] = connection
    return config


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that no other migration runs beside.

    PostgreSQL locks in the transaction, whichever machine the other process is on. Beside an
    SQLite file lies a file to lock: BEGIN IMMEDIATE waits too, but for a shorter time.
    """
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}s'")
            take_turn(connection, "migration")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_TABLE_TIMEOUT}s'")
            yield connection
    elif (database := engine.url.database) and database != ":memory:":
        with (
            FileLock(f"{database}.migrating", timeout=_LOCK_TIMEOUT),
            engine.begin() as connection,
        ):
            yield connection
    else:
        with engine.begin() as connection:
            yield connection
