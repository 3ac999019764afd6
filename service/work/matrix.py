"""The matrix of a story as a task: all pairs compared, stored, and the answer kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from matching.comparison import Comparison, Story
from matching.document import Document
from matching.embed import Encoder
from matching.finding import Finding
from matching.merges import MergeDecision
from matching.story import Known, compare_read, nothing_known
from matching.story_voices import read_story_voices
from service.clock import run_time
from service.comparing import read_in_time
from service.errors import ConflictError, NotFoundError
from service.store.matrices import matrix_id
from service.store.unit import Store, read_only, unit_of_work
from service.story.kept import kept_body
from service.story.making import make_sheet
from service.story.sheet import Sheet, sheet_body
from service.work.name_decisions import name_decisions
from service.work.tasks import Also
from service.work.work import Work


def make_matrix(work: Work, story_id: str, actor: str, also: Also | None = None) -> str:
    """Compare the documents of a story with each other and keep its matrix, in *actor*'s name.

    Every comparison is stored too, so that its findings can be judged. *also* is done in the
    transaction that stores them. Returns the identifier of the matrix: the stored one where
    the same documents were compared before.

    Raises:
        NotFoundError: There is no such story.
        ConflictError: It has no document.
        TooLarge: A document makes more claims than the configured limit.
    """
    with read_only(work.engine) as store:
        if store.stories.get(story_id) is None:
            raise NotFoundError(f"There is no story {story_id}.")
        documents = store.stories.documents(story_id)
    if not documents:
        raise ConflictError(f"{story_id} has no document yet.")
    return matrix_of(work, documents, actor, also)


def matrix_of(
    work: Work, documents: Sequence[Document], actor: str, also: Also | None = None
) -> str:
    """Compare *documents*, at least one, and keep their matrix as `make_matrix` does.

    Raises:
        TooLarge: A document makes more claims than the configured limit.
    """
    with read_only(work.engine) as store:
        decisions = name_decisions(store, documents)
        ids = [document.document_id for document in documents]
        made = matrix_id(ids, decisions, work.settings.model)
        is_known = store.matrices.has(made)
    if is_known and also is None:
        return made
    at, story, sheet = run_time(), None, None
    if not is_known:
        # Comparing takes its time, so it happens before the database is locked for writing.
        story, sheet = compare_as_stored(
            work, documents, decisions, at, known=partial(_stored, work.engine)
        )
    with unit_of_work(work.engine, actor=actor, at=at) as store:
        if story and sheet:
            body = kept_body(story, _add_all(store, story.comparisons, at), at)
            store.matrices.add(made, body, sheet_body(sheet), at=at)
        if also:
            also(store, made)
    return made


def compare_as_stored(
    work: Work,
    documents: Sequence[Document],
    decisions: Sequence[MergeDecision],
    at: datetime,
    encoder: Encoder | None = None,
    known: Known = nothing_known,
) -> tuple[Story, Sheet]:
    """Return *documents* compared, and what pages show of that; nothing is stored.

    *encoder* takes the place of the one that takes known vectors from the database; what
    *known* has is not compared again.

    Raises:
        TooLarge: A document makes more claims than the configured limit.
    """
    reader = read_in_time(documents, work.settings, decisions)
    story = compare_read(reader, encoder=encoder or work.encoder, decisions=decisions, known=known)
    return story, make_sheet(story, read_story_voices(reader), at)


def _add_all(
    store: Store, comparisons: Sequence[Comparison], at: datetime
) -> Mapping[str, datetime]:
    """Store those of *comparisons* that are new; return when each was made, by identifier."""
    ids = [each.comparison_id for each in comparisons]
    before = store.comparisons.made_at(ids)
    for comparison in comparisons:
        if comparison.comparison_id not in before:
            store.comparisons.add(comparison, created_at=at)
    return store.comparisons.made_at(ids)


def _stored(engine: Engine, asked: Sequence[Comparison]) -> Mapping[str, Sequence[Finding]]:
    with read_only(engine) as store:
        return store.comparisons.findings(asked)
