"""PDF: the text layer, with lines joined to paragraphs again."""

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from matching.document import Document
from service.errors import InputError
from service.intake.metadata import Metadata, make_document
from service.intake.raw import Raw

_SENTENCE_END = re.compile(r"[.!?…:][\"'»”’)\]]*$")
# A line this much shorter than the longest one, and ending a sentence, ends a paragraph.
_SHORT_LINE = 0.8


def read_pdf(raw: Raw) -> Document:
    """Return the text layer of *raw*, one paragraph a line, with its title if given.

    Raises:
        InputError: It is damaged, locked, or has no text layer.
    """
    # pypdf reports each repaired flaw of a file as a warning; they are of no use here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{raw.name} is locked with a password; save an unlocked copy.")
        pages = [page.extract_text() for page in reader.pages]
        title = _title(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise InputError(f"{raw.name} is a damaged PDF; save it anew or give its text.") from error
    text = "\n".join(paragraph for page in pages for paragraph in join_lines(page))
    if not any(character.isalnum() for character in text):
        raise InputError(
            f"{raw.name} has no text layer (a scan?); run text recognition on it or give its text."
        )
    return make_document(raw, text, Metadata(title=title))


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
