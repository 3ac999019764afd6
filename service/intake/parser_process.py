"""The process that parses pages, PDFs, feeds and Markdown, and can be killed without harm.

It reads requests from its standard input and writes answers to its standard output, each as
its length in four bytes and then its content. An empty frame says that it begins to parse:
starting takes long on a busy machine, and is no fault of the input. Answers are JSON: whoever
took over a parser could send nothing but words. It may take as much memory as it is told and
write no file.
"""

import json
import logging
import os
import pickle
import struct
import sys
from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from service.errors import InputError, TooLarge
from service.intake.item import Fault, Item, Linked
from service.intake.parsers import Result, parse, prepare

LENGTH = struct.Struct(">I")


def main() -> None:
    """Serve requests until standard input ends."""
    _limit(int(sys.argv[1]))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a parser prints must not stand between our answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    notes = _Notes()
    logging.getLogger("service").addHandler(notes)
    logging.basicConfig(level=logging.CRITICAL)
    while (request := read_frame(sys.stdin.buffer)) is not None:
        # Our own parent wrote it.
        raw, kind, max_bytes = pickle.loads(request)  # noqa: S301
        prepare(kind)
        write_frame(answers, b"")
        answer = _answer(raw, kind, max_bytes)
        answer["notes"] = notes.take()
        write_frame(answers, json.dumps(answer).encode("ascii"))


def _answer(raw: Any, kind: str, max_bytes: int) -> dict[str, Any]:
    try:
        return {"results": [_tagged(each) for each in parse(raw, kind, max_bytes)]}
    except TooLarge as error:
        return {"large": str(error)}
    except InputError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"failed": "it needs too much memory"}
    except RecursionError:
        return {"failed": "it is nested too deep"}
    except Exception as error:
        # A parser's own fault is one of the input; which one goes to our log, not to the caller.
        return {"failed": "its parser gave up", "fault": f"{type(error).__name__}: {error}"[:500]}


def _tagged(result: Result) -> list[Any]:
    if isinstance(result, Item):
        return ["item", result.as_json()]
    value = asdict(result)
    if isinstance(result, Linked) and result.published_at:
        value["published_at"] = result.published_at.isoformat()
    return ["linked" if isinstance(result, Linked) else "fault", value]


def result_of(tag: str, value: dict[str, Any]) -> Result:
    """Return the result that the process wrote."""
    from service.intake.item import item_of

    if tag == "item":
        return item_of(value)
    if tag == "linked":
        at = value["published_at"]
        return Linked(**{**value, "published_at": datetime.fromisoformat(at) if at else None})
    return Fault(**value)


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, None at the end of *stream*."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    [length] = LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


class _Notes(logging.Handler):
    """Keeps what our own code warns of, for the parent's log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())

    def take(self) -> list[str]:
        found, self._lines = self._lines, []
        return found


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
