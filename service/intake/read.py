"""One way in: a file, "-" or a URL becomes a Document, or one clear sentence says why not."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from matching.document import Document
from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake.fetch import fetch, is_url
from service.intake.opening import STDIN, display_name, open_bytes
from service.intake.raw import Raw


def read_input(name: str, settings: Settings) -> Document:
    """Return the document that *name* leads to: a file's path, "-", or an http(s) URL.

    Raises:
        InputError: It is missing, empty, binary, unreadable, or holds no words.
        TooLarge: It exceeds `max_bytes`.
    """
    raw = _receive(name, settings)
    document = _reader(raw)(raw)
    if not any(character.isalnum() for character in document.text):
        raise InputError(f"{raw.name} is empty: it holds no words to compare.")
    return document


def _receive(name: str, settings: Settings) -> Raw:
    if is_url(name):
        return fetch(name, settings)
    with open_bytes(name) as stream:
        data = _limited(stream, display_name(name), settings.max_bytes)
    if name == STDIN:
        return Raw(data=data, name=display_name(name), source="stdin")
    path = Path(name)
    return Raw(data=data, name=name, source=path.stem, kind=path.suffix.lower())


def _limited(stream: BinaryIO, name: str, limit: int) -> bytes:
    # One byte more than allowed tells "too large" without reading the rest.
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"{name} is larger than {limit:,} bytes; split it or give a smaller text.")
    if not data.strip():
        raise InputError(f"{name} is empty: it holds no words to compare.")
    return data


def _reader(raw: Raw) -> Callable[[Raw], Document]:
    """Return the reader of *raw*: by its own first bytes for a PDF, then by its name."""
    # Imported when needed: reading plain text must not wait for a parser of web pages.
    kind = _kind(raw)
    if kind == ".pdf":
        from service.intake.pdf import read_pdf

        return read_pdf
    if kind in (".html", ".htm", ".xhtml"):
        from service.intake.page import read_page

        return read_page
    if kind in (".md", ".markdown"):
        from service.intake.markdown import read_markdown

        return read_markdown
    if kind == ".json":
        from service.intake.jsonfile import read_json

        return read_json
    from service.intake.plain import read_plain

    return read_plain


def _kind(raw: Raw) -> str:
    start = raw.data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if raw.kind:
        return raw.kind
    if start.lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return ".html"
    return ".json" if start.startswith(b"{") else ".txt"
