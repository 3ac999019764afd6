"""Who comes with a key: it counts from anywhere, alone, and as long as it holds."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from service.access.guard import identify
from service.access.keys import revoke_key
from service.access.roles import Role
from service.access.sessions import open_session
from service.config import Settings
from service.errors import UnknownCallerError
from service.store.engine import transaction
from service.store.unit import read_only, unit_of_work
from tests.service.access.asking import MINUTE, USER, asked, signed_in, who, with_cookie
from tests.service.access.conftest import MakeKey
from tests.service.store.strategies import AT


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


def test_nothing_shows_a_secret(engine: Engine, make_key: MakeKey) -> None:
    """Neither the credentials' repr nor a session's."""
    token, cookie = make_key().token, signed_in(engine, USER)
    given = asked(with_cookie(cookie, authorization=f"Bearer {token}"))
    assert token not in repr(given)
    assert cookie not in repr(given)
    with unit_of_work(engine, at=AT) as store:
        opened = open_session(store, USER, Settings(), at=AT, replaces=None)
    assert opened.cookie not in repr(opened)
