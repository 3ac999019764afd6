"""Documents as they are listed and shown, with what was read in them."""

from dataclasses import asdict
from datetime import date

from pydantic import AwareDatetime, Field

from matching.passage import PassageKind
from matching.slots import MentionKind
from service.contract import Offset, Part, Place
from service.store.document_lists import DocumentLine
from service.store.pages import PageRevision
from service.store.tables import MentionRow, PassageRow


class DocumentItem(Part):
    """A document in a list; null where nobody has said.

    `published_at` is in the zone that it was given in. `revision_of` is the document whose
    place this one took when its page was first seen to change.
    """

    document_id: str
    source_id: str
    source: str
    language: str | None
    published_at: AwareDatetime | None
    title: str | None
    sha256: str
    revision_of: str | None
    stored_at: AwareDatetime


class StoredDocument(DocumentItem):
    """A document with its text, exactly as it was stored."""

    text: str


class RevisionItem(Part):
    """What a page showed from a moment on; `number` counts from 1 for each page.

    `kind` says what tells the page from others, and `key` is that: its url, else its title,
    else the digest of its text.
    """

    page_id: str
    kind: str
    key: str
    number: int = Field(ge=1)
    document_id: str
    sha256: str
    seen_at: AwareDatetime


class PassagePart(Place):
    """A paragraph, heading or embedded post of a document, as last read.

    `truncated` marks a post whose text was cut off; `copy_of` is the earlier passage that this
    one repeats.
    """

    position: Offset
    kind: PassageKind
    language: str
    author: str | None
    handle: str | None
    posted_on: date | None
    truncated: bool | None
    copy_of: Place | None


class MentionPart(Place):
    """A place where a document names something, as last read."""

    position: Offset
    surface: str
    kind: MentionKind
    canonical: str | None
    entity_id: str | None


def document_item(line: DocumentLine) -> DocumentItem:
    """Return a document as lists show it."""
    return DocumentItem(**asdict(line))


def stored_document(line: DocumentLine, text: str) -> StoredDocument:
    """Return a document with its text."""
    return StoredDocument(text=text, **asdict(line))


def revision_item(found: PageRevision) -> RevisionItem:
    """Return what a page showed."""
    revision = found.revision
    return RevisionItem(
        page_id=found.page_id,
        kind=found.kind,
        key=found.key,
        number=revision.number,
        document_id=revision.document_id,
        sha256=revision.sha256,
        seen_at=revision.seen_at,
    )


def passage_part(row: PassageRow) -> PassagePart:
    """Return a passage as it was read."""
    copy = None
    if row.copy_start is not None and row.copy_end is not None:
        copy = Place(start=row.copy_start, end=row.copy_end)
    return PassagePart(
        position=row.position,
        start=row.start,
        end=row.end,
        kind=PassageKind(row.kind),
        language=row.language,
        author=row.author,
        handle=row.handle,
        posted_on=row.posted_on,
        truncated=row.truncated,
        copy_of=copy,
    )


def mention_part(row: MentionRow) -> MentionPart:
    """Return a mention as it was read."""
    return MentionPart(
        position=row.position,
        start=row.start,
        end=row.end,
        surface=row.surface,
        kind=MentionKind(row.kind),
        canonical=row.canonical,
        entity_id=row.entity_id,
    )
