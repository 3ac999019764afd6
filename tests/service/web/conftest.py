"""The pages on both databases, asked in this process; the model is a hashing stand-in."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.config import Settings
from tests.databases import (
    backend,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.api.conftest import hashing_executor, local_client

__all__ = ["backend", "postgresql_server", "postgresql_template", "sqlite_template", "store_url"]


@pytest.fixture
def client(store_url: str) -> Iterator[TestClient]:
    """A client of the whole service on a database without rows."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app) as found:
        yield found
