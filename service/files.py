"""Writing files so that a reader sees the old file or the whole new one, never a part."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from service.errors import ServiceError

# What only its owner may read or write.
_PRIVATE = 0o600


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[str]]:
    """Open a text file that takes its place at *path* only when the block ends well.

    UTF-8, line ends as given. Missing folders are made. On an error nothing at *path* changes.

    Raises:
        ServiceError: The place cannot be written.
    """
    with (
        _draft(path, 0o666 & ~_umask()) as handle,
        os.fdopen(handle, "w", encoding="utf-8", newline="") as stream,
    ):
        yield stream


@contextmanager
def bytes_writer(path: Path) -> Iterator[BinaryIO]:
    """Open a file of bytes, as `atomic_writer`."""
    with _draft(path, 0o666 & ~_umask()) as handle, os.fdopen(handle, "wb") as stream:
        yield stream


@contextmanager
def private_writer(path: Path) -> Iterator[BinaryIO]:
    """Open a file of bytes, as `atomic_writer`, that only its owner may read (mode 0600).

    It is on the disk, not only on its way there, before it takes its place: what a power cut
    leaves is the old file or the whole new one.

    Raises:
        ServiceError: The place cannot be written.
    """
    with _draft(path, _PRIVATE) as handle, os.fdopen(handle, "wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def write_text(path: Path, text: str) -> None:
    """Write *text* to *path* as a whole or not at all."""
    with atomic_writer(path) as stream:
        stream.write(text)


@contextmanager
def _draft(path: Path, mode: int) -> Iterator[int]:
    """Give a handle beside *path* that the block closes; the file then takes its place."""
    if path.is_dir():
        # Found out now, not after an hour of writing.
        raise ServiceError(f"{path} cannot be written (Is a directory).")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({error.strerror}).") from error
    draft = Path(name)
    try:
        yield handle
        draft.chmod(mode)
        draft.replace(path)
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    # The only way to read it is to set it; temporary files are made 0600 whatever it is.
    mask = os.umask(0)
    os.umask(mask)
    return mask
