"""The whole API on both databases, asked in this process; the model is a hashing stand-in."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matching.testing import HashingEncoder
from service.api.app import create_app
from service.config import Settings
from service.work.lanes import OneLane
from service.work.work import Work
from tests.databases import (
    backend,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.api.callers import PUBLIC, Headers, key_headers
from tests.service.api.desk import engine_of

__all__ = ["backend", "postgresql_server", "postgresql_template", "sqlite_template", "store_url"]


def hashing_executor(settings: Settings) -> OneLane:
    """Run tasks in this process with a stand-in for the model."""
    return OneLane(Work(settings, given_encoder=HashingEncoder()))


def local_client(app: FastAPI, peer: str = "127.0.0.1", **options: Any) -> TestClient:
    """Return a client at this machine, who may do everything; faults come as answers.

    Another *peer* is a stranger (docs/access.md).
    """
    address = (peer, 50000)
    given = {"base_url": "http://127.0.0.1:8000", "raise_server_exceptions": False} | options
    return TestClient(app, client=address, **given)


@pytest.fixture
def client(store_url: str) -> Iterator[TestClient]:
    """A client of the API on a database without rows; faults come as answers, not as raised."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app) as found:
        yield found


@pytest.fixture
def engine(client: TestClient) -> Engine:
    """The database behind the client."""
    return engine_of(client)


@pytest.fixture
def headers(engine: Engine) -> Headers:
    """The headers of each role."""
    return key_headers(engine)


@pytest.fixture
def public(store_url: str) -> Iterator[TestClient]:
    """A client that reaches the service over TLS, by its public address."""
    app = create_app(Settings(database_url=store_url, public_url=PUBLIC), executor=hashing_executor)
    with local_client(app, "10.0.0.7", base_url=PUBLIC, follow_redirects=False) as found:
        yield found
