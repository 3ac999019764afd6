"""Access control on both databases, with keys of each kind."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from service.access.keys import NewKey, create_key
from service.access.roles import Role
from service.store.unit import unit_of_work
from tests.databases import (
    backend,
    engine,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.store.strategies import AT

__all__ = [
    "backend",
    "engine",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]

MakeKey = Callable[..., NewKey]


@pytest.fixture
def make_key(engine: Engine) -> MakeKey:
    """Make a key with a name, a role and a time to live."""

    def make(
        name: str = "desk", role: Role = Role.READER, *, lives: timedelta | None = None
    ) -> NewKey:
        with unit_of_work(engine, actor="local", at=AT) as store:
            return create_key(
                store, name, role, by="local", at=AT, expires_at=AT + lives if lives else None
            )

    return make
