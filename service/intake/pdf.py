"""PDF: the text layer, with lines joined to paragraphs again."""

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from matching.document import Document
from service.errors import InputError, TooLarge
from service.intake.metadata import make_document
from service.intake.naming import shown
from service.intake.raw import Raw

_SENTENCE_END = re.compile(r"[.!?…:][\"'»”’)\]]*$")
# A line this much shorter than the longest one, and ending a sentence, ends a paragraph.
_SHORT_LINE = 0.8
_MOST_PAGES = 2_000
# What pypdf raises on files that lie about themselves.
_FAULTS = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
)


def read_pdf(raw: Raw, max_bytes: int) -> Document:
    """Return the text layer of *raw*, one paragraph a line, with its title if given.

    Raises:
        InputError: It is damaged, locked, has no text layer, or too many pages.
        TooLarge: Its text is longer than *max_bytes*.
    """
    # pypdf reports each repaired flaw of a file as a warning; they are of no use here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{shown(raw.name)} is locked with a password; save an unlocked copy.")
        pages = list(_pages(reader, raw.name, max_bytes))
        title = _title(reader)
    except _FAULTS as error:
        raise InputError(
            f"{shown(raw.name)} is a damaged PDF; save it anew or give its text."
        ) from error
    text = "\n".join(paragraph for page in pages for paragraph in join_lines(page))
    if not any(character.isalnum() for character in text):
        raise InputError(
            f"{shown(raw.name)} has no text layer (a scan?); "
            "run text recognition on it or give its text."
        )
    return make_document(raw, text, {"title": title})


def _pages(reader: PdfReader, name: str, max_bytes: int) -> Iterator[str]:
    total = 0
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES:
            raise TooLarge(f"{shown(name)} has more than {_MOST_PAGES:,} pages; split it.")
        text = page.extract_text()
        total += len(text)
        if total > max_bytes:
            raise TooLarge(f"The text of {shown(name)} is larger than {max_bytes:,} bytes.")
        yield text


def join_lines(page: str) -> Iterator[str]:
    """Yield the paragraphs of a *page* whose lines were broken by its width."""
    lines = [line.strip() for line in page.splitlines()]
    longest = max(map(len, lines), default=0)
    paragraph = ""
    for line in lines:
        paragraph = _joined(paragraph, line) if line else paragraph
        ends = len(line) < _SHORT_LINE * longest and _SENTENCE_END.search(line)
        if paragraph and (not line or ends):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _joined(paragraph: str, line: str) -> str:
    if paragraph.endswith("-") and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}" if paragraph else line


def _title(reader: PdfReader) -> str | None:
    # The file's own date says when it was made, not when its text was published.
    found = reader.metadata
    return (found.title or "").strip() or None if found else None
