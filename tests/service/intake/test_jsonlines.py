"""JSON lines in bulk: bad lines are told with their number and stop no other."""

import io
import json

from service.intake.item import Fault, Item
from service.intake.jsonlines import read_lines
from service.intake.raw import Corrections, Raw

GOOD = {"text": "El puente cerró.", "source": "A", "language": "es", "published_at": "2026-03-01"}


def read(data: bytes, limit: int = 2_000_000, **given: str) -> list[Item | Fault]:
    """Return what the lines of *data* hold."""
    raw = Raw(b"", "bulk.jsonl", "bulk", ".jsonl", given=Corrections(**given))
    lines = list(read_lines(io.BytesIO(data), raw, limit))
    assert not lines or lines[-1].bytes_read == len(data)
    return [each for line in lines for each in line.results]


def line(**more: object) -> bytes:
    """Return a good line with other fields."""
    return json.dumps({**GOOD, **more}, ensure_ascii=False).encode() + b"\n"


def test_each_line_is_a_document() -> None:
    """With its page and its zone; an empty line is none; the last needs no line end."""
    data = line(url="https://a.example/x#y", time_zone="America/Lima") + b"\n \r\n" + line()[:-1]
    first, second = read(data)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.url, second.url) == ("https://a.example/x", None)
    assert first.document.published_at is not None
    assert first.document.published_at.isoformat() == "2026-03-01T00:00:00-05:00"
    assert first.publisher.time_zone == "America/Lima"
    assert first.is_record


BAD = {
    "no JSON": b"{bad\n",
    "no text": b'{"source": "A"}\n',
    "a list": b"[1]\n",
    "a number": b"3\n",
    "text that is a number": line(text=3),
    "no words": line(text="— …"),
    "bad language": line(language="español"),
    "bad time": line(published_at="ayer"),
    "no such time": line(published_at="2026-02-30"),
    "a year of no publication": line(published_at="0001-01-01T00:00:00+14:00"),
    "bad zone": line(time_zone="Mars/Olympus"),
    "zone that is a path": line(time_zone="../../etc/passwd"),
    "link that runs": line(url="javascript:alert(1)"),
    "link that is a number": line(url=3),
    "half a character": b'{"text": "a \\ud800 b"}\n',
    "not UTF-8": b'{"text": "\xff\xfe caf\xe9"}\n',
    "too long": line(text="a" * 3_000),
    "deep": b'{"text": ' + b"[" * 2_000 + b"\n",
    "endless number": b'{"text": "a", "n": ' + b"1" * 1_900 + b"e}\n",
    "NUL": b"\0\n",
    "publisher that is none": line(publisher=3),
    "feed that runs": line(publisher={"feed": "file:///etc/passwd"}),
}


def test_bad_lines_stop_no_other() -> None:
    """Each is told with its number and a reason on one line."""
    data = b"".join(line() + bad for bad in BAD.values()) + line()
    found = read(data, limit=2_000)
    faults = [each for each in found if isinstance(each, Fault)]
    assert [fault.line for fault in faults] == [2 * at for at in range(1, len(BAD) + 1)]
    assert len(found) - len(faults) == len(BAD) + 1
    for fault in faults:
        assert "\n" not in fault.reason
        assert len(fault.reason) < 300


def test_a_line_may_be_an_answer_of_x() -> None:
    """Faults inside it have its number."""
    posts = [{"id": "1850000000000000001", "text": "Uno."}, {"id": 2, "text": "Dos."}]
    found = read(b"\n" + json.dumps({"data": posts}).encode())
    assert [type(each) for each in found] == [Fault, Item]
    assert isinstance(found[0], Fault)
    assert found[0].line == 2


def test_a_person_says_the_encoding() -> None:
    """Then each line is read in it."""
    data = '{"text": "El puente cerró."}\n'.encode("cp1252")
    [item] = read(data, encoding="cp1252", source="B")
    assert isinstance(item, Item)
    assert (item.document.text, item.document.source) == ("El puente cerró.", "B")
