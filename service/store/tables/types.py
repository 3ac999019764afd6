"""Column types that mean the same on SQLite and on PostgreSQL."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, DateTime, Dialect, LargeBinary, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Vector = NDArray[np.float32]

# PostgreSQL holds no U+0000 in a text, and UTF-8 no half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\x1b\ud800-\udfff]")
_ESCAPED = re.compile("\x1b(?:b|u([0-9a-f]{4}))")
# Little-endian whatever the machine: a database file may be carried to another one.
_FLOAT32 = np.dtype("<f4")
# As pgvector's `vector_send` writes it: dimensions and a reserved number, two bytes each, first.
_SENT = np.dtype(">f4")
_SENT_HEAD = 4


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; the database keeps no zone, so it is converted in and out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return the moment as UTC without a zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return the moment with its zone again."""
        return value.replace(tzinfo=UTC) if value else None


class ExactText(TypeDecorator[str]):
    """A text that comes back code point for code point, also those that databases refuse.

    U+0000 and halves of surrogate pairs are written as ESC and `uXXXX`, ESC itself as ESC and
    `b`; every other character stands as it is, so that people can search the column.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        """Return the text as the database can hold it."""
        if value is None:
            return None
        return _UNSTORABLE.sub(_escape, value)

    def process_result_value(self, value: str | None, _: Dialect) -> str | None:
        """Return the text as it was given."""
        if value is None or "\x1b" not in value:
            return value
        return _ESCAPED.sub(_unescape, value)


class Embedding(TypeDecorator[Vector]):
    """A vector of float32: pgvector on PostgreSQL, its bytes elsewhere; no digit is lost."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return pgvector's type where there is one."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(LargeBinary())
        from pgvector.sqlalchemy import VECTOR

        return dialect.type_descriptor(VECTOR())

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return the column as it is read: bytes, where PostgreSQL would write digits."""
        return _Sent(column)

    def process_bind_param(self, value: Vector | None, dialect: Dialect) -> Any:
        """Return the vector as the database's driver takes it."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.astype(_FLOAT32, copy=False).tobytes()

    @staticmethod
    def written(value: Vector) -> str:
        """Return the vector as PostgreSQL reads it, every bit kept: for many of them at once.

        pgvector's own writing takes four times as long, and half as many letters again.
        """
        # Nine digits tell any two numbers of float32 apart.
        return "[" + ("%.9g," * len(value))[:-1] % tuple(value.tolist()) + "]"

    def result_processor(self, dialect: Dialect, _: object) -> Callable[[Any], Vector | None]:
        """Return what reads a vector, float32; pgvector's own reads digits."""
        kind, head = (_SENT, _SENT_HEAD) if dialect.name == "postgresql" else (_FLOAT32, 0)

        def read(value: bytes | None) -> Vector | None:
            if value is None:
                return None
            return np.frombuffer(value, kind, offset=head).astype(np.float32)

        return read


class _Sent(ColumnElement[Any]):
    """A column of vectors as bytes: reading the digits of one takes ten times as long."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column, self.type = column, column.type


@compiles(_Sent)
def _as_kept(element: _Sent, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column, **options)


@compiles(_Sent, "postgresql")
def _as_sent(element: _Sent, compiler: SQLCompiler, **options: Any) -> str:
    return f"vector_send({compiler.process(element.column, **options)})"


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return "\x1bb" if sign == "\x1b" else f"\x1bu{ord(sign):04x}"


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else "\x1b"
