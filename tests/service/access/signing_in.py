"""A service that knows the provider of `issuer.py`, and the way there and back."""

from typing import Any

from sqlalchemy import Engine

from service.access.oidc import Begun, OidcClient, come_back
from service.access.oidc_settings import provider_of
from service.access.principal import Principal
from service.config import Settings
from tests.service.access.asking import PUBLIC
from tests.service.access.issuer import CLIENT_ID, CLIENT_SECRET, Issuer
from tests.service.store.strategies import AT

NOW = int(AT.timestamp())


def settings_for(issuer_url: str, **more: Any) -> Settings:
    """Return settings that name the provider."""
    given = {
        "public_url": PUBLIC,
        "oidc_issuer": issuer_url,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_roles": "desk=reviewer, chiefs = admin",
    }
    return Settings(**given | more)


def client_of(issuer: Issuer, **more: Any) -> OidcClient:
    """Return a client with other settings."""
    provider = provider_of(settings_for(issuer.url, **more))
    assert provider is not None
    return OidcClient(provider)


def sign_in(engine: Engine, oidc: OidcClient, issuer: Issuer) -> Principal:
    """Go the whole way there and back."""
    begun = oidc.begin(engine, "/stories", at=AT)
    state, code = issuer.authorize(begun.url)
    back = come_back(engine, state, begun.cookie, at=AT)
    assert back.return_to == "/stories"
    return oidc.finish(back, code, at=AT)


def begun_by(engine: Engine, oidc: OidcClient, issuer: Issuer) -> tuple[Begun, str]:
    """Return a sign-in that a browser began, and the state that the provider sent back."""
    begun = oidc.begin(engine, "/", at=AT)
    return begun, issuer.authorize(begun.url)[0]
