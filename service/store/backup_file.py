"""The file of a backup: gzip of lines of JSON, its contents first, its digest last.

    {"format": "contraste-backup", "version": 1, "schema_revision": …, "tables": [ … ], …}
    […]                        as many rows of the first table as its contents say
    {"table": …, "sha256": …}  of these rows
    …                          the other tables, each after those that it refers to
    {"sha256": …}              of all lines before

So a part of a backup, or one that was changed anywhere, is known as such; and it can be
written into a pipe and read with `zcat`.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import InputError
from service.store.portable import KINDS, Column

# What the fifth level costs less in time than the ninth gains in space: vectors hardly shrink.
_LEVEL = 5


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TableContents(_Frozen):
    """A table of a backup: its columns in the order of its rows' values, and how many rows."""

    name: str
    columns: tuple[Column, ...]
    rows: int


class LogContents(_Frozen):
    """The audit log as it was: `broken` is the first entry that does not fit, when one does not."""

    entries: int
    head: str
    broken: int | None


class Contents(_Frozen):
    """The first line: what is in a backup, and of which state of which schema."""

    format: Literal["contraste-backup"] = "contraste-backup"
    version: Literal[1] = 1
    schema_revision: str
    code_version: str
    created_at: datetime
    audit: LogContents
    tables: tuple[TableContents, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables)


class BackupWriter:
    """Writes the lines of a backup and keeps the digests."""

    def __init__(self, stream: BinaryIO, contents: Contents) -> None:
        """Write the *contents* to *stream*, which comes packed already."""
        self._stream = stream
        self._whole = hashlib.sha256()
        self._write(contents.model_dump_json().encode() + b"\n")

    def table(self, name: str, lines: Iterator[bytes]) -> None:
        """Write the rows of the table *name*."""
        digest = hashlib.sha256()
        for line in lines:
            digest.update(line)
            self._write(line)
        self._write(_closing(table=name, sha256=digest.hexdigest()))

    def end(self) -> None:
        """Write the last line."""
        self._stream.write(_closing(sha256=self._whole.hexdigest()))

    def _write(self, line: bytes) -> None:
        self._whole.update(line)
        self._stream.write(line)


class BackupReader:
    """Reads the lines of a backup, in their order, and holds them to their digests.

    `digests` has the SHA-256 of each table that was read.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read the contents; ValueError when there are none."""
        self._stream = stream
        self._whole = hashlib.sha256()
        self.digests: dict[str, str] = {}
        self.contents = Contents.model_validate_json(self._line())
        kinds = {column.kind for table in self.contents.tables for column in table.columns}
        if not kinds <= set(KINDS):
            raise ValueError("it has columns of an unknown kind")

    def rows(self, table: TableContents) -> Iterator[bytes]:
        """Give the lines of the next table, which has to be *table*; ValueError at a wrong end."""
        digest = hashlib.sha256()
        for _ in range(table.rows):
            line = self._line()
            digest.update(line)
            yield line
        found = self.digests[table.name] = digest.hexdigest()
        if self._line() != _closing(table=table.name, sha256=found):
            raise ValueError(f"the rows of {table.name} are not those that were written")

    def end(self) -> None:
        """Read the last line; ValueError when it is another one, or not the last."""
        expected = _closing(sha256=self._whole.hexdigest())
        if self._line() != expected or self._stream.read(1):
            raise ValueError("its digest does not fit")

    def _line(self) -> bytes:
        line = self._stream.readline()
        if not line.endswith(b"\n"):
            raise ValueError("its end is missing")
        self._whole.update(line)
        return line


@contextmanager
def packed(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream whose bytes arrive in *stream* packed; the same bytes whatever the time."""
    with gzip.GzipFile("", "wb", _LEVEL, stream, mtime=0) as pack:
        yield pack  # type: ignore[misc]  # it is a BinaryIO in all but name


@contextmanager
def opened(path: Path) -> Iterator[BackupReader]:
    """Open the backup at *path*.

    Raises:
        InputError: It cannot be read, is no backup, or not as it was written.
    """
    try:
        with gzip.open(path, "rb") as stream:
            yield BackupReader(stream)  # type: ignore[arg-type]
    except ValidationError as error:
        raise _refused(path, "its first line does not say what is in it") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _refused(path, f"{error}".rstrip(".") or "it cannot be unpacked") from error
    except ValueError as error:
        raise _refused(path, f"{error}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error


def checked(path: Path) -> Contents:
    """Read the whole backup at *path* and return its contents.

    Raises:
        InputError: It cannot be read, is no backup, or not as it was written.
    """
    with opened(path) as backup:
        for table in backup.contents.tables:
            for _ in backup.rows(table):
                pass
        backup.end()
        return backup.contents


def digest_of(lines: Iterable[bytes]) -> str:
    """Return the SHA-256 of the rows of a table."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _refused(path: Path, reason: str) -> InputError:
    return InputError(f"{path} is not a whole backup of Contraste: {reason}. Nothing was written.")


def _closing(**values: str) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"
