"""What holds whatever is stored: once is enough, order does not matter, nothing is lost."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from matching.comparison import Comparison, Reading
from matching.document import Document
from service.convert import comparison_document
from service.store.comparisons import ComparisonRepository
from service.store.documents import DocumentRepository
from service.store.pages import PageRepository, page_of
from service.store.readings import ReadingRepository
from service.store.sources import SourceRepository
from service.store.tables import DocumentRow
from tests.service.diff import factories
from tests.service.store.strategies import AT, ODD, documents, forgotten, readings, rows

# One database serves all examples; each takes its rows back. The machine may be busy.
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@EXAMPLES
@given(document=documents)
@example(document=Document(ODD, ODD, title=ODD))
def test_a_document_comes_back_code_point_for_code_point(
    engine: Engine, document: Document
) -> None:
    """Also characters that a database refuses, and the zone of its time."""
    with forgotten(engine) as session:
        DocumentRepository(session).add(document, stored_at=AT)
        session.expire_all()
        found = DocumentRepository(session).get(document.document_id)
        assert found == document
        assert found.document_id == document.document_id
        if found.published_at and document.published_at:
            assert found.published_at.utcoffset() == document.published_at.utcoffset()


@EXAMPLES
@given(reading=readings())
def test_a_reading_comes_back_with_all_its_slots(engine: Engine, reading: Reading) -> None:
    """Equal to the last field, and stored twice it is one."""
    with forgotten(engine) as session:
        DocumentRepository(session).add(reading.document, stored_at=AT)
        stored = ReadingRepository(session)
        reading_id = stored.add(reading, stored_at=AT)
        before = rows(session)
        session.expire_all()
        assert stored.get(reading_id) == reading
        assert stored.latest(reading.document.document_id) == reading
        assert [stored.claim(claim.claim_id) for claim in reading.claims] == list(reading.claims)
        assert stored.add(reading, stored_at=AT + timedelta(days=1)) == reading_id
        assert rows(session) == before


@EXAMPLES
@given(left=readings(), right=readings())
def test_storing_a_comparison_twice_stores_it_once(
    engine: Engine, left: Reading, right: Reading
) -> None:
    """All tables are the same after the second time, and it comes back as the contract has it."""
    made = Comparison(left, right, (), (), factories.CONFIG)
    with forgotten(engine) as session:
        stored = ComparisonRepository(session)
        assert stored.add(made, created_at=AT)
        before = rows(session)
        assert not stored.add(made, created_at=AT + timedelta(days=1))
        assert rows(session) == before
        session.expire_all()
        loaded = stored.load(made.comparison_id)
        assert loaded is not None
        assert comparison_document(*loaded) == comparison_document(made, AT)


# Of one page each; and one document under two titles keeps the first.
_APART = (lambda one: one.title or one.text, lambda one: one.document_id)


@EXAMPLES
@given(st.lists(documents, unique_by=_APART, max_size=5), st.data())
def test_the_order_of_storing_does_not_matter(
    engine: Engine, given_documents: list[Document], data: st.DataObject
) -> None:
    """Documents of several pages give the same rows in any order; only the log tells it."""
    shuffled = data.draw(st.permutations(given_documents))
    found = []
    for order in (given_documents, shuffled):
        with forgotten(engine) as session:
            for document in order:
                DocumentRepository(session).add(document, stored_at=AT)
            found.append(rows(session, without=frozenset({"audit"})))
    assert found[0] == found[1]


@EXAMPLES
@given(shown=st.lists(st.sampled_from(["Uno.", "Dos.", "Tres."]), min_size=1, max_size=8))
def test_a_page_keeps_every_text_that_it_showed(engine: Engine, shown: list[str]) -> None:
    """A changed text is a revision, the same text is none, a text that came back is one again."""
    first = Document("", "Agencia X", title="Temporal")
    changes = [text for at, text in enumerate(shown) if at == 0 or shown[at - 1] != text]
    with forgotten(engine) as session:
        stored = DocumentRepository(session)
        for minute, text in enumerate(shown):
            # The page bears another time at each look: that alone makes no document.
            at = AT + timedelta(minutes=minute)
            seen = stored.see(replace(first, text=text, published_at=at), at=at)
            kept = stored.get(seen.document_id)
            assert kept is not None
            assert kept.text == text
        source_id = SourceRepository(session).add(first.source)
        page_id = page_of(first, source_id, None).page_id
        history = PageRepository(session).history(page_id)
        texts = [stored.get(each.document_id) for each in history]
        assert [each.text for each in texts if each] == changes
        assert [each.number for each in history] == list(range(1, len(changes) + 1))
        for before, after in pairwise(history):
            row = session.get_one(DocumentRow, after.document_id)
            assert row.revision_of == before.document_id
