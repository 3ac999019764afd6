"""`contraste pairs` and `contraste names`: JSON lines in, JSON lines out."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from pydantic import BaseModel, ValidationError

from service import contract
from service.cli.output import prepared_encoder, write_stdout
from service.config import Settings, read_settings
from service.errors import InputError, TooLarge
from service.files import atomic_writer
from service.intake.opening import display_name, open_bytes

Line = TypeVar("Line", bound=BaseModel)

# Pairs that share one pass of the model: enough to fill it, few enough to stream.
_BATCH = 64


def names_command(lines: str, out: Path | None) -> None:
    """Decide each line's pair of names, in order."""
    from service.naming import decide_names

    settings = read_settings()
    with open_bytes(lines) as stream:
        given = read_lines(stream, contract.NameLine, display_name(lines), settings)
        _write((decide_names(line) for line in given), out)


def pairs_command(lines: str, out: Path | None) -> None:
    """Label each line's pair of claims, in order."""
    settings = read_settings()
    with open_bytes(lines) as stream:
        given = read_lines(stream, contract.PairLine, display_name(lines), settings)
        _write(_label_in_batches(given, settings), out)


def _label_in_batches(
    lines: Iterator[contract.PairLine], settings: Settings
) -> Iterator[contract.PairResult]:
    from service.pairing import label_pairs

    # The first lines are read before the model: a fault in them is told at once.
    batch = list(islice(lines, _BATCH))
    encoder = prepared_encoder(settings)
    while batch:
        yield from label_pairs(batch, encoder)
        batch = list(islice(lines, _BATCH))


def read_lines(
    stream: BinaryIO, model: type[Line], name: str, settings: Settings
) -> Iterator[Line]:
    """Yield each line of *stream* as *model*; empty lines are passed over.

    Raises:
        InputError: A line is not the object that *model* describes; its number is named.
        TooLarge: A line exceeds `max_bytes`.
    """
    number = 0
    found = False
    while data := stream.readline(settings.max_bytes + 1):
        number += 1
        if len(data) > settings.max_bytes:
            raise TooLarge(f"Line {number} of {name} is larger than {settings.max_bytes:,} bytes.")
        if data.strip():
            yield _parsed(data, model, f"Line {number} of {name}")
            found = True
    if not found:
        raise InputError(f"{name} is empty: it holds no line to compare.")


def _parsed(data: bytes, model: type[Line], place: str) -> Line:
    try:
        return model.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = "is empty" if first["type"] == "string_pattern_mismatch" else first["msg"]
        fault = f"{where}: {message}" if where else message
        raise InputError(f"{place} cannot be used ({fault}).") from error


def _write(results: Iterable[BaseModel], out: Path | None) -> None:
    lines = (result.model_dump_json() + "\n" for result in results)
    if out is None:
        for line in lines:
            write_stdout(line)
        return
    with atomic_writer(out) as stream:
        stream.writelines(lines)
