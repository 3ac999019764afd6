"""What a provider publishes about itself: its keys, its addresses, or nothing at all."""

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import Engine

from service.access.oidc import OidcClient, come_back
from service.errors import OverloadedError, UnknownCallerError
from tests.service.access.issuer import Issuer
from tests.service.access.signing_in import NOW, begun_by, client_of, sign_in
from tests.service.store.strategies import AT


def test_new_keys_of_the_provider_are_fetched(
    engine: Engine, oidc: OidcClient, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a token names an unknown key; but not at every made-up one."""
    sign_in(engine, oidc, issuer)
    issuer.keys["new"] = RSAKey.generate_key(2048, {"kid": "new"})
    issuer.sign = lambda issuer, claims: jwt.encode(
        {"alg": "RS256", "kid": "new"}, claims, issuer.keys["new"]
    )
    with pytest.raises(UnknownCallerError):
        sign_in(engine, oidc, issuer)
    assert issuer.asked.count("/keys") == 1
    monkeypatch.setattr("service.access.oidc_discovery._AGAIN", -1.0)
    assert sign_in(engine, oidc, issuer).name == "ana@x.org"
    assert issuer.asked.count("/keys") == 2


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.org"},
        {"issuer": None},
        {"token_endpoint": "http://evil.org/token"},
        {"authorization_endpoint": "http://evil.org/a"},
        {"jwks_uri": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_provider_that_describes_itself_wrongly(
    engine: Engine, oidc: OidcClient, issuer: Issuer, described: dict[str, Any]
) -> None:
    """Another issuer's description, or addresses where anybody could listen."""
    issuer.described = described
    with pytest.raises(OverloadedError, match="cannot be reached"):
        sign_in(engine, oidc, issuer)


def test_a_provider_that_is_down(engine: Engine, issuer: Issuer) -> None:
    """One sentence, and it works again when the provider does."""
    oidc = client_of(issuer)
    issuer.fails = True
    with pytest.raises(OverloadedError, match="sign in with a key"):
        sign_in(engine, oidc, issuer)
    issuer.fails = False
    begun, state = begun_by(engine, oidc, issuer)
    back = come_back(engine, state, begun.cookie, at=AT)
    issuer.fails = True
    with pytest.raises(OverloadedError):
        oidc.finish(back, "x", at=AT)
    nowhere = client_of(Issuer("http://127.0.0.1:9", NOW))
    with pytest.raises(OverloadedError):
        nowhere.begin(engine, "/", at=AT)
