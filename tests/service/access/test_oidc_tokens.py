"""The provider's tokens: one that is signed well and ours, and every other."""

from typing import Any

import pytest
from sqlalchemy import Engine

from service.access.oidc import OidcClient
from service.errors import UnknownCallerError
from tests.service.access import issuer as wrong
from tests.service.access.issuer import CLIENT_ID, Issuer, Sign
from tests.service.access.signing_in import NOW, sign_in


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="wrong-nonce"),
        pytest.param({"nonce": None}, id="no-nonce"),
        pytest.param({"aud": "another-client"}, id="wrong-audience"),
        pytest.param({"aud": []}, id="no-audience"),
        pytest.param({"aud": None}, id="audience-missing"),
        pytest.param({"aud": [CLIENT_ID, "other"]}, id="two-audiences-without-azp"),
        pytest.param({"azp": "another-client"}, id="issued-to-another"),
        pytest.param({"iss": "https://evil.org"}, id="wrong-issuer"),
        pytest.param({"iss": None}, id="no-issuer"),
        pytest.param({"exp": NOW - 61}, id="expired"),
        pytest.param({"exp": None}, id="without-end"),
        pytest.param({"iat": NOW + 3600}, id="from-the-future"),
        pytest.param({"nbf": NOW + 3600}, id="not-yet"),
        pytest.param({"sub": None}, id="no-subject"),
        pytest.param({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, id="another-access-token"),
        pytest.param({"exp": "soon"}, id="senseless"),
    ],
)
def test_a_token_for_somebody_else_or_another_time(
    engine: Engine, oidc: OidcClient, issuer: Issuer, claims: dict[str, Any]
) -> None:
    """Signed well, and still refused."""
    issuer.claims |= claims
    with pytest.raises(UnknownCallerError):
        sign_in(engine, oidc, issuer)


@pytest.mark.parametrize(
    "sign",
    [
        wrong.unsigned,
        wrong.signed_by_a_stranger,
        wrong.signed_with_the_public_key,
        wrong.signed_with_a_key_of_its_own,
        wrong.changed_after_signing,
        lambda issuer, claims: issuer.signed("rsa", claims)[:-8] + "AAAAAAAA",
        lambda issuer, claims: issuer.signed("rsa", claims, kid="unknown"),
        lambda issuer, claims: "nonsense",
        lambda issuer, claims: None,
        lambda issuer, claims: {"a": 1},
    ],
    ids=[
        "alg-none",
        "wrong-signature",
        "public-key-as-secret",
        "key-of-its-own",
        "changed-claims",
        "damaged-signature",
        "unknown-key",
        "no-token",
        "nothing",
        "object",
    ],
)
def test_a_token_that_the_provider_did_not_sign(
    engine: Engine, oidc: OidcClient, issuer: Issuer, sign: Sign
) -> None:
    """Whatever its claims say."""
    issuer.sign = sign
    with pytest.raises(UnknownCallerError, match="start it again"):
        sign_in(engine, oidc, issuer)


def test_an_elliptic_signature_is_good_too(
    engine: Engine, oidc: OidcClient, issuer: Issuer
) -> None:
    """ES256 beside RS256."""
    issuer.sign = lambda issuer, claims: issuer.signed("ec", claims)
    assert sign_in(engine, oidc, issuer).name == "ana@x.org"
