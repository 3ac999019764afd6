"""Signing in through a provider: once in the right way, and in every wrong one."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import Engine, text

from service.access.oidc import (
    Begun,
    OidcClient,
    come_back,
    groups_in,
    local_path,
    user_name,
)
from service.access.oidc_settings import Provider, provider_of
from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.config import Settings
from service.errors import NotAllowedError, OverloadedError, SettingError, UnknownCallerError
from service.store.engine import view
from tests.service.access import issuer as wrong
from tests.service.access.issuer import CLIENT_ID, CLIENT_SECRET, Issuer, Sign, running_issuer
from tests.service.store.strategies import AT

PUBLIC = "https://c.example.org"
NOW = int(AT.timestamp())


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """A provider whose user is in the group `desk`."""
    with running_issuer(NOW) as found:
        found.claims = {"groups": ["desk", "sports"]}
        yield found


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


@pytest.fixture
def oidc(issuer: Issuer) -> OidcClient:
    """A client of that provider."""
    return client_of(issuer)


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


def test_new_keys_of_the_provider_are_fetched(
    engine: Engine, oidc: OidcClient, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a token names an unknown key; but not at every made-up one."""
    sign_in(engine, oidc, issuer)
    issuer.keys["new"] = RSAKey.generate_key(2048, {"kid": "new"})
    issuer.sign = lambda issuer, claims: wrong.jwt.encode(
        {"alg": "RS256", "kid": "new"}, claims, issuer.keys["new"]
    )
    with pytest.raises(UnknownCallerError):
        sign_in(engine, oidc, issuer)
    assert issuer.asked.count("/keys") == 1
    monkeypatch.setattr("service.access.oidc_discovery._AGAIN", -1.0)
    assert sign_in(engine, oidc, issuer).name == "ana@x.org"
    assert issuer.asked.count("/keys") == 2


def test_a_state_is_good_once(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """Replayed, it is unknown."""
    begun = oidc.begin(engine, "/", at=AT)
    state, _ = issuer.authorize(begun.url)
    come_back(engine, state, begun.cookie, at=AT)
    with pytest.raises(UnknownCallerError):
        come_back(engine, state, begun.cookie, at=AT)


def begun_by(engine: Engine, oidc: OidcClient, issuer: Issuer) -> tuple[Begun, str]:
    """Return a sign-in that a browser began, and the state that the provider sent back."""
    begun = oidc.begin(engine, "/", at=AT)
    return begun, issuer.authorize(begun.url)[0]


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


@pytest.mark.parametrize(
    ("claims", "more", "role"),
    [
        ({"groups": ["chiefs", "desk"]}, {}, Role.ADMIN),
        ({"groups": "desk"}, {}, Role.REVIEWER),
        ({"groups": ["sports"]}, {}, None),
        ({"groups": []}, {}, None),
        ({"groups": ["DESK", "desk "]}, {}, None),
        ({"groups": [1, None, {"desk": 1}]}, {}, None),
        ({"groups": None}, {}, None),
        ({"groups": ["sports"]}, {"oidc_default_role": "reader"}, Role.READER),
        ({"groups": None}, {"oidc_default_role": "reader"}, Role.READER),
        ({"groups": ["desk"]}, {"oidc_default_role": "editor"}, Role.REVIEWER),
        ({"realm": {"roles": ["desk"]}}, {"oidc_groups": "realm.roles"}, Role.REVIEWER),
        ({"https://x.org/g": ["desk"]}, {"oidc_groups": "https://x.org/g"}, Role.REVIEWER),
    ],
)
def test_groups_give_roles(
    engine: Engine,
    issuer: Issuer,
    claims: dict[str, Any],
    more: dict[str, str],
    role: Role | None,
) -> None:
    """The highest counts; a user without any is refused unless there is a default."""
    issuer.claims |= claims
    oidc = client_of(issuer, **more)
    if role is None:
        with pytest.raises(NotAllowedError, match="no role here"):
            sign_in(engine, oidc, issuer)
    else:
        assert sign_in(engine, oidc, issuer).role is role


def test_groups_may_stand_in_userinfo(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """Asked for with the access token, and only about the same user."""
    issuer.claims = {}
    issuer.userinfo = {"groups": ["chiefs"]}
    assert sign_in(engine, oidc, issuer).role is Role.ADMIN
    issuer.userinfo["sub"] = "u-18"
    with pytest.raises(UnknownCallerError):
        sign_in(engine, oidc, issuer)


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"email": "ana@x.org"}, "ana@x.org"),
        ({"email": "ana@x.org", "email_verified": True}, "ana@x.org"),
        ({"email": "chief@x.org", "email_verified": False}, "u-17"),
        ({"email": "chief@x.org", "email_verified": "false"}, "u-17"),
        ({"email": "a\nb@x.org"}, "u-17"),
        ({"email": " "}, "u-17"),
        ({"email": 7}, "u-17"),
        ({}, "u-17"),
    ],
)
def test_what_a_user_is_called(claims: dict[str, Any], name: str) -> None:
    """By the address, unless anybody could have typed it in."""
    assert user_name({"sub": "u-17", **claims}) == name


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


def test_groups_of_a_nested_claim() -> None:
    """A claim that is no object leads nowhere."""
    assert groups_in({"a": {"b": ["x", "y"]}}, "a.b") == {"x", "y"}
    assert groups_in({"a": ["b"]}, "a.b") is None
    assert groups_in({}, "a") is None
    assert groups_in({"a.b": ["z"], "a": {"b": ["x"]}}, "a.b") == {"z"}


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
