"""Restoring: into an empty database alone, from a whole backup alone, and all or nothing."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from service.errors import ConflictError, InputError
from service.store.backup_file import BackupWriter, checked, opened, packed
from service.store.migrate import downgrade, newest
from service.store.restore import read_backup
from service.store.unit import read_only, unit_of_work
from tests.databases import Fresh
from tests.service.store.stored import store_everything
from tests.service.store.strategies import AT
from tests.service.store.test_backup import assert_same, everything, kept

# Written by the first version that could; the schema has grown since.
OLD = Path(__file__).parent / "backups" / "e9c4715d2b03.jsonl.gz"
OLD_HEAD = "29b4453fee10189ad6509e6147ec8feead1e61ffba65d7d5baaed4e8890ebe6d"


@pytest.fixture
def backup(fresh: Fresh, tmp_path: Path) -> Path:
    """A backup with a row of every table."""
    source = fresh("sqlite")
    store_everything(source)
    kept(source, tmp_path / "backup")
    return tmp_path / "backup"


def schema_of(engine: Engine) -> str | None:
    """Return the revision of a database's schema."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def repacked(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    """Write the changed lines of a backup beside it, with a last line that fits them."""
    lines = change(gzip.decompress(path.read_bytes()).splitlines(keepends=True)[:-1])
    whole = hashlib.sha256(b"".join(lines)).hexdigest()
    last = json.dumps({"sha256": whole}, separators=(",", ":")).encode() + b"\n"
    found = path.with_name("changed")
    found.write_bytes(gzip.compress(b"".join([*lines, last])))
    return found


def with_contents(path: Path, **values: Any) -> Path:
    """Write a backup beside *path* whose first line says something else."""
    return repacked(
        path,
        lambda lines: [json.dumps(json.loads(lines[0]) | values).encode() + b"\n", *lines[1:]],
    )


def test_only_an_empty_database_is_filled(engine: Engine, backup: Path) -> None:
    """Whatever row there is, it stays, and the sentence says where it is."""
    with unit_of_work(engine, at=AT) as store:
        store.stories.add("Dengue", at=AT)
    before = everything(engine)
    with pytest.raises(ConflictError, match=r"rows already \(in audit\)"):
        read_backup(engine, backup)
    assert everything(engine) == before


def test_a_server_may_have_been_started_on_it(engine: Engine, backup: Path) -> None:
    """Its secret is no row that a backup holds, and stays."""
    with engine.begin() as connection:
        values = "('installation', 'x', '2031-05-14 09:30:00')"
        connection.execute(text(f"INSERT INTO secret VALUES {values}"))  # noqa: S608
    assert read_backup(engine, backup).contents.rows > 0
    assert len(everything(engine)["secret"]) == 1


def test_a_database_without_a_schema_is_given_one(empty_engine: Engine, backup: Path) -> None:
    """A new database needs no other command."""
    assert read_backup(empty_engine, backup).schema_revision == newest() == schema_of(empty_engine)
    assert any(everything(empty_engine).values())


def test_an_empty_database_of_an_older_schema_is_brought_up(engine: Engine, backup: Path) -> None:
    """The rows come into the schema that they had."""
    downgrade(engine, "8d2b6f40c1e5")
    read_backup(engine, backup)
    assert schema_of(engine) == newest()


@pytest.mark.parametrize("bare", [True, False], ids=["bare", "migrated"])
def test_a_backup_of_an_older_schema_is_brought_up(backend: str, fresh: Fresh, bare: bool) -> None:
    """As the database itself would have been: its rows, in the newest schema."""
    contents = checked(OLD)
    target = fresh(backend, bare=bare)
    assert read_backup(target, OLD).schema_revision == newest()
    assert schema_of(target) == newest()
    found = everything(target)
    assert {table.name: table.rows for table in contents.tables}.items() <= {
        name: len(rows) for name, rows in found.items()
    }.items()
    with read_only(target) as store:
        assert store.audit.verify().head == contents.audit.head == OLD_HEAD


def test_a_backup_of_a_newer_version_is_refused(engine: Engine, backup: Path) -> None:
    """A schema that this code has never heard of."""
    newer = with_contents(backup, schema_revision="f00f00f00f00")
    with pytest.raises(InputError, match="upgrade Contraste"):
        read_backup(engine, newer)
    with pytest.raises(InputError, match="first line"):
        read_backup(engine, with_contents(backup, version=2))


