"""Signing in through a provider: there, back, and what protects the way."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine, text

from service.access.oidc import OidcClient, come_back, local_path
from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.errors import UnknownCallerError
from service.store.engine import view
from tests.service.access.asking import PUBLIC
from tests.service.access.issuer import CLIENT_SECRET, Issuer
from tests.service.access.signing_in import begun_by, sign_in
from tests.service.store.strategies import AT


def test_a_valid_sign_in(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """The group gives the role, the address the name."""
    assert sign_in(engine, oidc, issuer) == Principal(
        "ana@x.org", Role.REVIEWER, PrincipalKind.SESSION
    )
    # What does not change is asked for once.
    sign_in(engine, oidc, issuer)
    assert sorted(issuer.asked) == ["/.well-known/openid-configuration", "/keys", *["/token"] * 2]


def test_the_browser_is_sent_with_all_that_protects_it(
    engine: Engine, oidc: OidcClient, issuer: Issuer
) -> None:
    """State, nonce and PKCE's challenge, each fresh, none of them stored as they are sent."""
    urls = [oidc.begin(engine, "/", at=AT).url for _ in range(2)]
    first, second = (parse_qs(urlsplit(url).query) for url in urls)
    assert urls[0].startswith(f"{issuer.url}/authorize?")
    assert first["redirect_uri"] == [f"{PUBLIC}/auth/oidc/callback"]
    assert first["response_type"] == ["code"]
    assert first["scope"] == ["openid email profile"]
    assert first["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 43
        assert first[name] != second[name]
    with view(engine) as session:
        rows = str(session.execute(text("SELECT * FROM sign_in")).all())
    assert first["state"][0] not in rows
    assert first["nonce"][0] in rows


def test_a_state_is_good_once(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """Replayed, it is unknown."""
    begun = oidc.begin(engine, "/", at=AT)
    state, _ = issuer.authorize(begun.url)
    come_back(engine, state, begun.cookie, at=AT)
    with pytest.raises(UnknownCallerError):
        come_back(engine, state, begun.cookie, at=AT)


def test_a_state_belongs_to_one_browser(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """Nobody is signed in as somebody else by a link (login CSRF); a try spends the state."""
    mine, state = begun_by(engine, oidc, issuer)
    other, _ = begun_by(engine, oidc, issuer)
    for cookie in (other.cookie, None, "", mine.cookie):
        with pytest.raises(UnknownCallerError):
            come_back(engine, state, cookie, at=AT)


def test_a_state_ends_in_time(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """Ten minutes; and what is over is cleared away."""
    begun, state = begun_by(engine, oidc, issuer)
    late = AT + timedelta(minutes=10)
    oidc.begin(engine, "/", at=late)
    with view(engine) as session:
        assert session.scalar(text("SELECT count(*) FROM sign_in")) == 1
    with pytest.raises(UnknownCallerError):
        come_back(engine, state, begun.cookie, at=late)
    with pytest.raises(UnknownCallerError):
        come_back(engine, "made-up", begun.cookie, at=AT)


def test_a_code_is_of_no_use_to_who_stole_it(
    engine: Engine, oidc: OidcClient, issuer: Issuer
) -> None:
    """The provider gives its token only to who has the verifier (PKCE), and once."""
    victim, thief = (oidc.begin(engine, "/", at=AT) for _ in range(2))
    _, stolen = issuer.authorize(victim.url)
    state, code = issuer.authorize(thief.url)
    back = come_back(engine, state, thief.cookie, at=AT)
    for useless in (stolen, "made-up", ""):
        with pytest.raises(UnknownCallerError):
            oidc.finish(back, useless, at=AT)
    assert oidc.finish(back, code, at=AT).name == "ana@x.org"
    with pytest.raises(UnknownCallerError):
        oidc.finish(back, code, at=AT)


@pytest.mark.parametrize("given", ["/", "/stories?x=1#y", "/a/b:c", "/ñandú"])
def test_back_to_a_page_of_ours(given: str) -> None:
    """Where the person was going."""
    assert local_path(given) == given


@pytest.mark.parametrize(
    "given",
    [
        "",
        "stories",
        "//evil.org",
        "///evil.org",
        "/\\evil.org",
        "\\\\evil.org",
        "https://evil.org",
        "javascript:alert(1)",
        "/\t/evil.org",
        "/\n/evil.org",
        "\x00/",
        "//[",
    ],
)
def test_never_away_to_another_site(given: str) -> None:
    """An open redirect would lend our address to a swindler."""
    assert local_path(given) == "/"


def test_the_log_tells_which_check_failed_and_no_secret(
    engine: Engine, oidc: OidcClient, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    """Who runs the service sees why; tokens, codes, states and our secret stay out."""
    caplog.set_level(logging.DEBUG)
    issuer.claims["aud"] = "another-client"
    begun = oidc.begin(engine, "/", at=AT)
    state, code = issuer.authorize(begun.url)
    back = come_back(engine, state, begun.cookie, at=AT)
    with pytest.raises(UnknownCallerError) as refused:
        oidc.finish(back, code, at=AT)
    ours = [record for record in caplog.records if record.name.startswith("service")]
    assert "InvalidClaimError" in ours[-1].getMessage()
    shown = caplog.text + str(refused.value) + repr((begun, back, oidc.provider))
    for secret in (code, state, begun.cookie, CLIENT_SECRET, "at-1", back.verifier, back.nonce):
        assert secret not in shown
