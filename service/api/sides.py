"""What a request means by a side of a comparison, as documents."""

from dataclasses import replace

from matching.document import Document
from matching.language import detect_language
from matching.origin import find_origin
from service.api.schemas.comparisons import AskedSide, TextSide, UrlSide
from service.api.schemas.words import moment_of
from service.config import Settings
from service.errors import TooLarge
from service.intake.read import read_input
from service.intake.web_address import page_url
from service.work.given import Given

_SHOWN_DIGITS = 8


def given_of(side: AskedSide, settings: Settings) -> Given:
    """Return what *side* stands for; a page is fetched now, outside any transaction.

    Raises:
        InputError: The page cannot be fetched or read.
        TooLarge: The text exceeds `max_bytes`.
    """
    if isinstance(side, TextSide):
        return Given(document_of(side, settings))
    if isinstance(side, UrlSide):
        return Given(read_input(side.url, settings), page_url(side.url))
    return Given(side.document_id)


def document_of(side: TextSide, settings: Settings) -> Document:
    """Return the document of a text; what the caller does not know is read in the text.

    A text that names no source is called after its own content: two of them are two sources,
    on whichever side they stand.

    Raises:
        TooLarge: It exceeds `max_bytes`.
    """
    if len(side.text.encode("utf-8")) > settings.max_bytes:
        raise TooLarge(f"A text is larger than {settings.max_bytes:,} bytes; split it.")
    given = Document(
        text=side.text,
        source=side.source or "",
        language=side.language,
        published_at=moment_of(side.published_at, side.time_zone) if side.published_at else None,
        title=side.title,
    )
    if given.source and given.published_at:
        return given
    origin = find_origin(given.text, given.language or detect_language(given.text))
    source = given.source or origin.source or f"text {given.sha256[:_SHOWN_DIGITS]}"
    published_at = given.published_at
    if published_at is None and origin.published_on:
        day = origin.published_on.isoformat()
        published_at = moment_of(day, side.time_zone)
    return replace(given, source=source, published_at=published_at)
