"""Writing rows that may be there already; one way on both databases, safe beside other writers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.store.tables import Base

Values = dict[str, Any]

# Each dialect has its own class for the same words, ON CONFLICT.
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_new(session: Session, row: type[Base], values: Values) -> bool:
    """Insert one row unless its key is there already; tell whether it was inserted."""
    # Without the option the count is lost once the cursor is closed, on some drivers.
    counted = {"preserve_rowcount": True}
    statement = _insert(session, row).on_conflict_do_nothing()
    result = session.execute(statement, values, execution_options=counted)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def insert_missing(session: Session, row: type[Base], values: Sequence[Values]) -> None:
    """Insert those of *values* whose key is not there yet."""
    if values:
        # Drivers do not count what many rows at once came to.
        session.execute(_insert(session, row).on_conflict_do_nothing(), values)


def insert_or_replace(session: Session, row: type[Base], values: Sequence[Values]) -> None:
    """Insert *values*; where a key is there already, its other columns take the new values."""
    if not values:
        return
    keys = [column.name for column in _table(row).primary_key]
    statement = _insert(session, row)
    others = {name: statement.excluded[name] for name in values[0] if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), values)


def _insert(session: Session, row: type[Base]) -> Any:
    return _INSERTS[session.get_bind().dialect.name](_table(row))


def _table(row: type[Base]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)
    return table
