"""`contraste backup` and `restore`: from one place to another, as a person types them."""

import gzip
import json
from pathlib import Path

import pytest

from service.config import read_settings
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only, unit_of_work
from tests.service.cli.conftest import Run
from tests.service.store.strategies import AT


@pytest.fixture
def stored() -> None:
    """The configured database, with one story."""
    engine = open_engine(read_settings().store_url)
    upgrade(engine)
    with unit_of_work(engine, actor="ana", at=AT) as store:
        store.stories.add("Temporal", at=AT)
    engine.dispose()


def test_there_and_back(
    run: Run, stored: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else may read the file; the log's head is printed on both ends."""
    path = tmp_path / "kept" / "contraste.backup"
    made = run("backup", str(path))
    assert made.code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert made.out.startswith("2 rows of sqlite:///")
    monkeypatch.setenv("CONTRASTE_DATA_DIR", str(tmp_path / "other"))
    back = run("restore", str(path))
    assert (back.code, back.out.split("Head: ")[1]) == (0, made.out.split("Head: ")[1])
    engine = open_engine(read_settings().store_url)
    with read_only(engine) as store:
        assert [entry.actor for entry in store.audit.latest(9)] == ["ana"]
    engine.dispose()
    assert run("audit", "verify", "--expect", back.out.split("Head: ")[1].strip()).code == 0


def test_json_says_what_there_is(
    run: Run, stored: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same on both ends, but for the database."""
    path = tmp_path / "contraste.backup"
    made = json.loads(run("backup", str(path), "--json", "--without-vectors").out)
    assert (made["rows"], made["tables"]["story"], made["entries"]) == (2, 1, 1)
    monkeypatch.setenv("CONTRASTE_DATA_DIR", str(tmp_path / "other"))
    back = json.loads(run("restore", str(path), "--json").out)
    assert {**back, "database": ""} == {**made, "database": ""}


def test_a_pipe_takes_it_too(run: Run, stored: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """To be encrypted on its way; then stdout has nothing else."""
    shown = run("backup", "-")
    assert gzip.decompress(shown.raw).count(b"\n") > 2
    for words in (("backup", "-", "--json"), ("restore", "-")):
        refused = run(*words)
        assert (refused.code, refused.out) == (2, "")
        assert "give" in refused.err


def test_what_cannot_be_done_is_one_sentence(run: Run, stored: None, tmp_path: Path) -> None:
    """A full database, a missing file, a folder in the file's place; the old backup stays."""
    path = tmp_path / "contraste.backup"
    assert run("backup", str(path)).code == 0
    for words, reason in (
        (("restore", str(path)), "has rows already"),
        (("restore", str(tmp_path / "none")), "cannot be read"),
        (("backup", str(tmp_path)), "cannot be written"),
    ):
        found = run(*words)
        assert (found.code, found.out) == (2, "")
        assert reason in found.err
        assert found.err.count("\n") == 1


def test_a_failed_backup_leaves_the_old_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database, no new file."""
    path = tmp_path / "contraste.backup"
    path.write_bytes(b"old")
    assert run("backup", str(path)).code == 2
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == [path.name]
