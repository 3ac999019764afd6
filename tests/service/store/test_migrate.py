"""The schema: made by migrations alone, equal to the tables in code, and reversible."""

import subprocess
import sys

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, select, text

from matching.document import Document
from service.errors import StoreError
from service.store.engine import open_engine, transaction, view
from service.store.migrate import alembic_config, downgrade, upgrade
from service.store.pages import page_of
from service.store.tables import Base, PageRow, RevisionRow
from service.store.unit import read_only, unit_of_work
from tests.service.diff import factories


def test_up_and_down_and_up_again(empty_engine: Engine) -> None:
    """Every table comes and goes; a second upgrade finds nothing to do."""
    engine = empty_engine
    head = upgrade(engine)
    assert set(inspect(engine).get_table_names()) == set(Base.metadata.tables) | {"alembic_version"}
    downgrade(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert upgrade(engine) == upgrade(engine) == head


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    """`alembic check`: a changed table without a migration is a fault."""
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_runs_with_a_write_ahead_log_and_foreign_keys(engine: Engine) -> None:
    """Readers do not wait for writers, and a finding without its comparison is refused."""
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_failed_migration_leaves_nothing_behind(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All steps or none: the tables made before the fault are gone too."""
    engine = empty_engine

    def upgrade_partly(config: object, revision: str) -> None:
        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError("power cut")

    assert inspect(engine).get_table_names() == []
    monkeypatch.setattr("service.store.migrate.command.upgrade", upgrade_partly)
    with pytest.raises(RuntimeError):
        upgrade(engine)
    assert inspect(engine).get_table_names() == []


def test_a_newer_database_is_refused(engine: Engine) -> None:
    """A schema this code has never heard of must not be written to."""
    with transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'f00f00f00f00'"))
    with pytest.raises(StoreError, match="newer version"):
        upgrade(engine)


def test_two_processes_at_once_take_turns(empty_url: str) -> None:
    """All end well, and the schema is whole."""
    url = empty_url
    script = (
        "from service.store.engine import open_engine; from service.store.migrate import upgrade;"
        f"upgrade(open_engine({url!r}))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script])  # noqa: S603 - our own words
        for _ in range(3)
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    engine = open_engine(url)
    assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


@pytest.mark.parametrize("url", ["", "nonsense", "oracle7://x", "sqlite:////proc/none/x.db"])
def test_an_unusable_url_is_one_sentence(url: str) -> None:
    """No traceback for a wrong setting."""
    with pytest.raises(StoreError):
        upgrade(open_engine(url))


def test_documents_of_the_first_schema_get_their_pages(empty_engine: Engine) -> None:
    """Those of one source and title share a page, each after the one it is a revision of."""
    _upgrade_to(empty_engine, "5c1d0a9e77b2")
    rows = [
        # stored at one moment, so that the identifiers alone would give another order
        ("doc_z", None, "Temporal"),
        ("doc_m", "doc_z", "Temporal"),
        ("doc_a", "doc_m", "Temporal"),
        ("doc_b", None, None),
    ]
    with empty_engine.begin() as connection:
        connection.execute(text("INSERT INTO source (source_id, name) VALUES ('src_1', 'X')"))
        for document_id, earlier, title in rows:
            connection.execute(
                text(
                    "INSERT INTO document (document_id, source_id, revision_of, text, sha256,"
                    " title, stored_at) VALUES (:id, 'src_1', :earlier, 'Uno.', :id, :title,"
                    " '2031-05-14 09:30:00.000000')"
                ),
                {"id": document_id, "earlier": earlier, "title": title},
            )
    upgrade(empty_engine)
    with view(empty_engine) as session:
        found = session.execute(
            select(RevisionRow.document_id, RevisionRow.number, PageRow.kind, RevisionRow.page_id)
            .join(PageRow, PageRow.page_id == RevisionRow.page_id)
            .order_by(PageRow.kind.desc(), RevisionRow.number)
        ).all()
    assert [tuple(row[:3]) for row in found] == [
        ("doc_z", 1, "title"),
        ("doc_m", 2, "title"),
        ("doc_a", 3, "title"),
        ("doc_b", 1, "text"),
    ]
    page = page_of(Document("Uno.", "X", title="Temporal"), "src_1", None)
    assert found[0].page_id == page.page_id
    downgrade(empty_engine, "5c1d0a9e77b2")
    upgrade(empty_engine)


def test_rows_survive_the_way_down_and_up(engine: Engine) -> None:
    """What an older schema can hold is still there; comparisons lose their readings."""
    made = factories.ports_comparison()
    with unit_of_work(engine, at=factories.CREATED_AT) as store:
        store.comparisons.add(made, created_at=factories.CREATED_AT)
    downgrade(engine, "5c1d0a9e77b2")
    upgrade(engine)
    with read_only(engine) as store:
        assert store.documents.get(made.left.document.document_id) == made.left.document
        assert store.comparisons.has(made.comparison_id)
        found = store.comparisons.findings([made])[made.comparison_id]
        assert [each.label for each in found] == [each.label for each in made.findings]
        assert store.comparisons.load(made.comparison_id) is None
        assert len(store.pages.pages_of(made.right.document.document_id)) == 1


def test_matrices_that_were_kept_long_are_made_again(empty_engine: Engine) -> None:
    """Down and up, they are forgotten; what the pages show of them stays."""
    _upgrade_to(empty_engine, "7d02b6c9e451")
    for forgetting in (upgrade, lambda engine: downgrade(engine, "7d02b6c9e451")):
        with empty_engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO story_matrix (matrix_id, created_at, body) VALUES"
                    " ('mtx_1', '2031-05-14 09:30:00.000000', '{}'),"
                    " (:sheet, '2031-05-14 09:30:00.000000', '{}')"
                ),
                {"sheet": f"sht_{forgetting.__name__}"},
            )
        forgetting(empty_engine)
        with empty_engine.connect() as connection:
            found = connection.scalars(text("SELECT matrix_id FROM story_matrix")).all()
        assert set(found) >= {f"sht_{forgetting.__name__}"}
        assert "mtx_1" not in found


def _upgrade_to(engine: Engine, revision: str) -> None:
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
