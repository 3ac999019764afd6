"""Workers on both databases, in this process; the model is a hashing stand-in."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from matching.testing import HashingEncoder
from service.config import Settings
from service.jobs.kind import Means
from service.work.executor import InlineExecutor
from service.work.work import Work
from tests.databases import (
    backend,
    engine,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)

__all__ = [
    "backend",
    "engine",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]


@pytest.fixture
def means(store_url: str, engine: Engine) -> Iterator[Means]:
    """What a worker has at hand; a heart beats every 0.2 seconds."""
    settings = Settings(database_url=store_url, job_silence=1)
    executor = InlineExecutor(Work(settings, given_encoder=HashingEncoder()))
    yield Means(settings, engine, executor)
    executor.close()
