"""Storing what was read: once is enough, order is of no matter, corrections count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from matching.document import Document
from service.ingesting import ingest
from service.intake.item import Item, Publisher
from service.intake.raw import Corrections
from service.store.engine import view
from service.store.tables import AuditRow, DocumentRow, PageRow, RevisionRow, SourceRow
from service.store.unit import read_only

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
URL = "https://a.example/bridge"


def item(text: str, *, hour: int | None = None, url: str | None = URL, **more: object) -> Item:
    """Return a text of the page at *url*."""
    at = AT + timedelta(hours=hour) if hour is not None else None
    return Item(Document(text, "La Gaceta", "es", at), url, **more)  # type: ignore[arg-type]


def stored(engine: Engine) -> dict[str, object]:
    """Return all that stands in the tables of documents, whatever run it came with."""
    with view(engine) as session:
        return {
            "documents": sorted(
                session.execute(
                    select(DocumentRow.document_id, DocumentRow.revision_of, DocumentRow.text)
                ),
                key=str,
            ),
            "pages": sorted(session.scalars(select(PageRow.page_id))),
            "revisions": sorted(
                session.execute(
                    select(RevisionRow.page_id, RevisionRow.number, RevisionRow.document_id)
                )
            ),
            "sources": sorted(session.execute(select(SourceRow.name, SourceRow.handle)), key=str),
        }


def entries(engine: Engine) -> int:
    """Return how many entries the audit log has."""
    with view(engine) as session:
        return session.scalar(select(func.count()).select_from(AuditRow)) or 0


def test_the_same_document_twice_is_one(engine: Engine) -> None:
    """Also in one run; the second time nothing at all is written."""
    both = [item("El puente cerró."), item("El puente cerró.")]
    first = ingest(both, engine, at=AT)
    assert [each.seen.is_new for each in first] == [True, False]
    before, written = stored(engine), entries(engine)
    again = ingest(both, engine, at=AT + timedelta(days=1))
    assert [each.seen.is_new for each in again] == [False, False]
    assert (stored(engine), entries(engine)) == (before, written)


def test_a_page_edited_silently_is_a_revision(engine: Engine) -> None:
    """A text that comes back to the page is one again; a record of it is not."""
    for number, (text, is_record) in enumerate(
        [("Uno.", False), ("Dos.", False), ("Uno.", True), ("Uno.", False)]
    ):
        [found] = ingest([item(text, is_record=is_record)], engine, at=AT + timedelta(days=number))
        assert found.seen.is_revision is (number in (1, 3))
        assert found.seen.revision == (1, 2, 1, 3)[number]


def test_texts_of_one_page_are_put_in_order_of_time(engine: Engine) -> None:
    """Whatever the order in which they are given; the results are in that one."""
    late, early = item("Dos.", hour=2), item("Uno.", hour=1)
    found = ingest([late, early], engine, at=AT)
    assert [each.document.text for each in found] == ["Dos.", "Uno."]
    assert [each.seen.revision for each in found] == [2, 1]


def test_an_archive_told_in_parts_changes_nothing_the_second_time(engine: Engine) -> None:
    """As a bulk file is, some lines at a time."""
    parts = [
        [item(text, hour=n, is_record=True)] for n, text in enumerate(("A a.", "B b.", "A a."))
    ]
    for part in parts:
        ingest(part, engine, at=AT)
    before = stored(engine)
    for part in parts:
        assert not ingest(part, engine, at=AT)[0].seen.is_new
    assert stored(engine) == before


def test_language_is_detected_and_corrected(engine: Engine) -> None:
    """A known document is corrected where it stands; its identifier does not depend on it."""
    unknown = replace(item("El puente cerró el lunes por la noche."), url=None)
    unknown = replace(unknown, document=replace(unknown.document, language=None))
    [first] = ingest([unknown], engine, at=AT)
    assert first.document.language == "es"
    [second] = ingest([unknown], engine, at=AT, given=Corrections(language="pt", title="Nota"))
    assert second.seen.document_id == first.seen.document_id
    with read_only(engine) as store:
        found = store.documents.get(first.seen.document_id)
    assert found is not None
    assert (found.language, found.title) == ("pt", "Nota")


def test_a_document_is_dated_anew(engine: Engine) -> None:
    """The same words under the right time take the place of the page's document, once."""
    ingest([item("Hoy cerró.", hour=0)], engine, at=AT)
    dated = item("Hoy cerró.", hour=30)
    assert not ingest([dated], engine, at=AT)[0].seen.is_new
    said = Corrections(published_at="2031-05-15")
    [found] = ingest([dated], engine, at=AT, given=said)
    assert (found.seen.is_new, found.seen.revision, found.broken) == (True, 2, ())
    assert not ingest([dated], engine, at=AT, given=said)[0].seen.is_new
    assert not ingest([dated], engine, at=AT)[0].seen.is_revision


