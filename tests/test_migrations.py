"""The schema: made by migrations alone, equal to the tables in code, and reversible."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from service.errors import StoreError
from service.store.engine import open_engine, transaction
from service.store.migrate import alembic_config, downgrade, upgrade
from service.store.tables import Base


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    found = open_engine(f"sqlite:///{tmp_path / 'deep' / 'er' / 'store.db'}")
    yield found
    found.dispose()


def test_up_and_down_and_up_again(engine: Engine) -> None:
    """Every table comes and goes; a second upgrade finds nothing to do."""
    head = upgrade(engine)
    assert set(inspect(engine).get_table_names()) == set(Base.metadata.tables) | {"alembic_version"}
    downgrade(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert upgrade(engine) == upgrade(engine) == head


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    """`alembic check`: a changed table without a migration is a fault."""
    upgrade(engine)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_sqlite_runs_with_a_write_ahead_log_and_foreign_keys(engine: Engine) -> None:
    """Readers do not wait for writers, and a finding without its comparison is refused."""
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_failed_migration_leaves_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All steps or none: the tables made before the fault are gone too."""

    def upgrade_partly(config: object, revision: str) -> None:
        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError("power cut")

    monkeypatch.setattr("service.store.migrate.command.upgrade", upgrade_partly)
    with pytest.raises(RuntimeError):
        upgrade(engine)
    assert inspect(engine).get_table_names() == []


def test_a_newer_database_is_refused(engine: Engine) -> None:
    """A schema this code has never heard of must not be written to."""
    upgrade(engine)
    with transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'f00f00f00f00'"))
    with pytest.raises(StoreError, match="newer version"):
        upgrade(engine)


def test_two_processes_at_once_take_turns(tmp_path: Path) -> None:
    """Both end well, and the schema is whole."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
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
