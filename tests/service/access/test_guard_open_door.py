"""Who needs no key: the person at the machine, and nobody that comes by way of it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from service.access.guard import identify
from service.access.keys import revoke_key
from service.access.principal import LOCAL
from service.config import Access, Settings
from service.errors import UnknownCallerError
from service.store.unit import unit_of_work
from tests.service.access.asking import OWN_PAGE, PUBLIC, asked, who
from tests.service.access.conftest import MakeKey
from tests.service.store.strategies import AT


def test_at_once_on_one_machine(engine: Engine) -> None:
    """No key, no setting: the person at the machine may do everything."""
    assert identify(asked(), engine, Settings(), at=AT) == LOCAL
    for peer in ("127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"):
        for host in ("localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"):
            assert who(engine, asked(peer=peer, host=host)) == "local"
            assert who(engine, asked(peer=peer, host=host, method="POST")) == "local"


@pytest.mark.parametrize(
    "peer",
    ["10.0.0.7", "192.168.1.2", "2001:db8::1", "::ffff:10.0.0.7", "0.0.0.0", "", None, "x"],  # noqa: S104
)
def test_open_to_this_machine_only(engine: Engine, peer: str | None) -> None:
    """A neighbour is a stranger, should the server listen on more than loopback after all."""
    assert who(engine, asked(peer=peer)) == "UnknownCallerError"
    assert who(engine, asked(peer=peer), access=Access.OPEN) == "UnknownCallerError"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.org",
        "127.0.0.1.evil.org:8000",
        "localhost.evil.org",
        "c.local:8000",
        "192.168.1.2",
        "[::2]",
        "127.0.0.1@evil.org",
        "[",
        "",
        None,
    ],
)
def test_dns_rebinding_finds_the_door_closed(engine: Engine, host: str | None) -> None:
    """A site whose name was turned to 127.0.0.1 is not this machine."""
    assert who(engine, asked(host=host)) == "UnknownCallerError"
    assert who(engine, asked(OWN_PAGE, host=host, method="POST")) == "UnknownCallerError"


@pytest.mark.parametrize(
    "header",
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"],
)
@pytest.mark.parametrize("access", [Access.AUTO, Access.OPEN])
def test_behind_a_proxy_nobody_is_local(engine: Engine, header: str, access: Access) -> None:
    """A proxy's requests come from loopback too, whoever sent them."""
    assert who(engine, asked({header: "127.0.0.1"}), access=access) == "UnknownCallerError"
    with pytest.raises(UnknownCallerError, match=r"proxy.*contraste key create"):
        identify(asked({header: ""}), engine, Settings(access=access), at=AT)


def test_another_site_cannot_use_the_open_door(engine: Engine) -> None:
    """A page that the person at the machine has open in the browser beside it."""
    for marks in (
        {"origin": "https://evil.org"},
        {"origin": "null"},
        {"origin": "http://localhost:3000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://localhost:8000"},
    ):
        assert who(engine, asked(marks, method="POST")) == "NotAllowedError"
        assert who(engine, asked(marks)) == "local"
    own = {"origin": "http://localhost:8000"}
    assert who(engine, asked(own, method="POST")) == "local"


def test_the_first_key_closes_the_door_for_good(engine: Engine, make_key: MakeKey) -> None:
    """Also when it is revoked or expired: its end must not make everybody an administrator."""
    made = make_key(lives=timedelta(days=1))
    assert who(engine, asked()) == "UnknownCallerError"
    assert who(engine, asked(), access=Access.OPEN) == "local"
    assert who(engine, asked(), timedelta(days=2)) == "UnknownCallerError"
    with unit_of_work(engine, at=AT) as store:
        revoke_key(store, made.key.key_id, at=AT)
    assert who(engine, asked()) == "UnknownCallerError"


def test_settings_close_the_door_too(engine: Engine) -> None:
    """Without any key: when told so, when a public address is known, when OIDC is set up."""
    assert who(engine, asked(), access=Access.KEYS) == "UnknownCallerError"
    assert who(engine, asked(), public_url=PUBLIC) == "UnknownCallerError"
    assert who(engine, asked(), public_url=PUBLIC, access=Access.OPEN) == "UnknownCallerError"
    assert who(engine, asked(), oidc_issuer="https://login.example.org") == "UnknownCallerError"
