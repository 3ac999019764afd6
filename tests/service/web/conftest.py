"""The pages on both databases, asked in this process; the model is a hashing stand-in."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.access.keys import create_key
from service.app import create_app
from service.config import Settings
from service.store.unit import unit_of_work
from tests.databases import (
    backend,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.api import desk
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.web.reviewing import COMPARISON, ROLES
from tests.service.web.valdoria import DOCUMENTS

__all__ = ["backend", "postgresql_server", "postgresql_template", "sqlite_template", "store_url"]


@pytest.fixture
def client(store_url: str) -> Iterator[TestClient]:
    """A client of the whole service on a database without rows."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app) as found:
        yield found


@pytest.fixture
def people(store_url: str) -> Iterator[dict[str, TestClient]]:
    """Clients of four people on a store with one comparison; each reads English."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app) as first:
        with unit_of_work(desk.engine_of(first), actor="local", at=desk.AT) as store:
            store.comparisons.add(COMPARISON, created_at=desk.AT)
            keys = {
                name: create_key(store, name, role, by="local", at=desk.AT, expires_at=None).token
                for name, role in ROLES.items()
            }
        yield {
            name: local_client(
                app,
                headers={"Authorization": f"Bearer {key}", "Accept-Language": "en"},
                follow_redirects=False,
            )
            for name, key in keys.items()
        }


@pytest.fixture
def stocked(client: TestClient) -> TestClient:
    """A client of a store with five documents, and a source without any."""
    with desk.stored(client) as store:
        for document in DOCUMENTS:
            store.documents.add(document, stored_at=desk.AT)
        store.sources.add("Agency")
    return client
