"""API keys in the database: their hashes, never the keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import CursorResult, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from service.store.insert import insert_new
from service.store.tables import ApiKeyRow, WebSessionRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key. `digest` is the SHA-256 of the whole key, hexadecimal.

    `role` is a stored value of `service.access.roles.Role`; `created_by` an actor of the log.
    """

    key_id: str
    name: str
    role: str
    digest: str = field(repr=False)
    created_at: datetime
    created_by: str
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Tell whether the key opens anything at *at*; at its very end it does not."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True, slots=True)
class ApiKeyRepository:
    """All SQL on keys."""

    session: Session

    def add(self, key: ApiKey) -> bool:
        """Store a new key; False when its name was given before, be it to a revoked one."""
        values = {column.name: getattr(key, column.name) for column in ApiKeyRow.__table__.columns}
        if not insert_new(self.session, ApiKeyRow, values):
            return False
        expires = key.expires_at.isoformat() if key.expires_at else None
        note(self.session, "key.create", key.key_id, name=key.name, role=key.role, expires=expires)
        return True

    def revoke(self, key_id: str, *, at: datetime) -> bool:
        """End a key and the sessions opened with it; False when it is unknown or ended before."""
        changed = self.session.execute(
            update(ApiKeyRow)
            .where(ApiKeyRow.key_id == key_id, ApiKeyRow.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        assert isinstance(changed, CursorResult)
        if changed.rowcount != 1:
            return False
        note(self.session, "key.revoke", key_id)
        gone = (
            delete(WebSessionRow)
            .where(WebSessionRow.key_id == key_id)
            .returning(WebSessionRow.session_id)
        )
        for session_id in sorted(self.session.scalars(gone)):
            note(self.session, "session.end", session_id, because="key.revoke")
        return True

    def get(self, key_id: str) -> ApiKey | None:
        """Return a key, whatever its state, or None."""
        row = self.session.get(ApiKeyRow, key_id)
        return _key(row) if row else None

    def all(self) -> Sequence[ApiKey]:
        """Return every key there ever was, in the order of their making."""
        rows = self.session.scalars(
            select(ApiKeyRow).order_by(ApiKeyRow.created_at, ApiKeyRow.key_id)
        )
        return [_key(row) for row in rows]

    def any_ever(self) -> bool:
        """Tell whether a key was ever made, be it expired or revoked since."""
        return bool(self.session.scalar(select(exists().select_from(ApiKeyRow))))

    def any_holds(self, at: datetime) -> bool:
        """Tell whether some key opens something at *at*."""
        holds = (
            ApiKeyRow.revoked_at.is_(None),
            or_(ApiKeyRow.expires_at.is_(None), ApiKeyRow.expires_at > at),
        )
        return bool(self.session.scalar(select(exists().select_from(ApiKeyRow).where(*holds))))

    def touch(self, key_id: str, *, at: datetime) -> None:
        """Note that the key was used. It is a remark, not a deed: the log does not have it."""
        self.session.execute(
            update(ApiKeyRow).where(ApiKeyRow.key_id == key_id).values(last_used_at=at)
        )


def _key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        key_id=row.key_id,
        name=row.name,
        role=row.role,
        digest=row.digest,
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
