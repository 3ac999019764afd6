"""JSON of access: keys, and who somebody is; additive only, like service/contract.py."""

from datetime import datetime

from pydantic import Field

from service.access.keys import NewKey
from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.contract import Part
from service.store.api_keys import ApiKey


class KeyDocument(Part):
    """What is known of a key; never the key itself. Times are UTC."""

    key_id: str
    name: str
    role: Role
    holds: bool = Field(description="Whether it opens anything now.")
    created_at: datetime
    created_by: str = Field(description="Actor as the audit log has it.")
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute.")


class NewKeyDocument(KeyDocument):
    """A key just made; `key` is shown this once."""

    key: str


class KeyList(Part):
    """Every key there ever was, in the order of their making."""

    keys: tuple[KeyDocument, ...]


class WhoDocument(Part):
    """Who is asking. `key_id` is null unless a key stands behind it."""

    name: str
    role: Role
    kind: PrincipalKind
    actor: str = Field(description="Name in the audit log.")
    key_id: str | None


def key_document(key: ApiKey, at: datetime) -> KeyDocument:
    """Return what may be shown of *key* at *at*."""
    return KeyDocument(
        key_id=key.key_id,
        name=key.name,
        role=Role(key.role),
        holds=key.holds(at),
        created_at=key.created_at,
        created_by=key.created_by,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        last_used_at=key.last_used_at,
    )


def new_key_document(made: NewKey, at: datetime) -> NewKeyDocument:
    """Return what is shown of a key once, when it is made."""
    return NewKeyDocument(key=made.token, **key_document(made.key, at).model_dump())


def who_document(principal: Principal) -> WhoDocument:
    """Return what somebody is told about themselves."""
    return WhoDocument(
        name=principal.name,
        role=principal.role,
        kind=principal.kind,
        actor=principal.actor,
        key_id=principal.key_id,
    )
