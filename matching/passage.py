"""Stretches of a document that one voice and one language hold together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching.span import Span


class PassageKind(StrEnum):
    """What part of a page a passage is; only the last three hold claims."""

    HEADER = "header"
    """Date line, outlet, section, byline: about the document, not about the world."""
    BOILERPLATE = "boilerplate"
    """Subscription calls, link lists, picture credits."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POST = "post"
    """An embedded social-media post, with its handle and date."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading or embedded post of a document.

    `span` covers the passage's own words in the document; for a post the words alone,
    without link, name, handle and date. `copy_of` is the span of a fuller or equal
    statement elsewhere in the document that a post or quotation repeats: a copy is an
    appearance of that statement, not a statement of its own.
    """

    span: Span
    kind: PassageKind
    language: str
    author: str | None = None
    handle: str | None = None
    posted_on: date | None = None
    truncated: bool = False
    copy_of: Span | None = None
