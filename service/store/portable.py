"""Rows as JSON values that mean the same whichever database they came from.

A row is read and written as the database holds it, not as the repositories see it: escaped
characters stay escaped and JSON stays the text that it was, so that nothing can change on the
way. What differs between databases (moments, vectors, bytes) has one form here.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from service.store.tables import Embedding, ExactText, Instant

_FLOAT32 = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column of one type is read, written as JSON, read from it, and stored.

    `encode` and `decode` are never given None: no value is null everywhere.
    """

    own: tuple[type[TypeEngine[Any]], ...]
    stored: TypeEngine[Any]
    encode: Callable[[Any], Any] = lambda value: value
    decode: Callable[[Any], Any] = lambda value: value


def _bytes_of(vector: Any) -> str:
    return b64encode(vector.astype(_FLOAT32, copy=False).tobytes()).decode("ascii")


def _vector_of(written: str) -> Any:
    return np.frombuffer(b64decode(written, validate=True), _FLOAT32)


def _json_of(written: str) -> Any:
    # With none_as_null, None is no value at all; JSON's own null has to be asked for.
    value = json.loads(written)
    return sa.JSON.NULL if value is None else value


# The first kind whose types fit a column is its own: a float is no integer, a day no moment.
KINDS: Mapping[str, Kind] = {
    "vector": Kind((Embedding,), Embedding(), _bytes_of, _vector_of),
    "instant": Kind(
        (Instant, sa.DateTime), sa.DateTime(), datetime.isoformat, datetime.fromisoformat
    ),
    "day": Kind((sa.Date,), sa.Date(), date.isoformat, date.fromisoformat),
    "json": Kind((sa.JSON,), sa.JSON(none_as_null=True), decode=_json_of),
    "bytes": Kind(
        (sa.LargeBinary,),
        sa.LargeBinary(),
        lambda value: b64encode(value).decode("ascii"),
        lambda value: b64decode(value, validate=True),
    ),
    "truth": Kind((sa.Boolean,), sa.Boolean()),
    "integer": Kind((sa.Integer,), sa.BigInteger()),
    "real": Kind((sa.Float,), sa.Double()),
    "text": Kind((ExactText, sa.String), sa.Text()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, the name of its kind, and whether it is part of the table's key."""

    name: str
    kind: str
    is_key: bool = False

    @property
    def clause(self) -> sa.ColumnClause[Any]:
        """The column as statements that write it name it."""
        return sa.column(self.name, KINDS[self.kind].stored)

    @property
    def read(self) -> sa.ColumnElement[Any]:
        """The column as statements that read it ask for it."""
        # Read as JSON, SQL's null and JSON's would be the same.
        plain = sa.column(self.name, KINDS[self.kind].stored)
        return sa.cast(plain, sa.Text).label(self.name) if self.kind == "json" else plain


def columns_of(table: sa.Table) -> tuple[Column, ...]:
    """Return the columns of one of our tables.

    Raises:
        LookupError: A column has a type that no kind names.
    """
    return tuple(Column(each.name, _kind_of(each), each.primary_key) for each in table.columns)


def selected(name: str, columns: Sequence[Column], dialect: str) -> sa.Select[Any]:
    """Return the statement that reads the table *name*, in the order of its key.

    The order is the same on both databases: that of code points, whatever a server's language.
    """
    ordered = [
        sa.collate(each.clause, "C")
        if dialect == "postgresql" and each.kind == "text"
        else each.clause
        for each in columns
        if each.is_key
    ]
    return (
        sa.select(*(each.read for each in columns)).select_from(sa.table(name)).order_by(*ordered)
    )


def inserted(name: str, columns: Sequence[Column]) -> sa.Insert:
    """Return the statement that adds rows to the table *name*."""
    return sa.insert(sa.table(name, *(each.clause for each in columns)))


def line_of(row: Sequence[Any], columns: Sequence[Column]) -> bytes:
    """Return *row* as a line of JSON with its line end: an array in the order of *columns*."""
    values = [
        None if value is None else KINDS[each.kind].encode(value)
        for value, each in zip(row, columns, strict=True)
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(line: bytes, columns: Sequence[Column]) -> dict[str, Any]:
    """Return the row that `line_of` wrote, ready to be inserted.

    Raises:
        ValueError: It is no such line.
    """
    try:
        return {
            each.name: None if value is None else KINDS[each.kind].decode(value)
            for value, each in zip(json.loads(line), columns, strict=True)
        }
    except (TypeError, ValueError) as error:
        raise ValueError("it has a row that its columns cannot hold") from error


def _kind_of(column: sa.Column[Any]) -> str:
    for name, kind in KINDS.items():
        if isinstance(column.type, kind.own):
            return name
    raise LookupError(f"{column} has a type that backups do not know: {column.type!r}")
