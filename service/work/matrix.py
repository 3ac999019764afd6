"""The matrix of a story as a task: all pairs compared, stored, and the answer kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Engine

from matching.comparison import Comparison, Story
from matching.document import Document
from matching.embed import Encoder
from matching.finding import Finding
from matching.merges import MergeDecision
from matching.story import Known, nothing_known
from matching.story_voices import read_story_voices
from service.clock import run_time
from service.comparing import compare_together
from service.convert import story_document
from service.errors import ConflictError, NotFoundError
from service.store.matrices import matrix_id
from service.store.unit import Store, read_only, unit_of_work
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
            for comparison in story.comparisons:
                store.comparisons.add(comparison, created_at=at)
            store.matrices.add(made, _body(store, story, at), sheet_body(sheet), at=at)
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
    story = compare_together(
        documents,
        encoder=encoder or work.encoder,
        settings=work.settings,
        decisions=decisions,
        known=known,
    )
    read = read_story_voices([each.document for each in story.readings], decisions)
    return story, make_sheet(story, read, at)


def _stored(engine: Engine, asked: Sequence[Comparison]) -> Mapping[str, Sequence[Finding]]:
    with read_only(engine) as store:
        return store.comparisons.findings(asked)


def _body(store: Store, story: Story, at: datetime) -> dict[str, Any]:
    """Return the story as the contract has it, and what one source changed of its own words."""
    made = story_document(story, at)
    # A comparison that was stored before bears the time of then.
    comparisons = tuple(
        part.model_copy(update={"created_at": store.comparisons.created_at(part.comparison_id)})
        for part in made.comparisons
    )
    found = made.model_copy(update={"comparisons": comparisons}).model_dump(mode="json")
    return found | {"updates": _updates(story)}


def _updates(story: Story) -> list[dict[str, Any]]:
    found = []
    for comparison in story.comparisons:
        documents = comparison.left.document, comparison.right.document
        found += [
            {
                "source": documents[0].source,
                "comparison_id": comparison.comparison_id,
                "finding_id": finding.finding_id,
                "earlier": [claim.claim_id for claim in finding.left],
                "later": [claim.claim_id for claim in finding.right],
            }
            for finding in comparison.findings
            if finding.is_update
        ]
    return found
