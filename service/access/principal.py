"""Who makes a request, once that is known."""

from dataclasses import dataclass
from enum import StrEnum

from service.access.roles import Role
from service.errors import RoleNeeded


class PrincipalKind(StrEnum):
    """How somebody proved who they are."""

    LOCAL = "local"
    """Not at all: they sit at the machine, and no access control has been set up."""
    KEY = "key"
    """By an API key that came with the request."""
    SESSION = "session"
    """By the cookie of a session, opened with a key or through an OpenID Connect provider."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who may do what *role* allows.

    `name` is a key's name, or what the provider calls the user: an e-mail address, else its
    subject identifier. `key_id` is set when a key stands behind the request, directly or by
    a session that was opened with it.
    """

    name: str
    role: Role
    kind: PrincipalKind
    key_id: str | None = None

    @property
    def actor(self) -> str:
        """Name in the audit log: `local`, `key:NAME` or `user:NAME`.

        Names of keys are never given twice, and a user's cannot be taken for a key's.
        """
        if self.kind is PrincipalKind.LOCAL:
            return "local"
        return f"key:{self.name}" if self.key_id else f"user:{self.name}"

    def require(self, least: Role) -> None:
        """Do nothing when the role suffices.

        Raises:
            RoleNeeded: It does not; the sentence names both roles.
        """
        if not self.role.allows(least):
            raise RoleNeeded(least, self.role)


LOCAL = Principal("local", Role.ADMIN, PrincipalKind.LOCAL)
"""Whoever sits at a machine without access control."""
