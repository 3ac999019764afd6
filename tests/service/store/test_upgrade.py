"""The way up from every schema there ever was, with rows in every table, on both databases.

`backups/a1717da649d6.jsonl.gz` was written by the last code of the first schema (25 November
2026): two of the example stories, compared; a row of a table a line, in the order to store them.
"""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from service.api.app import create_app
from service.config import Settings
from service.store.migrate import alembic_config, migrating, move_to, newest, upgrade
from service.store.portable import KINDS, Column, columns_of, inserted, line_of, selected
from service.store.tables import Base
from tests.service.api.asking import walked
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.store.stored import fill

FIRST = "a1717da649d6"
STORED = Path(__file__).parent / "backups" / f"{FIRST}.jsonl.gz"

Kept = dict[str, tuple[Sequence[Column], set[bytes]]]
"""The rows of tables as lines, and the columns that they are made of."""


def _revisions() -> list[str]:
    """Return every revision, the first one first."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def test_rows_of_the_first_schema_come_up_step_by_step(empty_engine: sa.Engine) -> None:
    """No step changes or loses one; tables that a step makes get a row, which stays as well."""
    first, *later = _revisions()
    assert first == FIRST
    _move(empty_engine, first)
    _store_old_rows(empty_engine)
    kept = _kept(empty_engine)
    assert all(lines for _, lines in kept.values())
    for revision in later:
        _move(empty_engine, revision)
        for name, (columns, lines) in kept.items():
            assert lines <= _lines(empty_engine, name, columns), (revision, name)
        _fill_new_tables(empty_engine)
        kept = _kept(empty_engine) | kept
        assert all(lines for _, lines in kept.values())
    assert revision == newest()
    assert set(kept) == set(Base.metadata.tables)


def test_the_product_reads_what_the_first_schema_held(
    empty_url: str, empty_engine: sa.Engine
) -> None:
    """Documents and comparisons are listed, and the documents are compared once more."""
    _move(empty_engine, FIRST)
    old = _store_old_rows(empty_engine)
    upgrade(empty_engine)
    app = create_app(Settings(database_url=empty_url), executor=hashing_executor)
    with local_client(app) as client:
        texts = {row["document_id"]: row["text"] for row in old["document"]}
        listed = [item["document_id"] for item in walked(client, "/v1/documents")]
        assert sorted(listed) == sorted(texts)
        assert {each: client.get(f"/v1/documents/{each}").json()["text"] for each in texts} == texts
        for each in texts:
            assert len(client.get(f"/v1/documents/{each}/revisions").json()["items"]) == 1

        counted = {item["comparison_id"]: item for item in walked(client, "/v1/comparisons")}
        assert set(counted) == {row["comparison_id"] for row in old["comparison"]}
        made = old["comparison"][0]
        gone = client.get(f"/v1/comparisons/{made['comparison_id']}")
        assert gone.status_code == 404
        assert "Compare the two documents again" in gone.json()["detail"]

        sides = {side: {"document_id": made[f"{side}_id"]} for side in ("left", "right")}
        again = client.post("/v1/comparisons", json=sides)
        assert again.status_code == 200, again.text
        assert again.json()["findings"]
        assert len([*walked(client, "/v1/comparisons")]) == len(old["comparison"]) + 1
        assert [*walked(client, "/v1/claims", document_id=made["left_id"])]


def _move(engine: sa.Engine, revision: str) -> None:
    with migrating(engine) as connection:
        move_to(connection, revision)


def _columns(engine: sa.Engine) -> dict[str, list[Column]]:
    """Return what is there of each of our tables, in an order in which rows can be stored."""
    found = sa.inspect(engine)
    there = set(found.get_table_names())
    names = {name: {each["name"] for each in found.get_columns(name)} for name in there}
    return {
        table.name: [each for each in columns_of(table) if each.name in names[table.name]]
        for table in Base.metadata.sorted_tables
        if table.name in there
    }


def _store_old_rows(engine: sa.Engine) -> dict[str, list[dict[str, Any]]]:
    """Store the rows of the first schema, and return them by their tables."""
    rows: dict[str, list[dict[str, Any]]] = {}
    columns = _columns(engine)
    with engine.begin() as connection, gzip.open(STORED, "rt", encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line)
            name, row = given["table"], given["row"]
            kinds = {each.name: each.kind for each in columns[name]}
            values = {key: _value(kinds[key], value) for key, value in row.items()}
            connection.execute(inserted(name, columns[name]).values(values))
            rows.setdefault(name, []).append(row)
    return rows


def _value(kind: str, value: Any) -> Any:
    return value if value is None or kind == "json" else KINDS[kind].decode(value)


def _fill_new_tables(engine: sa.Engine) -> None:
    found = _columns(engine)
    with engine.begin() as connection:
        for name, columns in found.items():
            fill(connection, Base.metadata.tables[name], {each.name for each in columns})


def _kept(engine: sa.Engine) -> Kept:
    found = _columns(engine).items()
    return {name: (columns, _lines(engine, name, columns)) for name, columns in found}


def _lines(engine: sa.Engine, name: str, columns: Sequence[Column]) -> set[bytes]:
    with engine.connect() as connection:
        rows = connection.execute(selected(name, columns, engine.dialect.name))
        return {line_of(row, columns) for row in rows}
