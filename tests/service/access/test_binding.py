"""Where a server may listen: on loopback always, to strangers only behind a door."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from service.access.binding import check_bind
from service.config import Access, Settings
from service.errors import SettingError
from tests.service.access.asking import PUBLIC
from tests.service.access.conftest import MakeKey
from tests.service.store.strategies import AT


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
def test_a_server_may_always_listen_on_loopback(engine: Engine, host: str) -> None:
    """Without a key, and however access is set."""
    for access in Access:
        check_bind(host, Settings(access=access), engine, at=AT)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.7", "c.example.org"])  # noqa: S104
def test_a_server_listens_to_strangers_only_behind_a_door(
    engine: Engine, make_key: MakeKey, host: str
) -> None:
    """It refuses to start, in one sentence that says what to do; a key that holds is enough."""
    for access in (Access.AUTO, Access.KEYS):
        with pytest.raises(SettingError, match="contraste key create"):
            check_bind(host, Settings(access=access), engine, at=AT)
    made = make_key(lives=timedelta(days=1))
    for access in (Access.AUTO, Access.KEYS):
        check_bind(host, Settings(access=access), engine, at=AT)
    with pytest.raises(SettingError, match="CONTRASTE_ACCESS=open"):
        check_bind(host, Settings(access=Access.OPEN), engine, at=AT)
    with pytest.raises(SettingError, match="contraste key create"):
        check_bind(host, Settings(), engine, at=made.key.expires_at or AT)


def test_a_public_address_means_strangers(engine: Engine) -> None:
    """Behind a proxy the server itself listens on loopback."""
    with pytest.raises(SettingError, match=r"https://c\.example\.org.*contraste key create"):
        check_bind("127.0.0.1", Settings(public_url=PUBLIC), engine, at=AT)
    with pytest.raises(SettingError, match="CONTRASTE_ACCESS=open"):
        check_bind("::1", Settings(public_url=PUBLIC, access=Access.OPEN), engine, at=AT)