def test_what_is_known_of_a_source_stays(engine: Engine) -> None:
    """An input adds to it; another account of the same name takes nothing away."""
    ingest([item("Uno.", publisher=Publisher(handle="@gaceta"))], engine, at=AT)
    ingest(
        [item("Dos.", publisher=Publisher(handle="@evil", time_zone="America/Lima"))], engine, at=AT
    )
    with read_only(engine) as store:
        facts = store.sources.facts("La Gaceta")
    assert facts is not None
    assert (facts.handle, facts.time_zone) == ("@gaceta", "America/Lima")


def test_progress_is_told(engine: Engine) -> None:
    """Of the items, not of the pages."""
    told: list[tuple[int, int]] = []
    items = [item(f"Nota {n}.", url=f"{URL}/{n}") for n in range(120)]
    ingest(items, engine, at=AT, progress=lambda done, total: told.append((done, total)))
    assert told == [(50, 120), (100, 120), (120, 120)]


texts = st.sampled_from(["El puente cerró.", "El puente abrió.", "Uno\u0000 é e\u0301 🇵🇪 \u202ex"])
items = st.builds(
    item,
    texts,
    hour=st.none() | st.integers(0, 3),
    url=st.none() | st.sampled_from([URL, f"{URL}/2"]),
    is_record=st.booleans(),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(given_items=st.lists(items, max_size=5), data=st.data())
def test_once_is_enough_and_order_is_of_no_matter(
    engine: Engine, given_items: list[Item], data: st.DataObject
) -> None:
    """The same items again, in any order, leave every table as it was; texts come back exactly."""
    tag = str(data.draw(st.uuids()))
    named = [
        replace(each, document=replace(each.document, source=f"{each.document.source} {tag}"))
        for each in given_items
    ]
    shuffled = data.draw(st.permutations(named))
    other = [
        replace(each, document=replace(each.document, source=each.document.source[:-1] + "!"))
        for each in shuffled
    ]
    ingest(named, engine, at=AT)
    before = stored(engine)
    found = ingest(shuffled, engine, at=AT + timedelta(days=1))
    assert stored(engine) == before
    assert not any(each.seen.is_new or each.seen.is_revision for each in found)
    ingest(other, engine, at=AT)
    mine = _texts_by_page(engine, f"La Gaceta {tag}")
    theirs = _texts_by_page(engine, f"La Gaceta {tag[:-1]}!")
    assert mine == theirs
    with read_only(engine) as store:
        for each in found:
            back = store.documents.get(each.seen.document_id)
            assert back is not None
            assert back.text == each.document.text


def _texts_by_page(engine: Engine, source: str) -> list[tuple[str, int, str]]:
    """Return what the pages of *source* have shown."""
    with view(engine) as session:
        rows = session.execute(
            select(PageRow.key, RevisionRow.number, DocumentRow.text)
            .join(RevisionRow, RevisionRow.page_id == PageRow.page_id)
            .join(DocumentRow, DocumentRow.document_id == RevisionRow.document_id)
            .join(SourceRow, SourceRow.source_id == PageRow.source_id)
            .where(SourceRow.name == source)
        )
        return sorted((str(key), number, text) for key, number, text in rows)
