"""Backups: whatever is stored comes back, on the same database or on the other one."""

import io
import tracemalloc
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, text

from matching.comparison import Reading
from matching.document import Document
from matching.ids import text_hash
from service.errors import StoreError
from service.store.backup import write_backup
from service.store.backup_file import Contents
from service.store.engine import view
from service.store.migrate import downgrade
from service.store.portable import columns_of
from service.store.restore import Restored, read_backup
from service.store.tables import Base, EncoderRow, VectorRow
from service.store.unit import read_only, unit_of_work
from tests.databases import BACKENDS, Fresh
from tests.service.store.stored import store_comparison, store_everything
from tests.service.store.strategies import AT, readings, rows

LEFT_OUT = ("web_session", "sign_in", "secret", "answer")
WAYS = list(product(BACKENDS, BACKENDS))
# Every example makes two databases.
EXAMPLES = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
float32 = st.floats(width=32, allow_nan=False, allow_infinity=False)


def kept(engine: Engine, path: Path, **options: Any) -> Contents:
    """Write a backup of *engine* to *path*."""
    with path.open("wb") as stream:
        return write_backup(engine, stream, **options)


def everything(engine: Engine) -> dict[str, list[Any]]:
    """Return all rows, as the repositories' types give them, vectors to the last bit."""
    with view(engine) as session, np.printoptions(threshold=100_000, floatmode="unique"):
        return rows(session)


def assert_same(source: Engine, target: Engine) -> None:
    """Check every row but those that no backup holds, and the audit log's head."""
    assert everything(target) == everything(source) | {name: [] for name in LEFT_OUT}
    with read_only(source) as before, read_only(target) as after:
        assert after.audit.verify() == before.audit.verify()


@pytest.mark.parametrize(("origin", "goal"), WAYS)
@EXAMPLES
@given(left=readings(), right=readings(), vector=st.lists(float32, min_size=1, max_size=4))
def test_whatever_is_stored_comes_back(
    origin: str,
    goal: str,
    fresh: Fresh,
    tmp_path: Path,
    left: Reading,
    right: Reading,
    vector: list[float],
) -> None:
    """Equal rows and an equal head of the log, whichever database it came from and goes to."""
    source, target = fresh(origin), fresh(goal)
    store_comparison(source, left, right)
    _store_vector(source, vector)
    kept(source, tmp_path / "backup")
    read_backup(target, tmp_path / "backup")
    assert_same(source, target)
    source.dispose()
    target.dispose()


@pytest.mark.parametrize(("origin", "goal"), WAYS)
def test_every_table_comes_back(
    origin: str, goal: str, fresh: Fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a backup of what was restored is the same file, byte for byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    source, target = fresh(origin), fresh(goal)
    store_everything(source)
    assert [name for name, found in everything(source).items() if not found] == []
    contents = kept(source, tmp_path / "backup")
    assert read_backup(target, tmp_path / "backup") == Restored(contents, contents.schema_revision)
    assert_same(source, target)
    kept(target, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "backup").read_bytes()


def test_what_was_restored_is_guarded_and_goes_on(
    backend: str, fresh: Fresh, tmp_path: Path
) -> None:
    """The triggers stand, references are checked at once again, and the log grows."""
    source, target = fresh("sqlite"), fresh(backend)
    store_everything(source)
    contents = kept(source, tmp_path / "backup")
    read_backup(target, tmp_path / "backup")
    with pytest.raises(Exception, match="never changed"), target.begin() as connection:
        connection.execute(text("DELETE FROM document"))
    orphan = "INSERT INTO story_document VALUES ('sto_x', 'doc_x', 0, '2031-01-01')"
    with pytest.raises(Exception, match=r"(?i)foreign key"), target.begin() as connection:
        connection.execute(text(orphan))
    with unit_of_work(target, at=AT) as store:
        store.stories.add("Dengue", at=AT)
    with read_only(target) as store:
        report = store.audit.verify(contents.audit.head)
    assert (report.broken, report.entries) == (None, contents.audit.entries + 1)


def test_a_backup_is_one_state_while_others_write(
    engine: Engine, fresh: Fresh, tmp_path: Path
) -> None:
    """What was committed after it began is not in it, not even half."""
    with unit_of_work(engine, at=AT) as store:
        for number in range(150):
            store.stories.add(f"Temporal {number}", at=AT)
    before = everything(engine)
    moments: list[int] = []

    def interrupt(done: int, _: int) -> None:
        moments.append(done)
        if len(moments) == 1:
            store_everything(engine)

    kept(engine, tmp_path / "backup", progress=interrupt)
    assert moments
    assert everything(engine) != before
    target = fresh("sqlite")
    read_backup(target, tmp_path / "backup")
    assert everything(target) == before


def test_the_cache_of_vectors_can_be_left_out(engine: Engine, fresh: Fresh, tmp_path: Path) -> None:
    """Everything else comes back."""
    store_everything(engine)
    whole, slim = tmp_path / "whole", tmp_path / "slim"
    kept(engine, whole)
    kept(engine, slim, vectors=False)
    assert slim.stat().st_size < whole.stat().st_size
    target = fresh("sqlite")
    read_backup(target, slim)
    left_out = {name: [] for name in (*LEFT_OUT, "text_vector")}
    assert everything(target) == everything(engine) | left_out


def test_an_older_database_is_not_backed_up(empty_engine: Engine, engine: Engine) -> None:
    """Rows are read as the newest schema has them, so the sentence says what to do first."""
    downgrade(engine, "6a0d83b5f917")
    for found in (empty_engine, engine):
        with pytest.raises(StoreError, match="run contraste migrate"):
            write_backup(found, io.BytesIO())


def test_every_column_has_a_kind() -> None:
    """A new type of column needs a form in backups."""
    for table in Base.metadata.tables.values():
        assert [each.name for each in columns_of(table)] == table.columns.keys()
        assert any(each.is_key for each in columns_of(table))


def test_no_row_is_numbered_by_the_database(fresh: Fresh) -> None:
    """A counter of PostgreSQL would start at 1 again after a restore."""
    with fresh("postgresql").connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_sequences")) == 0


def test_memory_stays_flat(backend: str, fresh: Fresh, tmp_path: Path) -> None:
    """Forty megabytes of documents go through a few, out and in."""
    source, target = fresh(backend), fresh(backend)
    for start in range(0, 400, 20):
        with unit_of_work(source, at=AT) as store:
            for number in range(start, start + 20):
                document = Document(f"{number} " + "puente cerrado " * 6_600, "Agencia X")
                store.documents.add(document, stored_at=AT)
    with _peak() as of_backup:
        assert kept(source, tmp_path / "backup").rows > 400
    with _peak() as of_restore:
        read_backup(target, tmp_path / "backup")
    assert max(of_backup + of_restore) < 25_000_000


class _peak:  # noqa: N801 - used as a statement
    """Measures the most bytes that Python held meanwhile."""

    def __enter__(self) -> list[int]:
        self._found: list[int] = []
        tracemalloc.start()
        return self._found

    def __exit__(self, *_: object) -> None:
        self._found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()


def _store_vector(engine: Engine, vector: list[float]) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(EncoderRow).values(encoder_id="enc_x", model="x", revision="1", precision="int8")
        )
        connection.execute(
            insert(VectorRow).values(
                encoder_id="enc_x",
                text_hash=text_hash("x"),
                sentence=np.array(vector, np.float32),
                words=bytes(range(256)),
            )
        )
