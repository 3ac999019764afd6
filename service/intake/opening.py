"""Opening a file or standard input as bytes, with one sentence when that cannot be."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from service.errors import InputError
from service.intake.naming import shown

STDIN = "-"


def display_name(name: str) -> str:
    """Return how messages call the input *name*."""
    return "Standard input" if name == STDIN else shown(name)


@contextmanager
def open_bytes(name: str) -> Iterator[BinaryIO]:
    """Open the file *name*, or standard input for "-".

    Raises:
        InputError: The file is missing, a folder, or may not be read.
    """
    if name == STDIN:
        yield sys.stdin.buffer
        return
    # Only opening is guarded: what goes wrong while the stream is used has its own message.
    with _opened(name) as stream:
        yield stream


def _opened(name: str) -> BinaryIO:
    try:
        if Path(name).is_dir():
            raise InputError(f"{shown(name)} is a folder; name one file in it.")
        return Path(name).open("rb")
    except FileNotFoundError as error:
        raise InputError(f"There is no file {shown(name)}; check the path.") from error
    except OSError as error:
        raise InputError(f"{shown(name)} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(f"{shown(name)} is no file name ({error}).") from error
