"""Parsing in a process apart: what takes too long, too much or breaks down harms nobody."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from service.config import Settings
from service.errors import InputError
from service.intake import apart
from service.intake.item import Item
from service.intake.raw import Raw
from service.intake.read import read_raw

PAGE = b"<html lang=es><body><article><p>El puente cerr\xf3 el lunes en Robledar.</p></article>"


def page(data: bytes = PAGE) -> Raw:
    """Return a web page."""
    return Raw(data, "page.html", "page", ".html", charset="cp1252")


def children() -> set[int]:
    """Return the parser processes of this one."""
    found = psutil.Process().children()
    return {child.pid for child in found if "service.intake.parser_process" in child.cmdline()}


def test_a_process_is_used_again() -> None:
    """Starting one takes half a second."""
    read_raw(page(), Settings())
    before = children()
    [item] = read_raw(page(), Settings())
    assert isinstance(item, Item)
    assert item.document.text == "El puente cerró el lunes en Robledar."
    assert children() == before


def test_what_takes_too_long_is_ended() -> None:
    """The next input has a new process."""
    slow = page(b"<html><body>" + b"<!--x-->" * 100_000 + b"<p>" + b"a<br>" * 100_000)
    begun = time.monotonic()
    with pytest.raises(InputError, match="takes too long"):
        read_raw(slow, Settings(reading_timeout=0.4))
    assert time.monotonic() - begun < 3
    assert read_raw(page(), Settings())


def test_what_needs_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is the process's own; this one keeps its memory."""
    from tests.service.intake.pdfs import bomb

    before = psutil.Process().memory_info().rss
    with pytest.raises(InputError, match=r"cannot be read|damaged|larger"):
        read_raw(Raw(bomb(), "b.pdf", "b", ".pdf"), Settings(reading_memory=400_000_000))
    assert psutil.Process().memory_info().rss - before < 50_000_000


def test_a_parser_that_breaks_down_is_an_input_that_cannot_be_read() -> None:
    """As when a fault in a library written in C ends its process; the next input has another."""
    slow = page(b"<html><body>" + b"<!--x-->" * 100_000 + b"<p>" + b"a<br>" * 100_000)
    apart.end_parsers()
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(read_raw, slow, Settings())
        while not children():
            time.sleep(0.01)
        for pid in children():
            os.kill(pid, 9)
        with pytest.raises(InputError, match="broke down"):
            reading.result()
    assert read_raw(page(), Settings())


def test_a_process_that_was_ended_while_it_waited_is_not_missed() -> None:
    """Somebody may have cleaned up."""
    read_raw(page(), Settings())
    for pid in children():
        os.kill(pid, 9)
    time.sleep(0.1)
    assert read_raw(page(), Settings())


def test_threads_do_not_mix_their_answers() -> None:
    """Eight at once, each with its own page."""

    def one(number: int) -> str:
        data = f"<html><body><article><p>La nota número {number} es larga.</p></article>".encode()
        [item] = read_raw(Raw(data, f"{number}", "x", ".html"), Settings())
        assert isinstance(item, Item)
        return item.document.text

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(one, range(24)))
    assert found == [f"La nota número {number} es larga." for number in range(24)]


def test_processes_know_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """They get the code and nothing of our environment."""
    monkeypatch.setenv("CONTRASTE_DATABASE_URL", "postgresql://ana:secret@db/x")
    apart.end_parsers()
    read_raw(page(), Settings())
    for pid in children():
        assert not [name for name in psutil.Process(pid).environ() if name.startswith("CONTRASTE")]
