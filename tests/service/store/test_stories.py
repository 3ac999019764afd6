"""Stories and sources: what belongs together, and what is known of who publishes it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from matching.document import Document
from service.grouping import correcting
from service.store.entity_decisions import Decider
from service.store.sources import SourceFacts
from service.store.unit import read_only, unit_of_work
from tests.service.store.strategies import AT

DOCUMENTS = [Document(f"Texto {number}.", f"Fuente {number}") for number in range(3)]


def test_a_story_keeps_its_documents_in_their_order(engine: Engine) -> None:
    """Put in twice is once; a document may be in several stories."""
    with unit_of_work(engine, at=AT) as store:
        story = store.stories.add("Temporal", at=AT)
        other = store.stories.add("Puertos", at=AT)
        assert store.stories.add("Temporal", at=AT + timedelta(days=1)) == story
        for document in reversed(DOCUMENTS):
            store.documents.add(document, stored_at=AT)
            assert store.stories.put(story, document.document_id, at=AT)
        assert not store.stories.put(story, DOCUMENTS[0].document_id, at=AT)
        store.stories.put(other, DOCUMENTS[0].document_id, at=AT)
    with read_only(engine) as store:
        assert store.stories.title(story) == "Temporal"
        assert store.stories.documents(story) == DOCUMENTS[::-1]
        assert store.stories.of_document(DOCUMENTS[0].document_id) == sorted([story, other])


def test_a_document_taken_out_stays_stored(engine: Engine) -> None:
    """And the others keep their order; put in again it is the last."""
    ids = [document.document_id for document in DOCUMENTS]
    with unit_of_work(engine, at=AT) as store:
        story = store.stories.add("Temporal", at=AT)
        for document in DOCUMENTS:
            store.documents.add(document, stored_at=AT)
            store.stories.put(story, document.document_id, at=AT)
        assert store.stories.take_out(story, ids[0])
        assert not store.stories.take_out(story, ids[0])
        assert store.documents.get(ids[0]) == DOCUMENTS[0]
        store.stories.put(story, ids[0], at=AT)
        assert store.stories.documents(story) == [*DOCUMENTS[1:], DOCUMENTS[0]]


@pytest.mark.parametrize("into", [1, 2])
def test_an_undo_brings_a_document_back_to_all_its_stories(engine: Engine, into: int) -> None:
    """People may have put it into several, and into the very one that it was moved to."""
    by, document = Decider("ana", "as seen", AT), DOCUMENTS[0]
    with unit_of_work(engine, at=AT) as store:
        store.documents.add(document, stored_at=AT)
        first, second, third = (
            store.stories.add(f"Temporal {number}", at=AT + timedelta(days=number))
            for number in range(3)
        )
        for story in (first, second):
            store.stories.put(story, document.document_id, at=AT)
        target = (first, second, third)[into]
        decision = correcting.move(store, document.document_id, target, by)
        assert store.stories.of_document(document.document_id) == [target]
        store.groupings.undo(decision, by)
        assert store.stories.of_document(document.document_id) == sorted([first, second])


def test_facts_about_a_source_can_be_corrected(engine: Engine) -> None:
    """The log says which ones were; what changes nothing leaves no entry."""
    first = SourceFacts("ministry", "@minsa", "PE", "es", "America/Lima", "https://minsa/feed")
    second = SourceFacts("ministry", "@minsa", "PE", "es-PE", "America/Lima", None)
    with unit_of_work(engine, actor="ana", at=AT) as store:
        assert store.sources.facts("Minsa") is None
        source_id = store.sources.describe("Minsa", first)
        assert store.sources.facts("Minsa") == first
        assert store.sources.describe("Minsa", second) == source_id
        store.sources.describe("Minsa", second)
        assert store.sources.facts("Minsa") == second
        assert store.sources.names() == ["Minsa"]
    with read_only(engine) as store:
        log = [(entry.action, entry.details) for entry in store.audit.of(source_id)]
    assert log[0] == ("source.add", {})
    assert log[2:] == [("source.describe", {"fields": ["language", "feed"]})]
    assert len(log) == 3


def test_a_page_with_an_address_is_known_by_it(engine: Engine) -> None:
    """Another title under the same URL is a revision; the same title elsewhere is not."""
    first = Document("Uno.", "X", title="Temporal")
    second = Document("Dos.", "X", title="Temporal: lo que se sabe")
    with unit_of_work(engine, at=AT) as store:
        seen = store.documents.see(first, at=AT, url="https://x/1")
        assert (seen.revision, seen.is_new, seen.is_revision) == (1, True, False)
        seen = store.documents.see(second, at=AT, url="https://x/1")
        assert (seen.revision, seen.is_new, seen.is_revision) == (2, True, True)
        seen = store.documents.see(first, at=AT, url="https://x/2")
        assert (seen.revision, seen.is_new, seen.is_revision) == (1, False, False)
        assert len(store.pages.pages_of(first.document_id)) == 2
