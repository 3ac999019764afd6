"""The OpenID Connect provider as it is configured, checked before the server starts."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from service.access.addresses import is_loopback
from service.access.roles import Role, highest
from service.config import Settings
from service.errors import SettingError

CALLBACK = "/auth/oidc/callback"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider and what its users may do here.

    `roles` gives the role of a group; `default_role` that of everybody else, None when they
    are refused. `groups` is the path of the claim that lists a user's groups.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    groups: str
    roles: dict[str, Role]
    default_role: Role | None

    def role_of(self, groups: frozenset[str]) -> Role | None:
        """Return the highest role that *groups* give, else the default, else None."""
        given = [role for group, role in self.roles.items() if group in groups]
        return highest(given) if given else self.default_role


def provider_of(settings: Settings) -> Provider | None:
    """Return the configured provider, None when there is none.

    Raises:
        SettingError: Something that it needs is missing or makes no sense.
    """
    issuer = settings.oidc_issuer
    if not issuer:
        return None
    if not is_protected(issuer):
        raise SettingError("CONTRASTE_OIDC_ISSUER has to be an https address.")
    if not settings.oidc_client_id:
        raise SettingError("CONTRASTE_OIDC_ISSUER needs CONTRASTE_OIDC_CLIENT_ID beside it.")
    if not settings.public_url:
        raise SettingError(
            "CONTRASTE_OIDC_ISSUER needs CONTRASTE_PUBLIC_URL, the address that browsers "
            "use, so that the provider can send them back."
        )
    roles = _roles(settings.oidc_roles)
    default_role = settings.oidc_default_role
    if not roles and not default_role:
        raise SettingError(
            "Nobody could sign in: CONTRASTE_OIDC_ROLES names no group, "
            "and CONTRASTE_OIDC_DEFAULT_ROLE is empty."
        )
    return Provider(
        issuer=issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        redirect_uri=settings.public_url.rstrip("/") + CALLBACK,
        groups=settings.oidc_groups,
        roles=roles,
        default_role=_role(default_role, "DEFAULT_ROLE") if default_role else None,
    )


def is_protected(url: str) -> bool:
    """Tell whether nobody on the way can read or change what *url* answers.

    Source: OpenID Connect Discovery 1.0 section 4 asks for TLS; loopback never leaves the machine.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )


def _roles(text: str) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        # From the right: a group may be called "cn=desk,…" only without the comma.
        group, equals, role = pair.rpartition("=")
        if not equals or not group.strip():
            raise SettingError(
                f"CONTRASTE_OIDC_ROLES has {pair!r}; write group=role, with commas between."
            )
        roles[group.strip()] = _role(role, "ROLES")
    return roles


def _role(text: str, variable: str) -> Role:
    try:
        return Role(text.strip().lower())
    except ValueError:
        known = ", ".join(Role)
        raise SettingError(
            f"CONTRASTE_OIDC_{variable} has the role {text.strip()!r}; roles are {known}."
        ) from None
