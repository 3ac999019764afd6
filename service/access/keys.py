"""API keys: made once, shown once, kept as a hash.

A key is `ctr_`, so that scanners for leaked secrets know it; 20 hexadecimal digits, which name
the key in lists and in the log; `_`; and the secret, 256 random bits in base64url.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from service.access.roles import Role
from service.access.secrets import digest_of, is_same, new_id, new_secret
from service.errors import ConflictError, InputError, NotFoundError
from service.store.api_keys import ApiKey
from service.store.unit import Store

PREFIX = "ctr_"
MAX_NAME = 80
# How much of "last used" may be lost, so that a key does not write at every request.
TOUCH_EVERY = timedelta(minutes=1)
# Ends beyond this are slips of the pen; some cannot be turned into another zone.
_LATEST = datetime(3000, 1, 1, tzinfo=UTC)

_TOKEN = re.compile(r"ctr_([0-9a-f]{20})_[A-Za-z0-9_-]{43}")
_DURATION = re.compile(r"([1-9][0-9]{0,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
# What is compared when there is no such key.
_NO_DIGEST = digest_of("")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made; `token` is the only time that the key itself is seen."""

    key: ApiKey
    token: str = field(repr=False)


def create_key(
    store: Store, name: str, role: Role, *, by: str, at: datetime, expires_at: datetime | None
) -> NewKey:
    """Make a key called *name* and store its hash; *by* is the actor who makes it.

    Raises:
        InputError: The name is empty, long or has signs that cannot be seen, or the end is past.
        ConflictError: The name was given before, perhaps to a key that is revoked by now.
    """
    if expires_at is not None and not at < expires_at < _LATEST:
        raise InputError("The key would have expired already, or never would; give another end.")
    key_id, secret = new_id("key"), new_secret()
    token = f"{PREFIX}{key_id.removeprefix('key_')}_{secret}"
    key = ApiKey(
        key_id=key_id,
        name=_name(name),
        role=role,
        digest=digest_of(token),
        created_at=at,
        created_by=by,
        expires_at=expires_at,
    )
    if not store.api_keys.add(key):
        raise ConflictError(
            f"A key was called {key.name!r} before; names are not given twice, "
            "so that the audit log stays clear. Choose another one."
        )
    return NewKey(key, token)


def revoke_key(store: Store, key_id: str, *, at: datetime) -> None:
    """End a key at once, and the sessions that were opened with it; twice is once.

    Raises:
        NotFoundError: There is no such key.
    """
    if not store.api_keys.revoke(key_id, at=at) and store.api_keys.get(key_id) is None:
        raise NotFoundError("There is no key with this id; contraste key list shows all.")


def verify_key(store: Store, token: str, *, at: datetime) -> ApiKey | None:
    """Return the key that *token* is, or None: malformed, unknown, wrong, expired or revoked.

    The answer tells none of these apart; an unknown key is compared like a wrong secret.
    """
    match = _TOKEN.fullmatch(token)
    key = store.api_keys.get(f"key_{match[1]}") if match else None
    is_right = is_same(digest_of(token), key.digest if key else _NO_DIGEST)
    return key if key and is_right and key.holds(at) else None


def expiry(text: str, at: datetime) -> datetime:
    """Return the moment that is *text* after *at*: `12h`, `90d` or `8w`.

    Raises:
        InputError: It is written otherwise.
    """
    match = _DURATION.fullmatch(text.strip())
    if not match:
        raise InputError(f"{text!r} is no time to expire in; write 12h, 90d or 8w.")
    return at + int(match[1]) * _UNITS[match[2]]


def _name(given: str) -> str:
    name = unicodedata.normalize("NFC", given).strip()
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise InputError(f"A key's name has 1 to {MAX_NAME} signs that can be seen.")
    return name
