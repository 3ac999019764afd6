"""Settings that name a provider: told apart before the server starts."""

import pytest

from service.access.oidc_settings import Provider, provider_of
from service.access.roles import Role
from service.config import Settings
from service.errors import SettingError
from tests.service.access.asking import PUBLIC
from tests.service.access.issuer import CLIENT_SECRET
from tests.service.access.signing_in import settings_for


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"oidc_issuer": "http://login.example.org"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "login.example.org"}, "OIDC_ISSUER"),
        ({"oidc_client_id": ""}, "OIDC_CLIENT_ID"),
        ({"public_url": ""}, "PUBLIC_URL"),
        ({"oidc_roles": ""}, "OIDC_DEFAULT_ROLE"),
        ({"oidc_roles": "desk=boss"}, "OIDC_ROLES.*'boss'"),
        ({"oidc_roles": "desk"}, "OIDC_ROLES.*'desk'"),
        ({"oidc_roles": "=admin"}, "OIDC_ROLES"),
        ({"oidc_default_role": "root"}, "OIDC_DEFAULT_ROLE.*'root'"),
    ],
)
def test_settings_that_make_no_sense(more: dict[str, str], names: str) -> None:
    """Told before the server starts, by the variable's name."""
    with pytest.raises(SettingError, match=f"CONTRASTE_{names}"):
        provider_of(settings_for("https://login.example.org", **more))


def test_settings_that_make_sense() -> None:
    """A group's name may have an equals sign; without an issuer there is no provider."""
    found = provider_of(
        settings_for("https://x.org", oidc_roles="cn=desk=Editor,", public_url=f"{PUBLIC}/")
    )
    assert isinstance(found, Provider)
    assert found.roles == {"cn=desk": Role.EDITOR}
    assert found.redirect_uri == f"{PUBLIC}/auth/oidc/callback"
    assert provider_of(Settings()) is None
    assert CLIENT_SECRET not in repr(settings_for("https://x.org"))
