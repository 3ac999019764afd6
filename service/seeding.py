"""Storing the example stories and their comparisons."""

from collections.abc import Callable
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy.orm import Session

from matching.compare import compare_documents, run_config
from matching.embed import Encoder
from seeds.load import SeedStory
from service.store.comparisons import ComparisonRepository
from service.store.documents import DocumentRepository


class Seeded(BaseModel):
    """How much a run added, and how many comparisons were there already."""

    stories: int
    documents_added: int
    comparisons_added: int
    comparisons_kept: int


def seed_stories(
    stories: tuple[SeedStory, ...],
    session: Session,
    *,
    encoder: Encoder,
    at: datetime,
    progress: Callable[[int, int], None],
) -> Seeded:
    """Store *stories*; what is stored already is neither compared nor written again.

    `progress` is called with the comparisons done and the comparisons in all.
    """
    documents, comparisons = DocumentRepository(session), ComparisonRepository(session)
    new_documents = sum(
        documents.add(document, stored_at=at)
        for story in stories
        for document in story.documents.values()
    )
    pairs = [
        (story.documents[left], story.documents[right])
        for story in stories
        for left, right in story.pairs
    ]
    config = run_config(encoder)
    added = 0
    for done, (left, right) in enumerate(pairs):
        progress(done, len(pairs))
        if not comparisons.has(left.document_id, right.document_id, config):
            comparison = compare_documents(left, right, encoder=encoder)
            added += comparisons.add(comparison, created_at=at)
    progress(len(pairs), len(pairs))
    return Seeded(
        stories=len(stories),
        documents_added=new_documents,
        comparisons_added=added,
        comparisons_kept=len(pairs) - added,
    )
