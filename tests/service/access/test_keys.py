"""Keys: what opens, what does not, what is kept, what the log has."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from service.access.keys import create_key, expiry, revoke_key, verify_key
from service.access.roles import Role
from service.access.secrets import digest_of
from service.errors import ConflictError, InputError, NotFoundError
from service.store.engine import view
from service.store.unit import read_only, unit_of_work
from tests.service.access.conftest import MakeKey
from tests.service.store.strategies import AT

SECOND = timedelta(seconds=1)


def opens(engine: Engine, token: str, after: timedelta = SECOND) -> str | None:
    """Return the name of the key that *token* is, a time after the keys were made."""
    with read_only(engine) as store:
        key = verify_key(store, token, at=AT + after)
    return key.name if key else None


def test_a_key_opens_what_it_was_made_for(engine: Engine, make_key: MakeKey) -> None:
    """Each by its own secret; 256 bits of it."""
    made = {name: make_key(name, role) for name, role in (("a", Role.READER), ("b", Role.ADMIN))}
    assert {opens(engine, new.token) for new in made.values()} == {"a", "b"}
    assert all(re.fullmatch(r"ctr_[0-9a-f]{20}_[\w-]{43}", new.token) for new in made.values())
    with read_only(engine) as store:
        assert [(key.name, key.role) for key in store.api_keys.all()] == [
            (name, made[name].key.role) for name in sorted(made, key=lambda n: made[n].key.key_id)
        ]


def test_what_is_almost_a_key_opens_nothing(engine: Engine, make_key: MakeKey) -> None:
    """Not with one sign changed, another key's secret, or more around it."""
    token, other = make_key("a").token, make_key("b").token
    swapped = token[:25] + other[25:]
    changed = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    for wrong in (
        "",
        "ctr_",
        token[:-1],
        token + "a",
        f" {token}",
        token + "\n",
        token.upper(),
        token.removeprefix("ctr_"),
        swapped,
        changed,
        digest_of(token),
        "ctr_" + "0" * 20 + "_" + "A" * 43,
        token[:-1] + "\ud800",
        "x" * 100_000,
    ):
        assert opens(engine, wrong) is None


@pytest.mark.parametrize(
    ("after", "name"),
    [(timedelta(days=90) - SECOND, "desk"), (timedelta(days=90), None), (timedelta(500), None)],
)
def test_a_key_ends_in_time(
    engine: Engine, make_key: MakeKey, after: timedelta, name: str | None
) -> None:
    """At the very moment of its end it opens nothing any more."""
    assert opens(engine, make_key(lives=timedelta(days=90)).token, after) == name


def test_a_revoked_key_opens_nothing_at_once(engine: Engine, make_key: MakeKey) -> None:
    """Revoking twice is once; the other key is as it was."""
    gone, kept = make_key("gone"), make_key("kept")
    for _ in range(2):
        with unit_of_work(engine, actor="local", at=AT + SECOND) as store:
            revoke_key(store, gone.key.key_id, at=AT + SECOND)
    assert (opens(engine, gone.token), opens(engine, kept.token)) == (None, "kept")
    with read_only(engine) as store:
        found = store.api_keys.get(gone.key.key_id)
        assert found is not None
        assert found.revoked_at == AT + SECOND
        assert len(store.audit.of(gone.key.key_id)) == 2


def test_an_unknown_key_cannot_be_revoked(engine: Engine) -> None:
    """A slip of the pen is told, not passed over."""
    with pytest.raises(NotFoundError), unit_of_work(engine, at=AT) as store:
        revoke_key(store, "key_00000000000000000000", at=AT)


def test_a_name_is_given_once(engine: Engine, make_key: MakeKey) -> None:
    """Not even a revoked key's again: an old entry of the log must not mean somebody else."""
    first = make_key("nightly")
    with unit_of_work(engine, at=AT) as store:
        revoke_key(store, first.key.key_id, at=AT)
    for name in ("nightly", "  nightly "):
        with pytest.raises(ConflictError, match="'nightly'"):
            make_key(name)
    make_key("café")
    with pytest.raises(ConflictError):
        make_key("cafe\u0301")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00", "x" * 81, "\u202eadmin", "a\u200bb"])
def test_a_name_can_be_read(make_key: MakeKey, name: str) -> None:
    """Nothing that a list or a log would show as something else."""
    with pytest.raises(InputError, match="1 to 80 signs"):
        make_key(name)


def test_a_key_cannot_be_made_expired(engine: Engine) -> None:
    """Somebody got a sign wrong."""
    with pytest.raises(InputError, match="another end"), unit_of_work(engine, at=AT) as store:
        create_key(store, "a", Role.READER, by="local", at=AT, expires_at=AT)


def test_every_make_and_revoke_is_in_the_log(engine: Engine, make_key: MakeKey) -> None:
    """Who, what role, until when; and a name that was refused is not."""
    made = make_key("desk", Role.EDITOR, lives=timedelta(days=1))
    with pytest.raises(ConflictError):
        make_key("desk")
    with unit_of_work(engine, actor="key:chief", at=AT + SECOND) as store:
        revoke_key(store, made.key.key_id, at=AT + SECOND)
    with read_only(engine) as store:
        entries = store.audit.of(made.key.key_id)
        assert [(entry.actor, entry.action) for entry in entries] == [
            ("local", "key.create"),
            ("key:chief", "key.revoke"),
        ]
        assert entries[0].details == {
            "name": "desk",
            "role": "editor",
            "expires": "2031-05-15T09:30:00+00:00",
        }
        assert store.audit.verify().entries == 2


def test_the_secret_is_shown_once_and_kept_nowhere(engine: Engine, make_key: MakeKey) -> None:
    """No column of any row has it, no repr either; what is kept is its SHA-256."""
    made = make_key()
    secret = made.token.rpartition("_")[2]
    with view(engine) as session:
        rows = session.execute(text("SELECT * FROM api_key")).all()
        entries = session.execute(text("SELECT * FROM audit")).all()
    assert digest_of(made.token) in str(rows)
    for shown in (str(rows), str(entries), repr(made), repr(made.key), str(made)):
        assert secret not in shown
    assert digest_of(made.token) not in repr(made)


@pytest.mark.parametrize(
    ("text", "hours"), [("12h", 12), ("90d", 90 * 24), (" 8w ", 8 * 168), ("1d", 24)]
)
def test_a_time_to_expire_in(text: str, hours: int) -> None:
    """Hours, days or weeks."""
    assert expiry(text, AT) - AT == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "0d", "-1d", "90", "90 d", "1y", "1.5d", "999999d", "٣d"])
def test_no_time_to_expire_in(text: str) -> None:
    """Anything else is told, never guessed."""
    with pytest.raises(InputError, match="12h, 90d or 8w"):
        expiry(text, AT)
