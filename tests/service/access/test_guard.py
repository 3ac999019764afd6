"""From headers to who it is: each way in, and each way that must be closed."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from service.access.binding import check_bind
from service.access.guard import Credentials, identify, read_credentials
from service.access.keys import revoke_key
from service.access.principal import LOCAL, Principal, PrincipalKind
from service.access.roles import Role
from service.access.sessions import end_session, open_session
from service.config import Access, Settings
from service.errors import NotAllowedError, SettingError, UnknownCallerError
from service.store.engine import transaction
from service.store.unit import read_only, unit_of_work
from tests.service.access.conftest import MakeKey
from tests.service.store.strategies import AT

PUBLIC = "https://c.example.org"
OWN_PAGE = {"sec-fetch-site": "same-origin"}
MINUTE = timedelta(minutes=1)


def asked(
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    peer: str | None = "127.0.0.1",
    host: str | None = "localhost:8000",
    scheme: str = "http",
) -> Credentials:
    """Return a request's credentials; by default those of a person at the machine."""
    found = dict(headers or {})
    if host is not None:
        found["host"] = host
    return read_credentials(found, method=method, scheme=scheme, peer=peer)


def who(engine: Engine, given: Credentials, after: timedelta = MINUTE, **settings: object) -> str:
    """Return the actor that *given* turns out to be, or the class of the refusal."""
    try:
        found = identify(given, engine, Settings(**settings), at=AT + after)  # type: ignore[arg-type]
    except (UnknownCallerError, NotAllowedError) as error:
        return type(error).__name__
    return found.actor


def signed_in(
    engine: Engine, principal: Principal, replaces: str | None = None, **settings: object
) -> str:
    """Open a session and return its cookie."""
    with unit_of_work(engine, actor=principal.actor, at=AT) as store:
        return open_session(
            store,
            principal,
            Settings(**settings),  # type: ignore[arg-type]
            at=AT,
            replaces=replaces,
        ).cookie


def with_cookie(cookie: str, **more: str) -> dict[str, str]:
    """Return the headers of a browser that has *cookie*."""
    return {"cookie": f"theme=dark; contraste_session={cookie}; x", **more}


USER = Principal("ana@x.org", Role.REVIEWER, PrincipalKind.SESSION)


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


def test_a_key_says_who_it_is_from_anywhere(engine: Engine, make_key: MakeKey) -> None:
    """In either header, through a proxy, from another site's page."""
    token = make_key("nightly", Role.EDITOR).token
    anywhere = {"x-forwarded-for": "8.8.8.8", "origin": "https://x.org"}
    for headers in (
        {"authorization": f"Bearer {token}"},
        {"authorization": f"bearer   {token} "},
        {"x-api-key": token},
        {"x-api-key": f" {token}", "authorization": f"Bearer {token}"},
        {"x-api-key": token, "authorization": "Basic dXNlcjpwYXNz"},
    ):
        given = asked({**headers, **anywhere}, method="POST", peer="8.8.8.8", host="c.example.org")
        found = identify(given, engine, Settings(), at=AT)
        assert (found.actor, found.role, found.kind) == ("key:nightly", Role.EDITOR, "key")


def test_a_wrong_key_is_not_let_in_some_other_way(engine: Engine, make_key: MakeKey) -> None:
    """Not by the open door, and not by a session that the browser has beside it."""
    for headers in (
        {"authorization": "Bearer nonsense"},
        {"authorization": "Bearer"},
        {"authorization": "Bearer "},
        {"x-api-key": ""},
    ):
        assert who(engine, asked(headers)) == "UnknownCallerError"
    cookie = signed_in(engine, USER)
    headers = with_cookie(cookie, authorization="Bearer nonsense")
    assert who(engine, asked(headers)) == "UnknownCallerError"


def test_two_keys_are_one_too_many(engine: Engine, make_key: MakeKey) -> None:
    """Who of them it was would be a guess."""
    one, two = make_key("one").token, make_key("two").token
    with pytest.raises(UnknownCallerError, match="two keys"):
        asked({"authorization": f"Bearer {one}", "x-api-key": two})


