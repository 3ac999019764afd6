"""JSON lines in bulk: a document, or an answer of X's API, on each line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from service.errors import InputError
from service.intake.item import Fault, Item
from service.intake.jsonfile import items_of_value, parse_json
from service.intake.raw import Raw

_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class LineRead:
    """What one line gave, and how many bytes of the file were read up to its end."""

    results: tuple[Item | Fault, ...]
    bytes_read: int


def read_lines(stream: BinaryIO, raw: Raw, max_bytes: int) -> Iterator[LineRead]:
    """Yield what each line of *stream* holds; empty lines are passed over.

    *raw* names the file and says what a person corrected. A line that cannot be used is a
    fault with its number; those after it are read all the same. Memory holds one line.
    """
    number = bytes_read = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        bytes_read += len(line)
        if len(line) > max_bytes:
            bytes_read += _skip_line(stream, line)
            reason = f"it is larger than {max_bytes:,} bytes."
            yield LineRead((Fault(raw.name, number, reason),), bytes_read)
        elif line.strip():
            yield LineRead(tuple(_results(line, number, raw)), bytes_read)


def _skip_line(stream: BinaryIO, start: bytes) -> int:
    skipped, piece = 0, start
    while piece and not piece.endswith(b"\n"):
        piece = stream.readline(_PIECE)
        skipped += len(piece)
    return skipped


def _results(line: bytes, number: int, raw: Raw) -> Iterator[Item | Fault]:
    named = replace(raw, data=line, name="it")
    try:
        encoding = raw.given.encoding or "utf-8"
        value = parse_json(named, line.decode(encoding).removeprefix("\ufeff"))
        found = items_of_value(named, value)
    except (UnicodeError, LookupError):
        yield Fault(raw.name, number, "it is not UTF-8 text.")
        return
    except InputError as error:
        yield Fault(raw.name, number, str(error))
        return
    for each in found:
        if isinstance(each, Fault):
            yield replace(each, line=number)
        elif not any(character.isalnum() for character in each.document.text):
            yield Fault(raw.name, number, "its text holds no words.")
        else:
            # A bulk file is an archive: it may tell earlier states of a page once more.
            yield replace(each, is_record=True)
