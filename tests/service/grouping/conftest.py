"""Each test of the store runs on SQLite and on PostgreSQL."""

from tests.databases import (
    backend,
    empty_engine,
    empty_url,
    engine,
    fresh,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)

__all__ = [
    "backend",
    "empty_engine",
    "empty_url",
    "engine",
    "fresh",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]
