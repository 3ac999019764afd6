"""What a request gives: texts, addresses, bytes; never a file of this machine."""

from pathlib import Path

import pytest

from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake.given import read_text, read_upload, read_url
from service.intake.item import Item
from service.intake.raw import Corrections
from tests.service.intake.local_server import LocalServer, answer

TEXT = "QUITO, Aug 19 (Agencia) – El puente cerró el lunes."


def test_a_text_says_what_nobody_else_does() -> None:
    """Its own dateline names the source; what is given goes before it."""
    item = read_text("Statement by the Ministry of Works\n\nThe bridge is closed.", Settings())
    assert item.document.source == "Ministry of Works"
    said = Corrections(source="B", published_at="2026-03-01", time_zone="America/Lima")
    item = read_text(TEXT, Settings(), said, "https://a.example/x?utm_source=y")
    assert (item.document.text, item.document.source) == (TEXT, "B")
    assert item.document.published_at is not None
    assert item.document.published_at.isoformat() == "2026-03-01T00:00:00-05:00"
    assert item.url == "https://a.example/x"


def test_a_text_has_a_limit() -> None:
    """In bytes of UTF-8, to the byte."""
    assert read_text("é" * 5, Settings(max_bytes=10))
    with pytest.raises(TooLarge):
        read_text("é" * 5 + "a", Settings(max_bytes=10))


@pytest.mark.parametrize("name", ["/etc/hostname", "file:///etc/hostname", "-", ".", "x.txt"])
def test_an_address_is_never_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whatever lies where the process runs."""
    (tmp_path / "x.txt").write_text("Palabras.")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no web address"):
        read_url(name, Settings())


def test_bulk_files_come_by_address_and_upload(server: LocalServer, local: Settings) -> None:
    """Line by line, as from a file."""
    data = b'{"text": "Uno."}\n{"text": "Dos."}\n'
    server.scripts["/bulk"] = answer(data, "application/x-ndjson")
    for found in (
        read_url(f"{server.url}/bulk", local, Corrections(source="B")),
        read_upload(data, local, name="bulk.jsonl", given=Corrections(source="B")),
    ):
        assert [each.document.text for each in found if isinstance(each, Item)] == ["Uno.", "Dos."]
        assert {each.document.source for each in found if isinstance(each, Item)} == {"B"}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Diario X.txt", "Diario X"),
        ("C:\\a\\b.txt", "b"),
        ("../../etc/passwd", "passwd"),
        ("", "upload"),
    ],
)
def test_an_upload_is_called_after_its_file(name: str, source: str) -> None:
    """After the last part of its name, whatever system it comes from."""
    [item] = read_upload(b"El puente es viejo.", Settings(), name=name, media_type="text/plain")
    assert isinstance(item, Item)
    assert item.document.source == source


def test_the_media_type_says_the_encoding() -> None:
    """Where the bytes do not."""
    data = "Añadió más: señal".encode("cp1251", "replace")
    [item] = read_upload(data, Settings(), media_type="text/plain; charset=cp1251")
    assert isinstance(item, Item)
    assert item.document.text == data.decode("cp1251")
