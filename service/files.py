"""Writing files so that a reader sees the old file or the whole new one, never a part."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from service.errors import ServiceError


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[str]]:
    """Open a text file that takes its place at *path* only when the block ends well.

    UTF-8, line ends as given. Missing folders are made. On an error nothing at *path* changes.

    Raises:
        ServiceError: The place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({error.strerror}).") from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        draft.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write *text* to *path* as a whole or not at all."""
    with atomic_writer(path) as stream:
        stream.write(text)


def _umask() -> int:
    # The only way to read it is to set it; temporary files are made 0600 whatever it is.
    mask = os.umask(0)
    os.umask(mask)
    return mask
