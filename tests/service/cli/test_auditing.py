"""`contraste audit verify`: what it says of a whole log, a forged one and a missing database."""

import json
import sqlite3
from pathlib import Path

import pytest

from service.config import read_settings
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from tests.service.cli.conftest import Run
from tests.service.store.strategies import AT


@pytest.fixture
def database() -> Path:
    """The configured database with a log of two entries."""
    settings = read_settings()
    engine = open_engine(settings.store_url)
    upgrade(engine)
    with unit_of_work(engine, actor="ana") as store:
        for title in ("Temporal", "Dengue"):
            store.stories.add(title, at=AT)
    engine.dispose()
    return settings.data_dir / "contraste.db"


def test_a_whole_log_holds(run: Run, database: Path) -> None:
    """The head that it prints can be asked for later."""
    found = run("audit", "verify", "--json")
    assert found.code == 0
    shown = json.loads(found.out)
    assert (shown["entries"], shown["broken"]) == (2, None)
    again = run("audit", "verify", "--expect", shown["head"])
    assert (again.code, again.out) == (0, f"2 entries hold. Head: {shown['head']}\n")
    assert run("audit", "verify", "--expect", "f" * 64).code == 1


def test_a_forged_entry_is_named(run: Run, database: Path) -> None:
    """Exit code 1, and the number of the first entry that does not fit."""
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TRIGGER audit_update")
        connection.execute("UPDATE audit SET actor = 'eve' WHERE number = 2")
    connection.close()
    found = run("audit", "verify")
    assert found.code == 1
    assert found.out == (
        "Broken at entry 2: its digest does not fit its values. 1 entries before it hold.\n"
    )
    shown = json.loads(run("audit", "verify", "--json").out)
    assert (shown["broken"], shown["entries"]) == (2, 1)


def test_a_database_that_was_never_made_is_one_sentence(run: Run) -> None:
    """It says what to do."""
    found = run("audit", "verify")
    assert found.code == 2
    assert "run contraste migrate" in found.err
    assert found.out == ""
