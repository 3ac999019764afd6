"""Who may come in: API keys, sessions, and sign-ins that are under way.

No row holds what opens the door: keys, cookies and states are kept as their SHA-256.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class ApiKeyRow(Base):
    """A key to the API; it is revoked, never deleted, so that its name stays its own."""

    __tablename__ = "api_key"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(ExactText, unique=True)
    role: Mapped[str]
    digest: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(ExactText)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class WebSessionRow(Base):
    """Somebody who signed in with a browser; the row goes when they sign out."""

    __tablename__ = "web_session"

    digest: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(ExactText)
    role: Mapped[str]
    key_id: Mapped[str | None] = mapped_column(ForeignKey("api_key.key_id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SignInRow(Base):
    """A browser that was sent to the OpenID Connect provider and has not come back yet."""

    __tablename__ = "sign_in"

    state_digest: Mapped[str] = mapped_column(primary_key=True)
    browser_digest: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    return_to: Mapped[str] = mapped_column(ExactText)
    expires_at: Mapped[datetime] = mapped_column(index=True)
