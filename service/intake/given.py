"""What a request gives: a text, an address or bytes. None of them ever names a file."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath

from matching.ids import text_hash
from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake.item import Item
from service.intake.jsonfile import read_object
from service.intake.jsonlines import read_lines
from service.intake.media_types import kind_of as kind_of_media_type
from service.intake.naming import one_line, shown
from service.intake.parsers import Result
from service.intake.raw import NO_CORRECTIONS, Corrections, Raw
from service.intake.read import LINES, read_raw

_TEXT = "The text"
_LONGEST_NAME = 200
_SHOWN_DIGITS = 8


def read_text(
    text: str, settings: Settings, given: Corrections = NO_CORRECTIONS, url: str | None = None
) -> Item:
    """Return the document of a text; *url* is the page it stands on, which is not fetched.

    What *given* does not say is read in the text, as in a plain file. A text that names no
    source is called after its own content: two of them are two sources.

    Raises:
        InputError: It holds no words, or something said of it makes no sense.
        TooLarge: It exceeds `max_bytes`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > settings.max_bytes:
        raise TooLarge(f"{_TEXT} is larger than {settings.max_bytes:,} bytes; split it.")
    if not any(character.isalnum() for character in text):
        raise InputError(f"{_TEXT} is empty: it holds no words to compare.")
    from matching.language import detect_language
    from matching.origin import find_origin

    origin = find_origin(text, given.language or detect_language(text))
    raw = Raw(b"", _TEXT, origin.source or _unnamed(text), given=given)
    value = {"text": text, "published_at": origin.published_on, "url": url}
    return read_object(raw, value)


def _unnamed(text: str) -> str:
    return f"text {text_hash(text)[:_SHOWN_DIGITS]}"


def read_page(url: str, settings: Settings) -> Item:
    """Return the one document that the page at *url* holds; raises as `read_url` does.

    Raises:
        InputError: It holds several, as a feed does.
    """
    found = read_url(url, settings)
    items = [each for each in found if isinstance(each, Item)]
    if len(items) < len(found) or len({each.url for each in items}) != 1:
        raise InputError(f"{shown(url)} holds not just one text; give the address of one.")
    # A post and its edits are one document: what it says now.
    return items[-1]


def read_url(url: str, settings: Settings, given: Corrections = NO_CORRECTIONS) -> Sequence[Result]:
    """Return what the page at *url* holds: an article, or the entries of a feed.

    Raises:
        RefusedAddress: It leads where this program must not look.
        InputError: It cannot be fetched or read.
        TooLarge: It exceeds `max_bytes`.
    """
    from service.intake.fetch import fetch

    raw = replace(fetch(url, settings), given=given)
    return _lines(raw, settings) or read_raw(raw, settings)


def read_upload(
    data: bytes,
    settings: Settings,
    *,
    name: str = "",
    media_type: str = "",
    given: Corrections = NO_CORRECTIONS,
) -> Sequence[Result]:
    """Return what uploaded bytes hold.

    *name* is what the caller's machine calls the file: of use for messages, for its suffix and
    as a source, and never looked up here. *media_type* goes before its suffix.

    Raises:
        InputError: They cannot be read, or are of a media type that is not.
        TooLarge: They exceed `max_bytes`.
    """
    if len(data) > settings.max_bytes:
        raise TooLarge(f"The upload is larger than {settings.max_bytes:,} bytes; split it.")
    bare = one_line(PurePosixPath(PureWindowsPath(name).name).name)[:_LONGEST_NAME]
    path = PurePosixPath(bare)
    kind = kind_of_media_type(media_type)
    if kind is None:
        raise InputError(f"{shown(media_type)} holds no text to read.")
    raw = Raw(
        data=data,
        name=bare or "The upload",
        source=path.stem or "upload",
        kind=kind or path.suffix.lower(),
        charset=charset_of(media_type),
        given=given,
    )
    return _lines(raw, settings) or read_raw(raw, settings)


def charset_of(media_type: str) -> str | None:
    """Return the character set that a `Content-Type` declares."""
    from service.intake.fetch import CHARSET

    found = CHARSET.search(media_type)
    return found.group(1) if found else None


def _lines(raw: Raw, settings: Settings) -> Sequence[Result]:
    if raw.kind not in LINES:
        return ()
    stream = io.BytesIO(raw.data)
    found = [each for line in read_lines(stream, raw, settings.max_bytes) for each in line.results]
    if not found:
        raise InputError(f"{shown(raw.name)} is empty: it holds no line.")
    return found