def test_a_truncated_backup_is_refused(backup: Path) -> None:
    """Wherever it was cut."""
    whole = backup.read_bytes()
    for length in [*range(0, len(whole), 61), len(whole) - 1]:
        backup.write_bytes(whole[:length])
        with pytest.raises(InputError, match="not a whole backup"):
            checked(backup)


def test_an_altered_backup_is_refused(backup: Path) -> None:
    """Whichever byte was changed; those of the packing that say nothing change nothing."""
    whole = backup.read_bytes()
    expected, silent = gzip.decompress(whole), 0
    places = {*range(12), *range(12, len(whole), 41), *range(len(whole) - 9, len(whole))}
    for place in sorted(places):
        backup.write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :]
        )
        try:
            checked(backup)
        except InputError:
            continue
        assert gzip.decompress(backup.read_bytes()) == expected
        silent += 1
    # The head, the bits that fill a last byte, and lengths of codes that no byte has.
    assert silent < len(places) / 4


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda lines: [line.replace(b"42 buques", b"43 buques") for line in lines], "the rows of"),
        (lambda lines: [line for line in lines if b"Ministerio B" not in line], "the rows of"),
        (lambda lines: [*lines, b"[]\n"], "digest"),
        (lambda lines: [lines[0], *lines[2:]], "the rows of"),
        (lambda lines: [b"[]\n"], "first line"),
        (lambda lines: [], "first line"),
    ],
)
def test_a_changed_line_is_found_beneath_the_packing(
    engine: Engine, backup: Path, change: Callable[[list[bytes]], list[bytes]], reason: str
) -> None:
    """Even when somebody packs it again and mends its last line; nothing is written."""
    before = everything(engine)
    with pytest.raises(InputError, match=reason):
        read_backup(engine, repacked(backup, change))
    assert everything(engine) == before


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        ("source", lambda rows: [[*row[:-1], 5] for row in rows], "come back changed"),
        ("source", lambda rows: [[f"{rows[0][0]}0", *rows[0][1:]], *rows[1:]], "not fit"),
        ("source", lambda rows: [row[:-1] for row in rows], "columns cannot hold"),
        ("text_vector", lambda rows: [[*row[:-1], 5] for row in rows], "columns cannot hold"),
        ("audit", lambda rows: [[*row[:2], "eve", *row[3:]] for row in rows], "audit log"),
    ],
)
def test_a_forged_backup_that_does_not_hang_together_is_refused(
    engine: Engine, backup: Path, table: str, change: Callable[[list[Any]], list[Any]], reason: str
) -> None:
    """Every digest fits, the rows do not: the database and what is read back decide."""
    before = everything(engine)
    with pytest.raises(InputError, match=reason):
        read_backup(engine, _forged(backup, table, change))
    assert everything(engine) == before


def _line(row: list[Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _forged(path: Path, table: str, change: Callable[[list[Any]], list[Any]]) -> Path:
    found = path.with_name("forged")
    with opened(path) as backup, found.open("wb") as stream, packed(stream) as pack:
        writer = BackupWriter(pack, backup.contents)
        for each in backup.contents.tables:
            rows = [json.loads(line) for line in backup.rows(each)]
            changed = change(rows) if each.name == table else rows
            writer.table(each.name, map(_line, changed))
        writer.end()
    return found


@pytest.mark.parametrize("given", [b"", b"once upon a time", gzip.compress(b"text", mtime=0), None])
def test_what_is_no_backup_is_one_sentence(
    engine: Engine, tmp_path: Path, given: bytes | None
) -> None:
    """A file of something else, or none."""
    path = tmp_path / "other"
    if given is not None:
        path.write_bytes(given)
    with pytest.raises(InputError, match="other"):
        read_backup(engine, path)


def test_a_fault_halfway_leaves_nothing(empty_engine: Engine, backup: Path) -> None:
    """Neither rows nor tables, whatever had been inserted."""

    def pull_the_plug(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        read_backup(empty_engine, backup, pull_the_plug)
    assert inspect(empty_engine).get_table_names() == []


def test_a_broken_log_comes_back_as_it_is(fresh: Fresh, backend: str, tmp_path: Path) -> None:
    """A backup keeps the evidence, and says so; it does not refuse what has to be kept."""
    source, target = fresh("sqlite"), fresh(backend)
    store_everything(source)
    with source.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_update"))
        connection.execute(text("UPDATE audit SET actor = 'eve' WHERE number = 2"))
    assert kept(source, tmp_path / "backup").audit.broken == 2
    read_backup(target, tmp_path / "backup")
    assert_same(source, target)
