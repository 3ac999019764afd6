"""Writing a backup: one state of the database, while others go on writing to it."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, select, table
from sqlalchemy.orm import Session

from matching.run_config import CODE_VERSION
from service.clock import run_time
from service.store.audit import AuditRepository
from service.store.backup_file import BackupWriter, Contents, LogContents, TableContents, packed
from service.store.engine import view
from service.store.migrate import check_schema
from service.store.portable import columns_of, line_of, selected
from service.store.tables import Base

# Who is signed in or on the way, what this installation signs with, and answers that are kept
# for a day: an old file must open no door, and nobody's key stands in it.
NOT_KEPT = frozenset({"web_session", "sign_in", "secret", "answer"})
_VECTORS = "text_vector"
# Rows fetched at once: a document may have megabytes, and memory has to stay flat.
_BATCH = 100

Progress = Callable[[int, int], None]


def write_backup(
    engine: Engine, stream: BinaryIO, *, vectors: bool = True, progress: Progress | None = None
) -> Contents:
    """Write all rows of a migrated database to *stream* and return what was written.

    What others write meanwhile is not in it, nor is what NOT_KEPT names. Without *vectors* the
    cache of vectors is left out: it is most of the bytes, and is made again as texts are
    compared again. *progress* is told how many rows are done, of how many.

    Raises:
        StoreError: The database cannot be read or has another schema.
    """
    check_schema(engine)
    with view(engine) as session, packed(stream) as pack:
        contents = _contents(session, vectors=vectors)
        writer = BackupWriter(pack, contents)
        done = 0
        for each in contents.tables:
            lines = table_lines(session, each) if each.rows else iter(())
            writer.table(each.name, _counted(lines, done, contents.rows, progress))
            done += each.rows
        writer.end()
    if progress:
        progress(contents.rows, contents.rows)
    return contents


def table_lines(session: Session, contents: TableContents) -> Iterator[bytes]:
    """Give the rows of a table as a backup has them, read as they are asked for."""
    statement = selected(contents.name, contents.columns, session.get_bind().dialect.name)
    found = session.execute(statement, execution_options={"yield_per": _BATCH})
    for row in found:
        yield line_of(row, contents.columns)


def count_rows(session: Session, name: str) -> int:
    """Return how many rows the table *name* has."""
    return session.scalar(select(func.count()).select_from(table(name))) or 0


def log_contents(session: Session) -> LogContents:
    """Return what the audit log comes to, every entry checked."""
    report = AuditRepository(session).verify()
    broken = report.broken.number if report.broken else None
    return LogContents(entries=report.entries, head=report.head, broken=broken)


def _contents(session: Session, *, vectors: bool) -> Contents:
    revision = MigrationContext.configure(session.connection()).get_current_revision()
    assert revision is not None
    left_out = NOT_KEPT if vectors else NOT_KEPT | {_VECTORS}
    return Contents(
        schema_revision=revision,
        code_version=CODE_VERSION,
        created_at=run_time(),
        audit=log_contents(session),
        tables=tuple(
            TableContents(
                name=each.name,
                columns=columns_of(each),
                rows=0 if each.name in left_out else count_rows(session, each.name),
            )
            for each in Base.metadata.sorted_tables
        ),
    )


def _counted(
    lines: Iterator[bytes], done: int, total: int, progress: Progress | None
) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=done + 1):
        yield line
        if progress and number % _BATCH == 0:
            progress(number, total)
