"""What `contraste key` does."""

from datetime import datetime

from rich.table import Table
from rich.text import Text

from service.access.documents import (
    KeyDocument,
    KeyList,
    key_document,
    new_key_document,
)
from service.access.keys import create_key, expiry, revoke_key
from service.access.principal import LOCAL
from service.access.roles import Role
from service.cli.output import stderr_console, stdout_console, write_json, write_stdout
from service.clock import now
from service.config import read_settings
from service.store.engine import open_engine
from service.store.migrate import check_schema, upgrade
from service.store.unit import read_only, unit_of_work

_ONCE = "This is the only time that the key is shown; whoever has it may do what its role allows."


def create_command(name: str, role: str, expires: str | None, *, as_json: bool) -> None:
    """Make a key; the key alone goes to stdout, so that a script can take it."""
    at = now()
    engine = open_engine(read_settings().store_url)
    # The first key is often the first thing that is stored at all.
    upgrade(engine)
    expires_at = expiry(expires, at) if expires else None
    with unit_of_work(engine, actor=LOCAL.actor, at=at) as store:
        made = create_key(store, name, Role(role), by=LOCAL.actor, at=at, expires_at=expires_at)
    if as_json:
        write_json(new_key_document(made, at))
    else:
        write_stdout(made.token + "\n")
        stderr_console().print(f"{made.key.key_id}, {role}. {_ONCE}")


def list_command(*, as_json: bool) -> None:
    """List every key, in the order of their making."""
    at = now()
    engine = open_engine(read_settings().store_url)
    check_schema(engine)
    with read_only(engine) as store:
        keys = tuple(key_document(key, at) for key in store.api_keys.all())
    if as_json:
        write_json(KeyList(keys=keys))
    elif keys:
        stdout_console().print(_table(keys))
    else:
        write_stdout("There is no key; contraste key create NAME --role ROLE makes one.\n")


def revoke_command(key_id: str, *, as_json: bool) -> None:
    """End a key at once."""
    at = now()
    engine = open_engine(read_settings().store_url)
    check_schema(engine)
    with unit_of_work(engine, actor=LOCAL.actor, at=at) as store:
        revoke_key(store, key_id, at=at)
        key = store.api_keys.get(key_id)
    assert key is not None
    if as_json:
        write_json(key_document(key, at))
    else:
        write_stdout(f"{key_id} opens nothing any more.\n")


def _table(keys: tuple[KeyDocument, ...]) -> Table:
    table = Table("id", "name", "role", "made", "expires", "last used", "state", box=None)
    for key in keys:
        table.add_row(
            key.key_id,
            Text(key.name),
            key.role,
            _day(key.created_at),
            _day(key.expires_at),
            _day(key.last_used_at),
            _state(key),
        )
    return table


def _state(key: KeyDocument) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "holds" if key.holds else "expired"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "–"
