"""Sessions over HTTP: signing in with a key, signing out, and the cookie between."""

from fastapi.testclient import TestClient

from service.access.roles import Role
from tests.service.api.callers import OWN_PAGE, PUBLIC, Headers, cookies_of, token_of


def test_signing_in_with_a_key(public: TestClient, client: TestClient, headers: Headers) -> None:
    """A cookie that scripts cannot read, for this host and TLS only, that stands for the key."""
    key = token_of(headers[Role.REVIEWER])
    answer = public.post("/v1/session", json={"key": f" {key}\n"}, headers=OWN_PAGE)
    assert answer.status_code == 201
    assert (answer.json()["actor"], answer.json()["kind"]) == ("key:a reviewer", "session")
    (cookie,) = cookies_of(answer).values()
    assert cookie.key == "__Host-contraste_session"
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("lax", "/", "")
    assert cookie["max-age"] == str(12 * 3600)
    assert answer.headers["Cache-Control"] == "no-store"
    assert public.get("/v1/session").json()["role"] == "reviewer"
    assert public.get("/v1/keys").status_code == 403


def test_without_tls_the_cookie_has_the_plain_name(client: TestClient, headers: Headers) -> None:
    """On one's own machine; browsers take `__Host-` over TLS only."""
    answer = client.post("/v1/session", json={"key": token_of(headers[Role.READER])})
    (cookie,) = cookies_of(answer).values()
    assert (cookie.key, cookie["secure"], cookie["httponly"]) == ("contraste_session", "", True)
    assert client.get("/v1/session").json()["role"] == "reader"


def test_signing_out(public: TestClient, headers: Headers, client: TestClient) -> None:
    """The cookie is of no use any more, also not a copy; both are in the log."""
    public.post("/v1/session", json={"key": token_of(headers[Role.READER])})
    copy = dict(public.cookies)
    assert public.delete("/v1/session").status_code == 403
    assert public.delete("/v1/session", headers={"Origin": "https://evil.org"}).status_code == 403
    answer = public.delete("/v1/session", headers=OWN_PAGE)
    assert answer.status_code == 204
    assert cookies_of(answer)["__Host-contraste_session"]["max-age"] == "0"
    public.cookies.update(copy)
    assert public.get("/v1/session").status_code == 401
    admin = headers[Role.ADMIN]
    assert client.delete("/v1/session", headers=admin).status_code == 204


def test_another_site_cannot_sign_somebody_in(public: TestClient, headers: Headers) -> None:
    """As somebody of its choice, to see what they write (login CSRF)."""
    key = {"key": token_of(headers[Role.READER])}
    for marks in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.org"}):
        answer = public.post("/v1/session", json=key, headers=marks)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    for marks in ({"Origin": PUBLIC}, {}):
        assert public.post("/v1/session", json=key, headers=marks).status_code == 201


def test_a_wrong_key_opens_no_session(public: TestClient, headers: Headers) -> None:
    """And nobody learns from the answer what was wrong, or what was sent."""
    key = token_of(headers[Role.READER])
    for wrong in ("nonsense", key[:-1], "x" * 300):
        answer = public.post("/v1/session", json={"key": wrong})
        assert answer.status_code in {401, 422}
        assert wrong not in answer.text
        assert "set-cookie" not in answer.headers
