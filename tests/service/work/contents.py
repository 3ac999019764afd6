"""All that a database holds, to compare what different engines came to."""

from collections import Counter
from typing import Any

import numpy as np
from sqlalchemy import Engine, select

from service.store.tables import AuditRow, Base
from service.store.unit import read_only

# The order of writers is nobody's promise, so the log is compared by what it holds.
_MOMENTS = frozenset({"stored_at", "created_at", "seen_at", "added_at", "made_at"})
# Of several names that lists know as one entity's, it shows the one that came first.
_FIRST_COME = frozenset({"entity.name"})
# These follow the reading that was stored last; all readings are compared.
LAST_READ = frozenset(
    {"passage", "mention", "claim", "claim_word", "claim_text", "text_vector", "reading_claim"}
)


def contents(engine: Engine, without: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    """Return the rows of each table but the log and *without*, no matter when they were written."""
    found = {}
    skipped = without | {AuditRow.__tablename__}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in skipped:
                continue
            columns = [
                column
                for column in table.columns
                if column.name not in _MOMENTS and str(column) not in _FIRST_COME
            ]
            rows = connection.execute(select(*columns)).all()
            found[table.name] = sorted([_plain(value) for value in row] for row in rows)
    return {name: rows for name, rows in found.items() if rows}


def noted(engine: Engine) -> Counter[tuple[str, str]]:
    """Return how often the log says each thing of each subject; the chain must hold."""
    with read_only(engine) as store:
        assert store.audit.verify().broken is None
    with engine.connect() as connection:
        rows = connection.execute(select(AuditRow.action, AuditRow.subject))
        return Counter((action, subject) for action, subject in rows)


def _plain(value: Any) -> str:
    return repr(value.tolist() if isinstance(value, np.ndarray) else value)
