"""`contraste backup` and `contraste restore`."""

import sys
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from service.cli.output import progress_bar, stderr_console, write_json, write_stdout
from service.config import read_settings
from service.errors import InputError
from service.files import private_writer
from service.store.backup import write_backup
from service.store.backup_file import Contents
from service.store.engine import open_engine, shown_url
from service.store.restore import read_backup

_STDOUT = Path("-")


class Kept(BaseModel):
    """What `contraste backup --json` and `contraste restore --json` print.

    `schema_revision` is that of the backup, for `restore` the one that the rows have now;
    `head` the audit log's last digest, `broken` its first entry that does not fit.
    """

    file: str
    database: str
    schema_revision: str
    created_at: datetime
    rows: int
    tables: dict[str, int]
    entries: int
    head: str
    broken: int | None


def backup_command(file: Path, *, vectors: bool, as_json: bool) -> None:
    """Write a backup to *file*, or to stdout when it is `-`."""
    if as_json and file == _STDOUT:
        raise InputError("--json goes to stdout, where the backup goes; give the backup a FILE.")
    engine = open_engine(read_settings().store_url)
    with progress_bar("Backing up") as bar:
        if file == _STDOUT:
            contents = write_backup(engine, sys.stdout.buffer, vectors=vectors, progress=bar)
            sys.stdout.buffer.flush()
        else:
            with private_writer(file) as stream:
                contents = write_backup(engine, stream, vectors=vectors, progress=bar)
    database = shown_url(engine.url)
    kept = _kept(file, database, contents, contents.schema_revision)
    _warn_of_a_broken_log(contents)
    if as_json:
        write_json(kept)
    elif file != _STDOUT:
        write_stdout(f"{kept.rows:,} rows of {database} are in {file}. Head: {kept.head}\n")


def restore_command(file: Path, *, as_json: bool) -> None:
    """Fill the empty configured database with the backup *file*."""
    if file == _STDOUT:
        raise InputError("A backup is read twice, and stdin only once; give a FILE.")
    engine = open_engine(read_settings().store_url)
    with progress_bar("Restoring") as bar:
        restored = read_backup(engine, file, bar)
    database = shown_url(engine.url)
    kept = _kept(file, database, restored.contents, restored.schema_revision)
    _warn_of_a_broken_log(restored.contents)
    if as_json:
        write_json(kept)
    else:
        write_stdout(f"{kept.rows:,} rows of {file} are in {database}. Head: {kept.head}\n")


def _kept(file: Path, database: str, contents: Contents, schema_revision: str) -> Kept:
    return Kept(
        file=str(file),
        database=database,
        schema_revision=schema_revision,
        created_at=contents.created_at,
        rows=contents.rows,
        tables={each.name: each.rows for each in contents.tables},
        entries=contents.audit.entries,
        head=contents.audit.head,
        broken=contents.audit.broken,
    )


def _warn_of_a_broken_log(contents: Contents) -> None:
    if contents.audit.broken is not None:
        stderr_console().print(
            f"The audit log does not hold at entry {contents.audit.broken:,}, here as there; "
            "contraste audit verify says why."
        )