def test_unknown_expired_and_revoked_look_the_same(engine: Engine, make_key: MakeKey) -> None:
    """Nobody learns which keys there are, or were."""
    expired, revoked = make_key("a", lives=timedelta(hours=1)), make_key("b")
    with unit_of_work(engine, at=AT) as store:
        revoke_key(store, revoked.key.key_id, at=AT)
    wrong = make_key("c").token[:-4] + "AAAA"
    seen = set()
    for token in (expired.token, revoked.token, wrong, "ctr_x", "nonsense", "é\ud800"):
        with pytest.raises(UnknownCallerError) as refused:
            identify(asked({"x-api-key": token}), engine, Settings(), at=AT + timedelta(hours=2))
        seen.add(str(refused.value))
    assert len(seen) == 1


def test_last_used_is_noted_once_a_minute(engine: Engine, make_key: MakeKey) -> None:
    """A request is not a write; and the remark is not in the log."""
    made = make_key()
    noted = []
    for seconds in (0, 1, 59, 60, 61, 119, 121):
        at = timedelta(seconds=seconds)
        assert who(engine, asked({"x-api-key": made.token}), at) == "key:desk"
        with read_only(engine) as store:
            found = store.api_keys.get(made.key.key_id)
        assert found is not None
        assert found.last_used_at is not None
        noted.append((found.last_used_at - AT).total_seconds())
    assert noted == [0, 0, 0, 60, 60, 60, 121]
    with read_only(engine) as store:
        assert len(store.audit.latest(10)) == 1


def test_nobody_waits_for_a_remark(engine: Engine, make_key: MakeKey) -> None:
    """While another writer has the row, or the whole file, the key works and is noted later."""
    made = make_key()
    given = asked({"x-api-key": made.token})
    with transaction(engine, at=AT) as session:
        session.execute(text("UPDATE api_key SET last_used_at = last_used_at"))
        began = time.monotonic()
        assert identify(given, engine, Settings(), at=AT).actor == "key:desk"
        assert time.monotonic() - began < 5
        with read_only(engine) as store:
            found = store.api_keys.get(made.key.key_id)
            assert found is not None
            assert found.last_used_at is None
    assert who(engine, given) == "key:desk"
    with read_only(engine) as store:
        found = store.api_keys.get(made.key.key_id)
        assert found is not None
        assert found.last_used_at == AT + MINUTE


def test_a_session_says_who_it_is(engine: Engine) -> None:
    """By the cookie alone, whatever stands beside it."""
    cookie = signed_in(engine, USER)
    found = identify(asked(with_cookie(cookie)), engine, Settings(), at=AT)
    assert found == USER
    assert who(engine, asked(with_cookie(cookie + "x"), peer="10.0.0.7")) == "UnknownCallerError"
    assert who(engine, asked(with_cookie(""), peer="10.0.0.7")) == "UnknownCallerError"


def test_a_session_changes_nothing_for_another_site(engine: Engine) -> None:
    """Cookies come along wherever a request was made; only a page of ours may use them."""
    cookie = signed_in(engine, USER)
    settings = {"public_url": PUBLIC}
    secure = {"cookie": f"__Host-contraste_session={cookie}"}
    cases = [
        ({}, "NotAllowedError"),
        (OWN_PAGE, "user:ana@x.org"),
        ({"sec-fetch-site": "none"}, "user:ana@x.org"),
        ({"sec-fetch-site": "same-site"}, "NotAllowedError"),
        ({"sec-fetch-site": "cross-site", "origin": PUBLIC}, "NotAllowedError"),
        ({"origin": PUBLIC}, "user:ana@x.org"),
        ({"origin": "https://evil.org"}, "NotAllowedError"),
        ({"origin": "http://127.0.0.1:8000"}, "NotAllowedError"),
    ]
    for headers, expected in cases:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            given = asked({**secure, **headers}, method=method, host="127.0.0.1:8000")
            assert who(engine, given, **settings) == expected, (headers, method)
        assert who(engine, asked({**secure, **headers}), **settings) == "user:ana@x.org"


def test_over_tls_only_the_host_cookie_counts(engine: Engine) -> None:
    """A neighbouring host can plant the plain name, and cannot plant `__Host-`."""
    cookie = signed_in(engine, USER)
    plain, secure = with_cookie(cookie), {"cookie": f"__Host-contraste_session={cookie}"}
    away = {"peer": "10.0.0.7", "host": "c.example.org"}
    assert who(engine, asked(plain, **away), public_url=PUBLIC) == "UnknownCallerError"
    assert who(engine, asked(secure, **away), public_url=PUBLIC) == "user:ana@x.org"
    assert who(engine, asked(plain, **away, scheme="https")) == "UnknownCallerError"
    assert who(engine, asked(secure, **away, scheme="https")) == "user:ana@x.org"
    assert who(engine, asked(plain, **away)) == "user:ana@x.org"


