"""The JSON of `contraste ingest` and of documents that are given to the API."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from matching.finding import Label
from service.contract import Part, Place, Words


class LinkPart(Place):
    """A shortened address in the stored text and where it leads."""

    url: str


class BrokenFindingPart(Part):
    """A finding of a stored comparison whose words a revision took away.

    `document_id` is the earlier text that the finding rests on, `words` those of it that
    stood on the page until now and no longer do.
    """

    comparison_id: str
    finding_id: str
    label: Label
    document_id: str
    words: tuple[Words, ...]


class IngestedPart(Part):
    """A document as it was taken in.

    `url` is null for a page that only its source and title tell. `revision` counts the texts
    that the page has shown, from 1. `is_new` tells whether this text was stored now,
    `is_revision` whether the page showed another one before; `broken` lists what that breaks.
    """

    document_id: str
    source: str
    language: str | None
    published_at: AwareDatetime | None
    title: str | None
    url: str | None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    revision: Annotated[int, Field(ge=1)]
    is_new: bool
    is_revision: bool
    links: tuple[LinkPart, ...]
    broken: tuple[BrokenFindingPart, ...]


class RefusedPart(Part):
    """What could not be read: the input, the line of a bulk file, and why."""

    input: str
    line: Annotated[int, Field(ge=1)] | None
    reason: str


class IngestSummary(Part):
    """How many documents were new, revisions of known pages, or known; parts refused; findings."""

    new: Annotated[int, Field(ge=0)]
    revised: Annotated[int, Field(ge=0)]
    known: Annotated[int, Field(ge=0)]
    refused: Annotated[int, Field(ge=0)]
    broken: Annotated[int, Field(ge=0)]


class IngestDocument(Part):
    """What `contraste ingest --json` prints; `unchanged` are feeds with nothing new."""

    created_at: AwareDatetime
    documents: tuple[IngestedPart, ...]
    refused: tuple[RefusedPart, ...]
    unchanged: tuple[str, ...]
    summary: IngestSummary
