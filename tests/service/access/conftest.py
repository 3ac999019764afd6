"""Access control on both databases, with keys of each kind and a provider to sign in through."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from service.access.keys import NewKey, create_key
from service.access.oidc import OidcClient
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
from tests.service.access.issuer import Issuer, running_issuer
from tests.service.access.signing_in import NOW, client_of
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


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """A provider whose user is in the group `desk`."""
    with running_issuer(NOW) as found:
        found.claims = {"groups": ["desk", "sports"]}
        yield found


@pytest.fixture
def oidc(issuer: Issuer) -> OidcClient:
    """A client of that provider."""
    return client_of(issuer)
