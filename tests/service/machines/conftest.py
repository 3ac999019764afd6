"""Machines that do whatever people may do, in any order; the databases they do it on."""

from tests.databases import fresh, postgresql_server, postgresql_template, sqlite_template

__all__ = ["fresh", "postgresql_server", "postgresql_template", "sqlite_template"]
