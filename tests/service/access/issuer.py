"""An OpenID Connect provider on loopback: a real HTTP server that can be told to misbehave.

It does itself what a good provider does: codes are good once, for the client, the redirect
address and the PKCE verifier that they were made for.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT_ID = "contraste"
CLIENT_SECRET = "s3cr3t-of-the-client"  # noqa: S105 - the fake provider's own

Sign = Callable[["Issuer", dict[str, Any]], str]


@dataclass
class Issuer:
    """The provider's state.

    `claims` are added to each token, a None takes a claim away; `sign` makes the token; `now`
    is the provider's clock, seconds since 1970.
    """

    url: str
    now: int
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    sign: Sign = field(default=lambda issuer, claims: issuer.signed("rsa", claims))
    asked: list[str] = field(default_factory=list)
    fails: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: dict[str, Any] = field(
        default_factory=lambda: {
            "rsa": RSAKey.generate_key(2048, {"kid": "rsa"}),
            "ec": ECKey.generate_key("P-256", {"kid": "ec"}),
        }
    )

    def signed(self, key: str, claims: dict[str, Any], **header: str) -> str:
        """Return *claims* signed well with one of the provider's keys."""
        algorithm = {"rsa": "RS256", "ec": "ES256"}[key]
        return jwt.encode({"alg": algorithm, "kid": key, **header}, claims, self.keys[key])

    def authorize(self, url: str) -> tuple[str, str]:
        """Sign the user in at the authorization address *url*; return state and code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return asked["state"], code

    def description(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            **self.described,
        }

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Answer the token endpoint: status and body."""
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        challenge = _base64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        is_good = (
            asked is not None
            and authorization == f"Basic {basic}"
            and asked["client_id"] == CLIENT_ID
            and asked["redirect_uri"] == form.get("redirect_uri")
            and asked["code_challenge_method"] == "S256"
            and asked["code_challenge"] == challenge
        )
        if not is_good or asked is None:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.url,
            "sub": "u-17",
            "aud": CLIENT_ID,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            "email": "ana@x.org",
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        written = self.sign(self, claims)
        return 200, {"access_token": "at-1", "token_type": "Bearer", "id_token": written}


def unsigned(_: Issuer, claims: dict[str, Any]) -> str:
    """Return a token that says `alg: none` and has no signature."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def signed_by_a_stranger(_: Issuer, claims: dict[str, Any]) -> str:
    """Return a token signed by another key that bears the provider's key id."""
    return jwt.encode({"alg": "RS256", "kid": "rsa"}, claims, RSAKey.generate_key(2048))


def signed_with_the_public_key(issuer: Issuer, claims: dict[str, Any]) -> str:
    """Return a token whose HS256 secret is the provider's public key, which everybody has."""
    # By hand: libraries refuse to make such a token.
    public = issuer.keys["rsa"].as_pem(private=False)
    signed = f"{_part({'alg': 'HS256', 'kid': 'rsa'})}.{_part(claims)}"
    return f"{signed}.{_base64(hmac.digest(public, signed.encode(), 'sha256'))}"


def signed_with_a_key_of_its_own(_: Issuer, claims: dict[str, Any]) -> str:
    """Return a token that brings the key to check it with."""
    key = RSAKey.generate_key(2048)
    header = {"alg": "RS256", "jwk": key.as_dict(private=False)}
    return jwt.encode(header, claims, key)


def changed_after_signing(issuer: Issuer, claims: dict[str, Any]) -> str:
    """Return a token whose claims were changed when it was signed already."""
    head, _, signature = issuer.signed("rsa", claims).split(".")
    return f"{head}.{_part({**claims, 'groups': ['chiefs']})}.{signature}"


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


@contextmanager
def running_issuer(now: int) -> Iterator[Issuer]:
    """Run a provider on a free port of loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_address[1]}", now)
    server.issuer = issuer  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    @property
    def issuer(self) -> Issuer:
        found: Issuer = self.server.issuer  # type: ignore[attr-defined]
        return found

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/authorize":
            state, code = self.issuer.authorize(self.path)
            back = self.issuer.codes[code]["redirect_uri"]
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode({'state': state, 'code': code})}")
            self.end_headers()
        elif path == "/userinfo":
            is_known = self.headers.get("Authorization") == "Bearer at-1"
            self._answer(200 if is_known else 401, {"sub": "u-17", **self.issuer.userinfo})
        else:
            keys = [key.as_dict(private=False) for key in self.issuer.keys.values()]
            pages = {
                "/.well-known/openid-configuration": self.issuer.description(),
                "/keys": {"keys": keys},
            }
            self._answer(200 if path in pages else 404, pages.get(path, {}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(*self.issuer.token(form, self.headers.get("Authorization", "")))

    def _answer(self, status: int, value: dict[str, Any]) -> None:
        self.issuer.asked.append(urlsplit(self.path).path)
        body = json.dumps(value).encode()
        self.send_response(500 if self.issuer.fails else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
