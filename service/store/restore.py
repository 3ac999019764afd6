"""Reading a backup into an empty database: all of it, or nothing.

The rows go into the schema that they came from, and the migrations then bring them to the
newest, as they would have brought the database itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, exists, inspect, literal_column, select, table
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from service.errors import ConflictError, InputError
from service.store.backup import NOT_KEPT, Progress, count_rows, log_contents, table_lines
from service.store.backup_file import BackupReader, Contents, checked, digest_of, opened
from service.store.migrate import is_known, migrating, move_to, newest
from service.store.portable import inserted, row_of
from service.store.tables import Base

# Lines gathered before they are inserted: so many, or so many bytes of them.
_BATCH = 500
_BATCH_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: what the backup held, and the schema that its rows have now."""

    contents: Contents
    schema_revision: str


def read_backup(engine: Engine, path: Path, progress: Progress | None = None) -> Restored:
    """Fill an empty database with the backup at *path*.

    The file is read through first. Then one transaction brings the database to the schema of
    the backup, inserts the rows, reads them back and holds them to the digests, verifies the
    audit log, and brings everything to the newest schema. *progress* is told how many rows
    are inserted and read back, of how many.

    Raises:
        InputError: The file is no whole backup, or of a newer version.
        ConflictError: The database has rows.
        StoreError: The database cannot be reached or written.
    """
    contents = checked(path)
    if not is_known(contents.schema_revision):
        raise InputError(
            f"{path} has schema {contents.schema_revision}, which this version does not know; "
            "upgrade Contraste."
        )
    steps = _Steps(2 * contents.rows, progress)
    try:
        with opened(path) as backup, migrating(engine) as connection:
            _claim_empty(connection, contents)
            move_to(connection, contents.schema_revision)
            with _references_checked_last(connection, contents):
                _insert(connection, backup, steps)
            _check_stored(connection, backup, steps)
            move_to(connection, newest())
    except (IntegrityError, DataError, ProgrammingError) as error:
        raise InputError(f"{path} does not fit the schema that it names ({error.orig}).") from error
    return Restored(contents, newest())


@dataclass(slots=True)
class _Steps:
    """Tells how far it is, a batch of rows at a time."""

    total: int
    progress: Progress | None
    done: int = 0

    def add(self, rows: int) -> None:
        """Count *rows* more."""
        self.done += rows
        if self.progress:
            self.progress(self.done, self.total)


def _claim_empty(connection: Connection, contents: Contents) -> None:
    """Make sure that none of our tables has a row, and that nobody adds one meanwhile.

    What no backup holds may be there: a server that was started once has made its secret.
    """
    named = {*Base.metadata.tables, *(each.name for each in contents.tables)}
    found = sorted(named & set(inspect(connection).get_table_names()))
    if found and connection.dialect.name == "postgresql":
        quoted = ", ".join(map(_quoting(connection), found))
        connection.exec_driver_sql(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE")
    for name in (name for name in found if name not in NOT_KEPT):
        if connection.scalar(select(exists(select(literal_column("1")).select_from(table(name))))):
            raise ConflictError(
                f"The database has rows already (in {name}); "
                "a backup is restored into an empty database only."
            )


def _insert(connection: Connection, backup: BackupReader, steps: _Steps) -> None:
    for each in backup.contents.tables:
        statement = inserted(each.name, each.columns)
        for lines in _batches(backup.rows(each)):
            connection.execute(statement, [row_of(line, each.columns) for line in lines])
            steps.add(len(lines))
    backup.end()


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) == _BATCH or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check_stored(connection: Connection, backup: BackupReader, steps: _Steps) -> None:
    """Read back what was stored: it has to be what the backup holds, to the last byte.

    ValueError when it is not: what one database can hold and the other cannot.
    """
    with Session(connection) as session:
        for each in (each for each in backup.contents.tables if each.name not in NOT_KEPT):
            if digest_of(table_lines(session, each)) != backup.digests[each.name]:
                count = count_rows(session, each.name)
                raise ValueError(
                    f"the rows of {each.name} come back changed ({count:,} of {each.rows:,})"
                )
            steps.add(each.rows)
        if log_contents(session) != backup.contents.audit:
            raise ValueError("its audit log is not the one that it names")


@contextmanager
def _references_checked_last(connection: Connection, contents: Contents) -> Iterator[None]:
    """Let a row come before the one of its own table that it refers to."""
    if connection.dialect.name != "postgresql":
        # Holds until the transaction ends, which the last broken reference would stop.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield
        return
    quote, inspector = _quoting(connection), inspect(connection)
    changes = [
        f"ALTER TABLE {quote(each.name)} ALTER CONSTRAINT {quote(key['name'] or '')}"
        for each in contents.tables
        for key in inspector.get_foreign_keys(each.name)
        if key["referred_table"] == each.name
    ]
    for change in changes:
        connection.exec_driver_sql(f"{change} DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for change in changes:
        connection.exec_driver_sql(f"{change} NOT DEFERRABLE")


def _quoting(connection: Connection) -> Callable[[str], str]:
    return connection.dialect.identifier_preparer.quote
