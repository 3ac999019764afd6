"""A database with a row in every table, made through the repositories."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Table, exists, insert, select

from matching.comparison import Comparison, Reading
from matching.finding import Label
from matching.testing import HashingEncoder
from service.store.assignments import Task
from service.store.encoding import StoredEncoder
from service.store.entity_decisions import Decider
from service.store.judgements import Judgement
from service.store.portable import columns_of
from service.store.tables import Base
from service.store.unit import Store, unit_of_work
from tests.service.diff import factories
from tests.service.store.strategies import AT, ODD

_VALUES: dict[str, Any] = {
    "text": "x",
    "integer": 2**31 - 1,
    "real": 0.1,
    "truth": True,
    "instant": AT,
    "day": AT.date(),
    "json": {"x": [None, 0.1, ODD]},
    "bytes": bytes(range(256)),
    "vector": np.array([0.1, -0.0, 1e-45], np.float32),
}
BY = Decider("ana", "the same ministry", AT)


def store_everything(engine: Engine) -> None:
    """Fill every table, with characters that databases refuse and texts that follow each other."""
    with unit_of_work(engine, actor="ana", at=AT) as store:
        made = factories.ports_comparison()
        store.comparisons.add(made, created_at=AT)
        store.comparisons.add(factories.hostile_comparison(), created_at=AT)
        finding = made.findings[0].finding_id
        judgement = Judgement(Label.CONFLICT, "ana", "two numbers", AT)
        store.batches.add([(made.comparison_id, finding, judgement, 0)], "ana", "two numbers", AT)
        task = Task(comparison_id=made.comparison_id, finding_id=finding)
        store.assignments.add(task, ODD, by="ana", at=AT)
        _store_revisions(store)
        _decide(store)
        story = store.stories.add(ODD, at=AT)
        store.stories.put(story, made.left.document.document_id, at=AT)
        store.jobs.add("compare", {"left": "doc_1", "right": "doc_2"}, at=AT)
    StoredEncoder(HashingEncoder(64), engine).encode(["Murieron 12 personas.", "", ODD])
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            fill(connection, table)


def store_comparison(engine: Engine, left: Reading, right: Reading) -> None:
    """Store a comparison of two readings that found nothing."""
    with unit_of_work(engine, at=AT) as store:
        made = Comparison(left, right, (), (), factories.CONFIG)
        store.comparisons.add(made, created_at=AT)


def fill(connection: Connection, table: Table, names: Collection[str] | None = None) -> None:
    """Give an empty table a row of any values: tables made since this was written, too.

    Only its columns of these names are filled, where an older schema lacks the others.
    """
    if connection.scalar(select(exists().select_from(table))):
        return
    row = {
        column.name: connection.scalar(select(next(iter(column.foreign_keys)).column).limit(1))
        if column.foreign_keys
        else _VALUES[each.kind]
        for column, each in zip(table.columns, columns_of(table), strict=True)
        if names is None or column.name in names
    }
    connection.execute(insert(table).values(row))


def _store_revisions(store: Store) -> None:
    first = factories.ports_comparison().left.document
    for text in ("Uno.", "Dos.", "Tres.", "Cuatro.", "Cinco.", "Seis.", "Siete."):
        store.documents.see(replace(first, text=text), at=AT, url="https://example.org/storm")


def _decide(store: Store) -> None:
    one = store.entities.add("organisation", "Ministerio B", at=AT, aliases=["MinB"])
    other = store.entities.add("organisation", "Ministry B", at=AT)
    merge = store.entity_decisions.merge(one, other, BY)
    store.entity_decisions.undo(merge, BY)
    store.entity_decisions.split(one, ["MinB"], other, BY)
