"""Comparisons as they are asked for and listed; a whole one is the contract's."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, Discriminator, Field, StringConstraints, Tag

from matching.finding import Label, Side
from service.api.schemas.ids import DocumentId
from service.api.schemas.words import FullText, LanguageTag, Line, Moment, TimeZone
from service.contract import Part, Summary
from service.intake.raw import Corrections
from service.store.comparison_lists import ComparisonLine
from service.store.document_lists import DocumentLine

WebAddress = Annotated[
    str, StringConstraints(pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\x00]+$", max_length=2000)
]
"""An http or https address."""


class Origin(Part):
    """Where a text comes from, as far as the caller knows; what is null is read in the text.

    In `time_zone` a day or a time without zone is meant, and "today" in the text counts.
    """

    source: Line | None = Field(None, description="Who published it.")
    language: LanguageTag | None = Field(None, description="Its language, such as es-MX.")
    published_at: Moment | None = Field(None, description="A day, or a time in RFC 3339.")
    time_zone: TimeZone | None = Field(None, description="Where its days are read: America/Lima.")
    title: Line | None = Field(None, description="Its title.")

    def corrections(self) -> Corrections:
        """Return it as readers take it."""
        return Corrections(**self.model_dump(include=set(Origin.model_fields)))


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
    if not isinstance(side, Mapping):
        return None
    found = [key for key in ("text", "url", "document_id") if key in side]
    return found[0] if len(found) == 1 else None  # type: ignore[return-value]


AskedSide = Annotated[
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

    left: AskedSide = Field(description="A text, a URL, or a document.")
    right: AskedSide = Field(description="The other one; no order is better, it names the sides.")


class ComparedDocument(Part):
    """A compared document in a list; null where nobody has said."""

    document_id: str
    side: Side
    source_id: str
    source: str
    title: str | None
    language: str | None
    published_at: AwareDatetime | None


class ComparisonItem(Part):
    """A comparison in a list: what was compared, and how many findings carry each label."""

    comparison_id: str
    created_at: AwareDatetime
    documents: tuple[ComparedDocument, ComparedDocument]
    summary: Summary


def comparison_item(line: ComparisonLine) -> ComparisonItem:
    """Return a comparison as lists show it."""
    counts = line.counts
    return ComparisonItem(
        comparison_id=line.comparison_id,
        created_at=line.created_at,
        documents=(_compared(line.left, Side.LEFT), _compared(line.right, Side.RIGHT)),
        summary=Summary(
            agree=counts.get((Label.AGREE, None), 0),
            extra_left=counts.get((Label.EXTRA, Side.LEFT), 0),
            extra_right=counts.get((Label.EXTRA, Side.RIGHT), 0),
            conflict=counts.get((Label.CONFLICT, None), 0),
            undecided=counts.get((Label.UNDECIDED, None), 0),
        ),
    )


def _compared(line: DocumentLine, side: Side) -> ComparedDocument:
    return ComparedDocument(
        document_id=line.document_id,
        side=side,
        source_id=line.source_id,
        source=line.source,
        title=line.title,
        language=line.language,
        published_at=line.published_at,
    )
