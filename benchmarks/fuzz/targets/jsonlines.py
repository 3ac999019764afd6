"""A bulk file: a document, or an answer of X's API, on each line."""

import io

from benchmarks.fuzz.held import check_result
from benchmarks.fuzz.seeds import WORDS
from benchmarks.fuzz.target import Target
from benchmarks.fuzz.targets import posts
from service.intake.item import Fault
from service.intake.jsonlines import read_lines
from service.intake.raw import Raw

_LONGEST_LINE = 1_000


def read(data: bytes) -> None:
    """Read *data* line by line: every byte is counted, and every fault has its line."""
    raw = Raw(data, "input.jsonl", "input", ".jsonl")
    done, last = 0, 0
    for line in read_lines(io.BytesIO(data), raw, _LONGEST_LINE):
        assert line.results, "a line that gave nothing"
        assert done < line.bytes_read <= len(data), "bytes counted wrong"
        done = line.bytes_read
        for each in line.results:
            check_result(each)
            if isinstance(each, Fault):
                assert each.line is not None
                assert each.line >= last, "a fault at another line"
                last = each.line
    assert not data[done:].strip(), "a line that was not read"


def _seeds() -> list[bytes]:
    lines = list(posts.TARGET.seeds())
    return [b"\n".join(lines[2:]), b"\n\n{}\n" + lines[0][:400], lines[2] * 4 + b"\n" + lines[3]]


_WORDS = ("\n", "{}", "\ufeff", '{"text": "', '"}', *posts.TARGET.words, *WORDS)
TARGET = Target(read, _seeds, _WORDS)