def test_a_session_ends_unused_and_in_any_case(engine: Engine) -> None:
    """Two hours without a request; twelve whatever happens."""
    away = {"peer": "10.0.0.7"}
    idle = asked(with_cookie(signed_in(engine, USER)), **away)
    assert who(engine, idle, timedelta(minutes=119)) == "user:ana@x.org"
    assert who(engine, idle, timedelta(minutes=119 + 120)) == "UnknownCallerError"
    busy = asked(with_cookie(signed_in(engine, USER)), **away)
    for minutes in range(0, 720, 100):
        assert who(engine, busy, timedelta(minutes=minutes)) == "user:ana@x.org"
    assert who(engine, busy, timedelta(minutes=719)) == "user:ana@x.org"
    assert who(engine, busy, timedelta(minutes=720)) == "UnknownCallerError"


def test_a_session_in_use_does_not_run_out(engine: Engine) -> None:
    """Also when the idle time is as short as the time between two remarks."""
    cookie = signed_in(engine, USER)
    given = asked(with_cookie(cookie), peer="10.0.0.7")
    for seconds in range(0, 300, 50):
        found = who(engine, given, timedelta(seconds=seconds), session_idle=1)
        assert found == "user:ana@x.org"


def test_signing_out_ends_the_session(engine: Engine) -> None:
    """On the server: a copy of the cookie is of no use."""
    cookie = signed_in(engine, USER)
    with unit_of_work(engine, actor=USER.actor, at=AT) as store:
        assert end_session(store, cookie)
        assert not end_session(store, cookie)
    assert who(engine, asked(with_cookie(cookie), peer="10.0.0.7")) == "UnknownCallerError"
    with read_only(engine) as store:
        assert [entry.action for entry in store.audit.latest(3)] == [
            "session.end",
            "session.create",
        ]


def test_a_planted_cookie_does_not_become_a_session(engine: Engine) -> None:
    """Signing in always gives a new cookie and ends what the browser had (session fixation)."""
    before = signed_in(engine, USER)
    after = signed_in(engine, replace(USER, name="eva@x.org"), replaces=before)
    assert who(engine, asked(with_cookie(before), peer="10.0.0.7")) == "UnknownCallerError"
    assert who(engine, asked(with_cookie(after), peer="10.0.0.7")) == "user:eva@x.org"
    planted = signed_in(engine, USER, replaces="planted")
    assert planted != "planted"


def test_a_session_ends_with_the_key_that_opened_it(engine: Engine, make_key: MakeKey) -> None:
    """Revoked: at once and in the log. Expired: in time."""
    for name, lives in (("a", timedelta(minutes=30)), ("b", None)):
        made = make_key(name, Role.EDITOR, lives=lives)
        key = Principal(name, Role.EDITOR, PrincipalKind.KEY, made.key.key_id)
        given = asked(with_cookie(signed_in(engine, key)), peer="10.0.0.7")
        found = identify(given, engine, Settings(), at=AT)
        assert (found.actor, found.role, found.kind) == (f"key:{name}", Role.EDITOR, "session")
        after = timedelta(minutes=30)
        if lives:
            assert who(engine, given, after - timedelta(seconds=1)) == "key:a"
        else:
            assert who(engine, given, after) == "key:b"
            with unit_of_work(engine, actor="local", at=AT) as store:
                revoke_key(store, made.key.key_id, at=AT)
                assert store.audit.latest(1) != []
        assert who(engine, given, after) == "UnknownCallerError"
    with read_only(engine) as store:
        assert store.audit.latest(1)[0].details == {"because": "key.revoke"}


def test_nothing_shows_a_secret(engine: Engine, make_key: MakeKey) -> None:
    """Neither the credentials' repr nor a session's."""
    token, cookie = make_key().token, signed_in(engine, USER)
    given = asked(with_cookie(cookie, authorization=f"Bearer {token}"))
    assert token not in repr(given)
    assert cookie not in repr(given)
    with unit_of_work(engine, at=AT) as store:
        opened = open_session(store, USER, Settings(), at=AT, replaces=None)
    assert opened.cookie not in repr(opened)


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
