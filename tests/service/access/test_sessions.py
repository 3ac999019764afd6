"""Who has signed in: by a cookie, for a page of ours, until it ends."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from service.access.guard import identify
from service.access.keys import revoke_key
from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.access.sessions import end_session
from service.config import Settings
from service.store.unit import read_only, unit_of_work
from tests.service.access.asking import (
    OWN_PAGE,
    PUBLIC,
    USER,
    asked,
    signed_in,
    who,
    with_cookie,
)
from tests.service.access.conftest import MakeKey
from tests.service.store.strategies import AT


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
