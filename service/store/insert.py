"""Writing rows that may be there already; one way on both databases, safe beside other writers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Dialect, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from service.store.tables import Base
from service.store.tables.types import Embedding

Values = dict[str, Any]

# Each dialect has its own class for the same words, ON CONFLICT.
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
# From so many rows on PostgreSQL takes them by columns: one statement instead of one a row.
_MANY = 20


def insert_new(session: Session, row: type[Base], values: Values) -> bool:
    """Insert one row unless its key is there already; tell whether it was inserted."""
    # Without the option the count is lost once the cursor is closed, on some drivers.
    counted = {"preserve_rowcount": True}
    statement = _insert(session, row).on_conflict_do_nothing()
    result = session.execute(statement, values, execution_options=counted)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def insert_missing(session: Session, row: type[Base], values: Sequence[Values]) -> None:
    """Insert those of *values* whose key is not there yet, in the order of their keys."""
    values = _in_order(row, values)
    if _goes_by_columns(session, values):
        _insert_by_columns(session, row, values, "DO NOTHING")
    elif values:
        # Drivers do not count what many rows at once came to.
        session.execute(_insert(session, row).on_conflict_do_nothing(), values)


def insert_or_replace(session: Session, row: type[Base], values: Sequence[Values]) -> None:
    """Insert *values*; where a key is there already, its other columns take the new values."""
    if not values:
        return
    values = _in_order(row, values)
    keys = _keys(row)
    others = [name for name in values[0] if name not in keys]
    if _goes_by_columns(session, values):
        # One statement touches a row once: the last one counts, as it does one by one.
        last = {tuple(each[key] for key in keys): each for each in values}
        taken = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
        places = ", ".join(f'"{key}"' for key in keys)
        _insert_by_columns(session, row, [*last.values()], f"({places}) DO UPDATE SET {taken}")
        return
    statement = _insert(session, row)
    new = {name: statement.excluded[name] for name in others}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), values)


def _in_order(row: type[Base], values: Sequence[Values]) -> list[Values]:
    """Return *values* by their keys: writers that have rows in common come to them alike."""
    keys = _keys(row)
    return sorted(values, key=lambda each: tuple(each[key] for key in keys))


def _keys(row: type[Base]) -> list[str]:
    return [column.name for column in _table(row).primary_key]


def _goes_by_columns(session: Session, values: Sequence[Values]) -> bool:
    return len(values) >= _MANY and session.get_bind().dialect.name == "postgresql"


def _insert_by_columns(
    session: Session, row: type[Base], values: Sequence[Values], conflict: str
) -> None:
    """Insert *values*, which have the same keys, as one array for each column."""
    table, dialect = _table(row), session.get_bind().dialect
    types = {name: table.c[name].type for name in values[0]}
    arrays = {name: _column(kind, dialect, name, values) for name, kind in types.items()}
    names = ", ".join(f'"{name}"' for name in types)
    casts = ", ".join(
        f"CAST(:{name} AS {kind.compile(dialect=dialect)}[])" for name, kind in types.items()
    )
    session.execute(
        text(
            # Names and types of our own tables; every value is a parameter.
            f'INSERT INTO "{table.name}" ({names}) '  # noqa: S608
            f"SELECT * FROM unnest({casts}) ON CONFLICT {conflict}"
        ),
        arrays,
    )


def _column(
    kind: TypeEngine[Any], dialect: Dialect, name: str, values: Sequence[Values]
) -> list[Any]:
    """Return the values of one column as the driver takes them."""
    if isinstance(kind, Embedding):
        return [kind.written(each[name]) for each in values]
    bound = kind.dialect_impl(dialect).bind_processor(dialect)
    return [bound(each[name]) if bound else each[name] for each in values]


def _insert(session: Session, row: type[Base]) -> Any:
    return _INSERTS[session.get_bind().dialect.name](_table(row))


def _table(row: type[Base]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)
    return table
