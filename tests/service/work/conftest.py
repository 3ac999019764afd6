"""The databases of the store's tests."""

from tests.databases import fresh, postgresql_server, postgresql_template, sqlite_template

__all__ = ["fresh", "postgresql_server", "postgresql_template", "sqlite_template"]
