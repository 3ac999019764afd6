"""Stories and their matrices, as the API has them."""

from collections.abc import Sequence

from pydantic import AwareDatetime, Field

from matching.document import Document
from service.api.schemas.ids import DocumentId, SourceId
from service.api.schemas.texts import Title
from service.contract import Part, StoryDocument
from service.store.stories import MAX_DOCUMENTS, MAX_SOURCES, StoredStory, StoryColumn
from service.story.making import earlier_of


class NewStory(Part):
    """One event, by a title of its own; documents and expected sources may come later."""

    title: Title
    documents: tuple[DocumentId, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    sources: tuple[SourceId, ...] = Field(default=(), max_length=MAX_SOURCES)


class StoryPart(Part):
    """A story in a list; `documents` counts those in it."""

    story_id: str
    title: str
    created_at: AwareDatetime
    documents: int = Field(ge=0)


class StoryColumnPart(Part):
    """A document of a story, in the order in which they were put in.

    `update_of` is the document of the same source, earlier in time, that this one follows;
    what it says anew is no conflict with itself.
    """

    document_id: str
    source: str
    language: str | None
    published_at: AwareDatetime | None
    title: str | None
    sha256: str
    added_at: AwareDatetime
    update_of: str | None


class ExpectedSource(Part):
    """A source that should have something on the story; `is_ingested` once a document is in."""

    source_id: str
    source: str
    is_ingested: bool


class StoryDetail(Part):
    """A story with its documents, and the sources that somebody expects in it."""

    story_id: str
    title: str
    created_at: AwareDatetime
    documents: tuple[StoryColumnPart, ...]
    expected: tuple[ExpectedSource, ...]


class UpdatePart(Part):
    """What one source said, and says otherwise later: claims of its two documents."""

    source: str
    comparison_id: str
    finding_id: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]


class StoryMatrix(StoryDocument):
    """What `contraste article --json` prints, of a story's documents.

    Its comparisons are stored. Expected sources that are not in yet have cells of their own,
    and stand in `not_ingested`.
    """

    story_id: str
    title: str
    matrix_id: str
    not_ingested: tuple[str, ...]
    updates: tuple[UpdatePart, ...]


def story_part(story: StoredStory) -> StoryPart:
    """Return *story* as a list shows it."""
    return StoryPart(
        story_id=story.story_id,
        title=story.title,
        created_at=story.created_at,
        documents=story.documents,
    )


def story_detail(
    story: StoredStory, columns: Sequence[StoryColumn], expected: Sequence[tuple[str, str]]
) -> StoryDetail:
    """Return *story* with its *columns* and the identifiers and names of *expected* sources."""
    documents = [column.document for column in columns]
    present = {document.source for document in documents}
    return StoryDetail(
        story_id=story.story_id,
        title=story.title,
        created_at=story.created_at,
        documents=tuple(_column(column, documents) for column in columns),
        expected=tuple(
            ExpectedSource(source_id=one, source=name, is_ingested=name in present)
            for one, name in expected
        ),
    )


def _column(column: StoryColumn, documents: list[Document]) -> StoryColumnPart:
    document = column.document
    return StoryColumnPart(
        document_id=document.document_id,
        source=document.source,
        language=document.language,
        published_at=document.published_at,
        title=document.title,
        sha256=document.sha256,
        added_at=column.added_at,
        update_of=earlier_of(document, documents),
    )
