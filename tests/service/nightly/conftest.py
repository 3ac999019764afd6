"""A newsroom on both databases, with a hashing stand-in for the model."""

from collections.abc import Iterator

import pytest

from matching.testing import HashingEncoder
from service.config import Settings
from service.nightly.running import Means
from service.store.engine import open_engine
from service.work.lanes import OneLane
from service.work.work import Work
from tests.databases import (
    backend,
    fresh,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)

__all__ = [
    "backend",
    "fresh",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]


@pytest.fixture
def means(store_url: str) -> Iterator[Means]:
    """What a night is done with, on a database without rows."""
    settings = Settings(database_url=store_url)
    executor = OneLane(Work(settings, given_encoder=HashingEncoder()))
    engine = open_engine(store_url)
    yield Means(settings, engine, executor)
    executor.close()
    engine.dispose()
