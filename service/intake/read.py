"""One way in: a file, "-" or a URL becomes documents, or one clear sentence says why not."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from matching.document import Document
from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake.formats import refuse_other_formats, sniffed_kind
from service.intake.item import Fault, Item
from service.intake.naming import shown
from service.intake.opening import STDIN, display_name, open_bytes
from service.intake.parsers import APART, Result, parse
from service.intake.raw import NO_CORRECTIONS, Corrections, Raw
from service.intake.web_address import is_url

LINES = (".jsonl", ".ndjson")
"""Kinds that are read line by line (`jsonlines.read_lines`)."""


def read_input(name: str, settings: Settings, given: Corrections = NO_CORRECTIONS) -> Document:
    """Return the document that *name* leads to: a file's path, "-", or an http(s) URL.

    Raises:
        InputError: It is missing, empty, binary, unreadable, or holds no words, or several
            documents.
        TooLarge: It exceeds `max_bytes`.
    """
    raw = receive(name, settings, given)
    return sole_item(read_raw(raw, settings), raw.name).document


def sole_item(found: Sequence[Result], name: str) -> Item:
    """Return the one document among *found*, what the input *name* holds.

    A post and its edits are one document: what it says now.

    Raises:
        InputError: There is none, or there are several.
    """
    items = [each for each in found if isinstance(each, Item)]
    pages = {each.url for each in items}
    if not items or len(pages) > 1 or len(found) > len(items):
        raise InputError(
            f"{shown(name)} holds not just one text; `contraste ingest` reads feeds and "
            "collections."
        )
    return items[-1]


def receive(name: str, settings: Settings, given: Corrections = NO_CORRECTIONS) -> Raw:
    """Return the bytes that *name* leads to; raises as `read_input` does."""
    if is_url(name):
        from service.intake.fetch import fetch

        return replace(fetch(name, settings), given=given)
    with open_bytes(name) as stream:
        data = _limited(stream, display_name(name), settings.max_bytes)
    if name == STDIN:
        return Raw(data=data, name=display_name(name), source="stdin", given=given)
    path = Path(name)
    return Raw(data=data, name=name, source=path.stem, kind=path.suffix.lower(), given=given)


def read_raw(raw: Raw, settings: Settings) -> Sequence[Result]:
    """Return what *raw* holds: documents, addresses of pages, faults, at least one of them.

    Raises:
        InputError: It is empty, binary, unreadable, or holds no words.
        TooLarge: Its text exceeds `max_bytes`.
    """
    if not raw.data.strip():
        raise InputError(f"{shown(raw.name)} is empty: it holds no words to compare.")
    if not raw.given.encoding:
        refuse_other_formats(raw.data, raw.name)
    kind = kind_of(raw)
    if kind in LINES:
        raise InputError(f"{shown(raw.name)} holds a document a line; `contraste ingest` reads it.")
    # An embedded post is HTML in JSON.
    if kind in APART or (kind == ".json" and b'"html"' in raw.data):
        from service.intake.apart import parse_apart

        found = parse_apart(raw, kind, settings)
    else:
        found = parse(raw, kind, settings.max_bytes)
    return [_checked(each, raw, settings, is_alone=len(found) == 1) for each in found]


def kind_of(raw: Raw) -> str:
    """Return the file suffix that stands for the reader of *raw*.

    By its own first bytes for a PDF and where its origin names no kind, else by its origin.
    """
    sniffed = sniffed_kind(raw.data)
    if sniffed == ".pdf" or not raw.kind:
        return sniffed
    # A server says text/plain of much that is none; a page is one by its first words.
    if raw.url and raw.kind == ".txt" and sniffed in (".html", ".xml"):
        return sniffed
    return raw.kind


def _checked(result: Result, raw: Raw, settings: Settings, *, is_alone: bool) -> Result:
    """Return *result*, or a fault in its place when it holds no words or too many."""
    if not isinstance(result, Item):
        return result
    try:
        _check(result.document, raw, settings)
    except InputError as error:
        if is_alone:
            raise
        return Fault(raw.name, None, str(error))
    return result


def _check(document: Document, raw: Raw, settings: Settings) -> None:
    if not any(character.isalnum() for character in document.text):
        raise InputError(f"{shown(raw.name)} is empty: it holds no words to compare.")
    # A character is at most four bytes: the exact count is seldom needed.
    if (
        len(document.text) * 4 > settings.max_bytes
        and len(document.text.encode("utf-8", "surrogatepass")) > settings.max_bytes
    ):
        raise TooLarge(
            f"The text of {shown(raw.name)} is larger than {settings.max_bytes:,} bytes; "
            "split it or give a smaller one."
        )


def _limited(stream: BinaryIO, name: str, limit: int) -> bytes:
    # One byte more than allowed tells "too large" without reading the rest.
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(
            f"{shown(name)} is larger than {limit:,} bytes; split it or give a smaller text."
        )
    return data
