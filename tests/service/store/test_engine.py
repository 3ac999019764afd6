"""Transactions: whole or not at all, whoever stops them; views that cannot write."""

import signal

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.convert import comparison_document
from service.errors import StoreError
from service.grouping.correcting import move
from service.store.comparisons import ComparisonRepository
from service.store.engine import open_engine, transaction, view
from service.store.entity_decisions import Decider
from service.store.groupings import Grouped
from service.store.stories import StoryRepository
from service.store.tables import Base, StoryRow
from service.store.unit import read_only, unit_of_work
from tests.service.diff import factories
from tests.service.store.processes import (
    STORE_SAME,
    WRITE_AND_WAIT,
    WRITE_MANY,
    end,
    start,
)
from tests.service.store.strategies import AT, rows

APPEND_ONLY = (
    "revision reading reading_claim comparison comparison_reading finding finding_claim"
    " name_repair story_grouping story_decision story_undo audit"
).split()


def test_a_killed_writer_leaves_nothing(engine: Engine, store_url: str) -> None:
    """Stopped by force after everything was written and before the commit."""
    writer = start(WRITE_AND_WAIT, store_url)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    with view(engine) as session:
        assert not any(rows(session).values())
    writer.send_signal(signal.SIGKILL)
    assert end(writer) == -signal.SIGKILL
    with view(engine) as session:
        assert not any(rows(session).values())
    with transaction(engine, at=AT) as session:
        assert ComparisonRepository(session).add(factories.ports_comparison(), created_at=AT)


def test_what_was_confirmed_before_a_kill_is_stored(engine: Engine, store_url: str) -> None:
    """Killed at any moment: whole transactions, none lost, and a chain without a break."""
    confirmed = 0
    for writer_name, last in (("ana", 0), ("ben", 5), ("eva", 17)):
        writer = start(WRITE_MANY, store_url, writer_name, 10_000)
        assert writer.stdout is not None
        while writer.stdout.readline() != f"{last}\n":
            assert writer.poll() is None
        writer.kill()
        assert end(writer) == -signal.SIGKILL
        confirmed += last + 1
        with read_only(engine) as store:
            report = store.audit.verify()
            assert report.broken is None
            assert report.entries % 2 == 0
            assert report.entries >= 2 * confirmed
            titles = {entry.subject for entry in store.audit.latest(report.entries)}
            assert all(store.stories.title(each) for each in titles)


def test_processes_that_store_the_same_at_once_store_it_once(
    engine: Engine, store_url: str
) -> None:
    """In whatever order they come to it: the rows are those of one writer alone."""
    writers = [start(STORE_SAME, store_url, order) for order in ("forwards", "backwards")]
    assert [end(writer) for writer in writers] == [0] * len(writers)
    made = [factories.ports_comparison(), *factories.article_story().comparisons]
    with view(engine) as session:
        found = rows(session)
        for comparison in made:
            loaded = ComparisonRepository(session).load(comparison.comparison_id)
            assert loaded is not None
            assert comparison_document(*loaded) == comparison_document(comparison, AT)
    assert len(found["comparison"]) == len(made)
    assert len(found["finding"]) == sum(len(each.findings) for each in made)
    assert len(found["name_repair"]) == sum(len(each.names) for each in made)


def test_a_view_cannot_write(engine: Engine) -> None:
    """And the next writer on the same connection can."""
    with pytest.raises((StoreError, DBAPIError)), view(engine) as session:
        session.execute(insert(StoryRow).values(story_id="sto_x", title="X", created_at=AT))
    with transaction(engine, at=AT) as session:
        StoryRepository(session).add("Temporal", at=AT)
    with view(engine) as session:
        assert session.scalar(select(func.count()).select_from(StoryRow)) == 1


def test_a_view_waits_for_nobody_and_sees_one_state(engine: Engine) -> None:
    """A writer's rows are seen when it has ended, not before, and not in an older view."""
    with unit_of_work(engine, at=AT) as store:
        first = store.stories.add("Temporal", at=AT)
        with read_only(engine) as other:
            assert other.stories.title(first) is None
    with read_only(engine) as older:
        assert older.stories.title(first) == "Temporal"
        with unit_of_work(engine, at=AT) as store:
            second = store.stories.add("Dengue", at=AT)
        assert older.stories.title(second) is None
    with read_only(engine) as newer:
        assert newer.stories.title(second) == "Dengue"


def _store_all(engine: Engine) -> None:
    """Store a comparison, and a document grouped, moved and moved back."""
    comparison, by = factories.ports_comparison(), Decider("ana", "Otro hecho.", AT)
    document_id = comparison.left.document.document_id
    with unit_of_work(engine, at=AT) as store:
        store.comparisons.add(comparison, created_at=AT)
        store.groupings.record(Grouped(document_id, None, 0.5, (), 0), comparison.config, at=AT)
        moved = move(store, document_id, store.stories.add("Puertos", at=AT), by)
        store.groupings.undo(moved, by)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_refuses_to_change_what_is_appended(engine: Engine, table: str) -> None:
    """Even to somebody who writes SQL."""
    _store_all(engine)
    column = next(iter(Base.metadata.tables[table].primary_key)).name
    for statement in (
        f"UPDATE {table} SET {column} = {column}",  # noqa: S608
        f"DELETE FROM {table}",  # noqa: S608
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction(engine) as session:
            session.execute(text(statement))


@pytest.mark.parametrize("change", ["text = 'Otro.'", "published_at = NULL", "sha256 = 'x'"])
def test_a_document_keeps_its_text_and_time(engine: Engine, change: str) -> None:
    """A correction of what identifies it is a new document; its language may be corrected."""
    with transaction(engine, at=AT) as session:
        ComparisonRepository(session).add(factories.ports_comparison(), created_at=AT)
    with pytest.raises(IntegrityError, match="never changed"), transaction(engine) as session:
        session.execute(text(f"UPDATE document SET {change}"))  # noqa: S608
    with transaction(engine) as session:
        session.execute(text("UPDATE document SET language = 'pt'"))


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/x/y.db"])
def test_a_database_that_cannot_be_reached_is_one_sentence(url: str) -> None:
    """No traceback for a server that is down."""
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg", exc_type=ImportError)
    with pytest.raises(StoreError), transaction(open_engine(url)) as session:
        session.execute(text("SELECT 1"))
