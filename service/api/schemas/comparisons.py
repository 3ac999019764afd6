"""What is sent to have two documents compared."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from service.api.schemas.ids import DocumentId
from service.api.schemas.words import FullText, LanguageTag, Line, Moment, TimeZone
from service.contract import Part

WebAddress = Annotated[
    str, StringConstraints(pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\x00]+$", max_length=2000)
]
"""An http or https address."""


class Origin(Part):
    """Where a text comes from, as far as the caller knows; what is null is read in the text.

    In `time_zone` a day or a time without zone is meant, and "today" in the text counts.
    """

    source: Line | None = None
    language: LanguageTag | None = None
    published_at: Moment | None = None
    time_zone: TimeZone | None = None
    title: Line | None = None


class TextSide(Origin):
    """A text itself."""

    text: FullText


class UrlSide(Part):
    """A page to be fetched now; it is kept as a revision of what its address showed before."""

    url: WebAddress


class DocumentSide(Part):
    """A stored document."""

    document_id: DocumentId


def _kind(side: object) -> Literal["text", "url", "document_id"] | None:
    # What is validated is what came, or a part made in Python.
    keys = side.keys() if isinstance(side, Mapping) else type(side).__annotations__.keys()
    found = [key for key in ("text", "url", "document_id") if key in keys]
    return found[0] if len(found) == 1 else None  # type: ignore[return-value]


Side = Annotated[
    Annotated[TextSide, Tag("text")]
    | Annotated[UrlSide, Tag("url")]
    | Annotated[DocumentSide, Tag("document_id")],
    Discriminator(
        _kind,
        custom_error_type="side",
        custom_error_message="give one of text, url and document_id",
    ),
]


class ComparisonRequest(Part):
    """Two sides, each a text, the address of a page, or a stored document."""

    left: Side = Field(description="A text, a URL, or a document.")
    right: Side = Field(description="The other one; no order is better, it names the sides.")
