"""`contraste key`: made and shown once, listed without it, revoked."""

import json
import re

import pytest

from service.access.keys import verify_key
from service.access.roles import Role
from service.cli.keys import RoleName
from service.clock import now
from service.config import read_settings
from service.store.engine import open_engine
from service.store.unit import read_only
from tests.service.cli.conftest import Run


def opens(token: str) -> str | None:
    """Return the role of the key that *token* is, in the configured database."""
    engine = open_engine(read_settings().store_url)
    with read_only(engine) as store:
        key = verify_key(store, token, at=now())
    engine.dispose()
    return key.role if key else None


def test_the_first_key_needs_nothing_before(run: Run) -> None:
    """The key alone goes to stdout; what to know about it goes to stderr."""
    made = run("key", "create", "nightly", "--role", "editor")
    assert made.code == 0
    assert opens(made.out.removesuffix("\n")) == "editor"
    assert "only time" in made.err
    assert made.out.strip() not in made.err


def test_a_key_is_listed_and_revoked(run: Run) -> None:
    """The list never has the key; it says what state each is in."""
    made = json.loads(
        run("key", "create", "nightly", "--role", "reader", "--expires", "90d", "--json").out
    )
    other = run("key", "create", "[bold]chief", "--role", "admin").out.strip()
    assert opens(made["key"]) == "reader"
    revoked = run("key", "revoke", made["key_id"], "--json")
    assert json.loads(revoked.out)["holds"] is False
    assert (opens(made["key"]), opens(other)) == (None, "admin")
    table = run("key", "list").out
    assert re.search(rf"{made['key_id']}.*nightly.*reader.*revoked", table)
    assert re.search(r"\[bold\]chief.*admin.*holds", table)
    listed = json.loads(run("key", "list", "--json").out)["keys"]
    assert [(key["name"], key["holds"]) for key in listed] == [
        ("nightly", False),
        ("[bold]chief", True),
    ]
    for shown in (table, str(listed), revoked.out):
        assert made["key"] not in shown
        assert other not in shown


def test_no_key_yet(run: Run) -> None:
    """The list says how to make one."""
    run("migrate")
    assert "contraste key create" in run("key", "list").out
    assert json.loads(run("key", "list", "--json").out) == {"keys": []}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "a", "--role", "reader", "--expires", "soon"), "12h, 90d or 8w"),
        (("create", "", "--role", "reader"), "1 to 80 signs"),
        (("create", "a", "--role", "root"), "Invalid value"),
        (("create", "a"), "--role"),
        (("revoke", "key_00000000000000000000"), "contraste key list"),
        (("revoke", "nightly"), "contraste key list"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    """Exit code 2, and nothing on stdout."""
    run("migrate")
    found = run("key", *words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_a_name_is_given_once(run: Run) -> None:
    """Also when its key is revoked by now."""
    run("key", "create", "a", "--role", "reader")
    again = run("key", "create", "a", "--role", "reader")
    assert (again.code, again.out) == (2, "")
    assert "names are not given twice" in again.err


def test_the_roles_of_the_help_are_the_roles() -> None:
    """They are spelt out so that the help waits for nothing."""
    assert list(RoleName) == list(Role)
