"""Signing in through an OpenID Connect provider: the authorization code flow with PKCE.

    begin ──> provider, with state, nonce and a challenge ──> finish ──> who it is

The browser must come back with the state and with the cookie that it was given, once and in
time; the provider must answer to the verifier with a token that it signed for us, now, with
our nonce. Protocol and claims are Authlib's, signatures joserfc's; what we decide is which
answers are good enough and what they mean here.

Source: OpenID Connect Core 1.0 section 3.1; RFC 7636 (PKCE); RFC 9700 (best practice).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from sqlalchemy import Engine

from service.access.oidc_discovery import Discovery, Wire, get_json
from service.access.oidc_settings import Provider
from service.access.principal import Principal, PrincipalKind
from service.access.secrets import digest_of, is_same, new_secret
from service.errors import NotAllowedError, UnknownCallerError
from service.store.sessions import SignIn
from service.store.unit import unit_of_work

log = logging.getLogger(__name__)

TIME_TO_SIGN_IN = timedelta(minutes=10)
# What clocks may differ by, in seconds.
_LEEWAY = 60
# Public-key signatures only: `none` proves nothing, and HS256 could be made with a public key.
ALGORITHMS = ("RS256", "ES256")
_SCOPE = "openid email profile"
_MAX_NAME = 200
_REFUSED = "The sign-in was not accepted; start it again."
_NO_ROLE = "This account has no role here; ask who runs the service to give it one."


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and the cookie that it has to bring back."""

    url: str = field(repr=False)
    cookie: str = field(repr=False)


class OidcClient:
    """One provider: what it says of itself is fetched once an hour, its keys with it."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._discovery = Discovery(provider.issuer)

    def begin(self, engine: Engine, return_to: str, *, at: datetime) -> Begun:
        """Begin a sign-in that ends at *return_to*, a path of this server; others become "/".

        Raises:
            OverloadedError: The provider does not answer.
        """
        endpoint = self._discovery.endpoint("authorization_endpoint")
        state, cookie, nonce, verifier = (new_secret() for _ in range(4))
        with self._wire() as wire:
            url, _ = wire.create_authorization_url(
                endpoint, state=state, code_verifier=verifier, nonce=nonce
            )
        begun = SignIn(
            state_digest=digest_of(state),
            browser_digest=digest_of(cookie),
            nonce=nonce,
            verifier=verifier,
            return_to=local_path(return_to),
            expires_at=at + TIME_TO_SIGN_IN,
        )
        with unit_of_work(engine, at=at) as store:
            store.sign_ins.add(begun, at=at)
        return Begun(url, cookie)

    def finish(self, begun: SignIn, code: str, *, at: datetime) -> Principal:
        """Ask the provider who came back with *code*, and return what they may do here.

        Raises:
            UnknownCallerError: The provider or its token is not what it has to be.
            NotAllowedError: The user is in no group that has a role.
            OverloadedError: The provider does not answer.
        """
        with self._wire() as wire:
            token = self._token(wire, begun, code)
            claims = self._claims(token, begun.nonce, at)
            groups = groups_in(claims, self.provider.groups)
            if groups is None:
                # Some providers keep the token small and tell the groups when asked.
                groups = groups_in(self._userinfo(wire, token, claims), self.provider.groups)
        role = self.provider.role_of(groups or frozenset())
        if role is None:
            log.info("sign-in refused: no group of the user has a role")
            raise NotAllowedError(_NO_ROLE)
        return Principal(user_name(claims), role, PrincipalKind.SESSION)

    def _wire(self) -> Wire:
        wire: Wire = OAuth2Client(
            client_id=self.provider.client_id,
            client_secret=self.provider.client_secret or None,
            scope=_SCOPE,
            redirect_uri=self.provider.redirect_uri,
            code_challenge_method="S256",
            timeout=self._discovery.timeout,
        )
        return wire

    def _token(self, wire: Wire, begun: SignIn, code: str) -> Mapping[str, Any]:
        endpoint = self._discovery.endpoint("token_endpoint")
        with self._discovery.told_as_ours():
            try:
                token: Mapping[str, Any] = wire.fetch_token(
                    endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=begun.verifier,
                    redirect_uri=self.provider.redirect_uri,
                )
            except OAuthError as error:
                raise _refused(f"token endpoint: {error.error}") from error
        return token

    def _claims(self, token: Mapping[str, Any], nonce: str, at: datetime) -> Mapping[str, Any]:
        written = token.get("id_token")
        if not isinstance(written, str):
            raise _refused("no ID token")
        try:
            decoded = self._decoded(written)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": self.provider.issuer},
                    "aud": {"essential": True, "value": self.provider.client_id},
                    "nonce": {"essential": True, "value": nonce},
                },
                {
                    "nonce": nonce,
                    "client_id": self.provider.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(at.timestamp()), leeway=_LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise _refused(f"ID token: {type(error).__name__}") from error
        found: Mapping[str, Any] = claims
        return found

    def _decoded(self, written: str) -> jwt.Token:
        try:
            return jwt.decode(written, self._discovery.keys(), algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            # The provider has changed its keys since we asked.
            return jwt.decode(written, self._discovery.keys(fresh=True), algorithms=ALGORITHMS)

    def _userinfo(
        self, wire: Wire, token: Mapping[str, Any], claims: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        endpoint = self._discovery.endpoint_if_any("userinfo_endpoint")
        if endpoint is None or "access_token" not in token:
            return {}
        with self._discovery.told_as_ours():
            found = get_json(wire, endpoint, token=str(token["access_token"]))
        if found.get("sub") != claims["sub"]:
            raise _refused("userinfo is about somebody else")
        return found


def come_back(engine: Engine, state: str, cookie: str | None, *, at: datetime) -> SignIn:
    """Return the sign-in that a browser comes back from, and forget it, come what may.

    Raises:
        UnknownCallerError: It is unknown, over, used before, or another browser began it.
    """
    with unit_of_work(engine, at=at) as store:
        begun = store.sign_ins.take(digest_of(state), at=at)
    if begun is None or cookie is None or not is_same(digest_of(cookie), begun.browser_digest):
        raise _refused("state unknown, used before, or another browser's")
    return begun


def local_path(given: str) -> str:
    r"""Return *given* when it is a path of this server, else "/": no page sends people away.

    Browsers read "//x", "/\x" and what has control characters in it as other hosts.
    """
    is_local = given.startswith("/") and given.isprintable() and "\\" not in given
    try:
        parts = urlsplit(given)
    except ValueError:
        return "/"
    return given if is_local and not given.startswith("//") and not parts.netloc else "/"


def groups_in(claims: Mapping[str, Any], path: str) -> frozenset[str] | None:
    """Return the groups at *path*, dots leading into objects; None when there is no such claim.

    A claim whose whole name is *path* goes before: some are URLs.
    """
    found: Any = claims
    if path in claims:
        found = claims[path]
    else:
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    if isinstance(found, list):
        return frozenset(group for group in found if isinstance(group, str))
    return None


def user_name(claims: Mapping[str, Any]) -> str:
    """Return what to call a user in the log: the e-mail address, else the subject.

    An address that the provider says it has not verified could be anybody's.
    """
    address = claims.get("email")
    is_good = isinstance(address, str) and address.isprintable() and address.strip()
    if is_good and claims.get("email_verified", True) is True:
        return str(address).strip()[:_MAX_NAME]
    return str(claims["sub"])[:_MAX_NAME]


def _refused(why: str) -> UnknownCallerError:
    # The person is told to start again; which check failed is for who runs the service.
    log.warning("sign-in refused: %s", why)
    return UnknownCallerError(_REFUSED)
