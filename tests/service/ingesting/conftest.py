"""Both databases, and a server on this machine."""

from tests.databases import (
    backend,
    engine,
    fresh,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.intake.conftest import local, server

__all__ = [
    "backend",
    "engine",
    "fresh",
    "local",
    "postgresql_server",
    "postgresql_template",
    "server",
    "sqlite_template",
    "store_url",
]
