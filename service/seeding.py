"""Storing the example stories and their comparisons."""

from collections.abc import Callable, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import Engine

from matching.compare import compare_documents
from matching.comparison import RunConfig
from matching.document import Document
from matching.embed import Encoder
from matching.run_config import run_config
from matching.thresholds import DEFAULTS
from seeds.load import SeedStory
from service.store.comparisons import ComparisonRepository
from service.store.engine import view
from service.store.unit import unit_of_work

Pair = tuple[Document, Document]


class Seeded(BaseModel):
    """How much a run added, and how many comparisons were there already."""

    stories: int
    documents_added: int
    comparisons_added: int
    comparisons_kept: int


def seed_stories(
    stories: Sequence[SeedStory],
    engine: Engine,
    *,
    encoder: Encoder,
    at: datetime,
    progress: Callable[[int, int], None],
) -> Seeded:
    """Store *stories* in one transaction; what is stored already is not compared again.

    `progress` is called with the comparisons done and the comparisons to do.
    """
    pairs = [
        (story.documents[left], story.documents[right])
        for story in stories
        for left, right in story.pairs
    ]
    missing = _missing(pairs, engine, run_config(encoder, DEFAULTS))
    comparisons = []
    # Comparing takes seconds, so it happens before the database is locked for writing.
    for done, (left, right) in enumerate(missing, start=1):
        comparisons.append(compare_documents(left, right, encoder=encoder))
        progress(done, len(missing))
    with unit_of_work(engine, at=at) as store:
        new_documents = 0
        for story in stories:
            story_id = store.stories.add(story.title, at=at)
            for document in story.documents.values():
                new_documents += store.documents.add(document, stored_at=at)
                store.stories.put(story_id, document.document_id, at=at)
        added = sum(store.comparisons.add(each, created_at=at) for each in comparisons)
    return Seeded(
        stories=len(stories),
        documents_added=new_documents,
        comparisons_added=added,
        comparisons_kept=len(pairs) - added,
    )


def _missing(pairs: Sequence[Pair], engine: Engine, config: RunConfig) -> list[Pair]:
    with view(engine) as session:
        stored = ComparisonRepository(session)
        return [
            (left, right)
            for left, right in pairs
            if stored.find(left.document_id, right.document_id, config) is None
        ]
