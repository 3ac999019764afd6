"""What is sent to make keys and to sign in."""

from pydantic import AwareDatetime, Field, SecretStr

from service.access.keys import MAX_NAME
from service.access.roles import Role
from service.contract import Part


class KeyRequest(Part):
    """A key to be made."""

    name: str = Field(min_length=1, max_length=MAX_NAME, description="Never given twice.")
    role: Role
    expires_at: AwareDatetime | None = Field(
        default=None, description="RFC 3339; null is a key without end."
    )


class SignInRequest(Part):
    """Somebody who signs in with a key."""

    # Secret, so that no log and no error shows it.
    key: SecretStr = Field(max_length=200)
