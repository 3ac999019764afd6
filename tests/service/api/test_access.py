"""Keys and sessions over HTTP, on both databases: what is sent, what is set, what is shown."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, text

from service.access.roles import Role
from service.api.app import create_app
from service.api.problems import Problem
from service.clock import run_time
from service.config import Settings
from service.store.engine import open_engine, view
from service.store.unit import read_only
from tests.service.access.issuer import CLIENT_ID, CLIENT_SECRET, Issuer, running_issuer
from tests.service.api.callers import key_headers
from tests.service.api.conftest import hashing_executor, local_client

PUBLIC = "https://c.example.org"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
Headers = dict[Role | None, dict[str, str]]


@pytest.fixture
def engine(client: TestClient, store_url: str) -> Iterator[Engine]:
    """The database behind the client."""
    found = open_engine(store_url)
    yield found
    found.dispose()


@pytest.fixture
def headers(engine: Engine) -> Headers:
    """The headers of each role."""
    return key_headers(engine)


@pytest.fixture
def public(store_url: str) -> Iterator[TestClient]:
    """A client that reaches the service over TLS, by its public address."""
    app = create_app(Settings(database_url=store_url, public_url=PUBLIC), executor=hashing_executor)
    with local_client(app, "10.0.0.7", base_url=PUBLIC, follow_redirects=False) as found:
        yield found


def token_of(headers: dict[str, str]) -> str:
    """Return the key that *headers* carry."""
    return headers["Authorization"].removeprefix("Bearer ")


def cookies_of(answer: Response) -> SimpleCookie:
    """Return what the answer sets."""
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        jar.load(line)
    return jar


def test_at_once_on_one_machine(client: TestClient) -> None:
    """The person at the machine makes the first key, and from then on needs it."""
    assert client.get("/v1/session").json() == {
        "name": "local",
        "role": "admin",
        "kind": "local",
        "actor": "local",
        "key_id": None,
    }
    made = client.post("/v1/keys", json={"name": "me", "role": "admin"})
    assert made.status_code == 201
    assert made.headers["Cache-Control"] == "no-store"
    assert client.get("/v1/session").status_code == 401
    with_key = client.get("/v1/session", headers={"X-API-Key": made.json()["key"]})
    assert (with_key.json()["actor"], with_key.json()["role"]) == ("key:me", "admin")


@pytest.mark.parametrize(
    ("peer", "marks", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.0.0.7", {}, 401),
        ("127.0.0.1", {"Host": "evil.example.org"}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "8.8.8.8"}, 401),
        ("127.0.0.1", {"Forwarded": "for=8.8.8.8"}, 401),
    ],
)
def test_the_open_door_is_for_this_machine(
    store_url: str, peer: str, marks: dict[str, str], status: int
) -> None:
    """No neighbour, no site that was turned to 127.0.0.1, nobody behind a proxy."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app, peer) as found:
        assert found.get("/v1/session", headers=marks).status_code == status
        assert found.post("/v1/keys", json={}, headers=marks).status_code in {401, 422}
        assert found.get("/healthz", headers=marks).status_code == 200


def test_another_site_makes_no_key_through_the_open_door(client: TestClient) -> None:
    """The browser of the person at the machine is asked by a page of somebody else's."""
    asked = {"name": "evil", "role": "admin"}
    for marks in ({"Origin": "https://evil.org"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/v1/keys", json=asked, headers=marks)
        assert answer.status_code == 403
        assert "Another site" in answer.json()["detail"]
    assert client.get("/v1/keys").json() == {"keys": []}


def test_an_answer_is_given_again_to_who_asked_only(client: TestClient, headers: Headers) -> None:
    """Somebody else's `Idempotency-Key` is no key to their answer."""
    once = {"Idempotency-Key": "once"}
    sides = {"left": {"text": "Hay 42 heridos."}, "right": {"text": "Hay 45 heridos."}}
    first, second = headers[Role.READER] | once, headers[Role.EDITOR] | once
    assert client.post("/v1/comparisons", json=sides, headers=first).status_code == 200
    again = client.post("/v1/comparisons", json=sides, headers=first)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = client.post("/v1/comparisons", json={"left": {}}, headers=second)
    assert other.status_code == 422
    assert "invalid" in other.json()
    own = client.post("/v1/comparisons", json=sides, headers=second)
    assert "Idempotent-Replayed" not in own.headers


def test_a_stranger_is_told_how_to_come_in(client: TestClient, headers: Headers) -> None:
    """401 with the scheme, the same for every wrong key."""
    unknown = client.get("/v1/session")
    assert unknown.status_code == 401
    assert unknown.headers["WWW-Authenticate"] == "Bearer"
    assert "sign in" in Problem.model_validate_json(unknown.content).detail
    right = token_of(headers[Role.ADMIN])
    seen = {
        client.get("/v1/keys", headers={"Authorization": f"Bearer {wrong}"}).json()["detail"]
        for wrong in ("x", right[:-1], right[:-3] + "AAA", "ctr_" + "0" * 20 + "_" + "A" * 43)
    }
    assert len(seen) == 1


def test_a_key_is_made_listed_and_revoked(client: TestClient, headers: Headers) -> None:
    """Shown once; listed without it; at once of no use when revoked, which may be said twice."""
    admin = headers[Role.ADMIN]
    until = (run_time() + timedelta(days=1)).isoformat()
    asked = {"name": "nightly", "role": "editor", "expires_at": until}
    made = client.post("/v1/keys", json=asked, headers=admin).json()
    listed = client.get("/v1/keys", headers=admin)
    assert made["key"] not in listed.text
    (found,) = (key for key in listed.json()["keys"] if key["name"] == "nightly")
    assert found == {name: value for name, value in made.items() if name != "key"}
    assert (found["holds"], found["created_by"]) == (True, "key:a admin")
    mine = {"Authorization": f"Bearer {made['key']}"}
    assert client.get("/v1/session", headers=mine).json()["role"] == "editor"
    for _ in range(2):
        gone = client.delete(f"/v1/keys/{made['key_id']}", headers=admin)
        assert gone.status_code == 204
    assert client.get("/v1/session", headers=mine).status_code == 401
    assert client.delete(f"/v1/keys/key_{'0' * 20}", headers=admin).status_code == 404
    assert client.post("/v1/keys", json=asked, headers=admin).status_code == 409


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"name": "", "role": "reader"},
        {"name": "a\u0000", "role": "reader"},
        {"name": "x" * 81, "role": "reader"},
        {"name": "a", "role": "root"},
        {"name": "a", "role": "reader", "expires_at": "2001-01-01T00:00:00Z"},
        {"name": "a", "role": "reader", "expires_at": "9999-12-31T23:59:59-14:00"},
        {"name": "a", "role": "reader", "expires_at": "0001-01-01T00:00:00+14:00"},
        {"name": "a", "role": "reader", "expires_at": "2099-01-01T00:00:00"},
        {"name": "a", "role": "reader", "more": 1},
    ],
)
def test_a_key_that_makes_no_sense(client: TestClient, asked: dict[str, str]) -> None:
    """422, and nothing is made."""
    assert client.post("/v1/keys", json=asked).status_code == 422
    assert client.get("/v1/keys").json() == {"keys": []}


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


def test_writes_are_in_the_log_by_who_made_them(
    client: TestClient, engine: Engine, headers: Headers
) -> None:
    """Keys and sessions, with the actor's name."""
    admin = headers[Role.ADMIN]
    made = client.post("/v1/keys", json={"name": "n", "role": "reader"}, headers=admin).json()
    client.post("/v1/session", json={"key": made["key"]})
    client.delete(f"/v1/keys/{made['key_id']}", headers=admin)
    with read_only(engine) as store:
        assert [(entry.actor, entry.action) for entry in store.audit.latest(4)] == [
            ("key:a admin", "session.end"),
            ("key:a admin", "key.revoke"),
            ("key:n", "session.create"),
            ("key:a admin", "key.create"),
        ]
        assert store.audit.verify().broken is None


def test_secrets_are_neither_logged_nor_echoed_nor_stored(
    client: TestClient,
    engine: Engine,
    headers: Headers,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Keys and cookies, through good requests and bad ones, at the most talkative level."""
    caplog.set_level(logging.DEBUG)
    admin, reader = headers[Role.ADMIN], headers[Role.READER]
    made = client.post(
        "/v1/keys",
        json={"name": "n", "role": "reader"},
        headers={**admin, "Idempotency-Key": "once"},
    ).json()["key"]
    answers = [
        client.get("/v1/keys", headers=admin),
        client.get("/v1/keys", headers=reader),
        client.get("/v1/keys", headers={"X-API-Key": made + "x"}),
        client.post("/v1/session", json={"key": made, "more": 1}),
        client.post("/v1/session", json={"key": [made]}),
        client.post("/v1/session", json={"key": made}),
    ]
    cookie = client.cookies["contraste_session"]
    answers.append(client.get("/v1/session"))
    secrets = [cookie, made, token_of(admin), token_of(reader)]
    shown = "".join([caplog.text, *capfd.readouterr()]) + "".join(answer.text for answer in answers)
    with view(engine) as session:
        for table in ("api_key", "web_session", "audit", "answer"):
            shown += str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
    for secret in secrets:
        # Its parts are told apart by underscores, and its letters may hold one.
        assert secret[-30:] not in shown


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """A provider whose clock is the machine's."""
    with running_issuer(int(run_time().timestamp())) as found:
        found.claims = {"groups": ["desk"]}
        yield found


@pytest.fixture
def oidc(store_url: str, issuer: Issuer) -> Iterator[TestClient]:
    """A client of a service that people sign in to through the provider."""
    settings = Settings(
        database_url=store_url,
        public_url=PUBLIC,
        oidc_issuer=issuer.url,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_roles="desk=editor",
    )
    app = create_app(settings, executor=hashing_executor)
    with local_client(app, "10.0.0.7", base_url=PUBLIC, follow_redirects=False) as found:
        yield found


def test_signing_in_through_the_provider(oidc: TestClient, issuer: Issuer) -> None:
    """There, back, and to the page where one was going; nobody comes in before."""
    assert oidc.get("/v1/session").status_code == 401
    there = oidc.get("/auth/oidc/login", params={"return_to": "/stories?x=1"})
    assert there.status_code == 303
    (cookie,) = cookies_of(there).values()
    assert cookie.key == "__Host-contraste_sign_in"
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("lax", "/", "600")
    state, code = issuer.authorize(there.headers["location"])
    back = oidc.get("/auth/oidc/callback", params={"state": state, "code": code})
    assert (back.status_code, back.headers["location"]) == (303, "/stories?x=1")
    assert cookies_of(back)["__Host-contraste_sign_in"]["max-age"] == "0"
    assert back.headers["Cache-Control"] == "no-store"
    assert oidc.get("/v1/session").json() == {
        "name": "ana@x.org",
        "role": "editor",
        "kind": "session",
        "actor": "user:ana@x.org",
        "key_id": None,
    }
    again = oidc.get("/auth/oidc/callback", params={"state": state, "code": code})
    assert again.status_code == 401


def test_the_way_back_needs_the_browser_that_went(oidc: TestClient, issuer: Issuer) -> None:
    """A link with somebody else's state signs nobody in."""
    there = oidc.get("/auth/oidc/login")
    state, code = issuer.authorize(there.headers["location"])
    oidc.cookies.clear()
    back = oidc.get("/auth/oidc/callback", params={"state": state, "code": code})
    assert back.status_code == 401
    assert "set-cookie" not in back.headers


@pytest.mark.parametrize(
    "params", [{}, {"state": "x"}, {"state": "x", "code": "y"}, {"error": "<b>no</b>"}]
)
def test_a_way_back_that_leads_nowhere(oidc: TestClient, params: dict[str, str]) -> None:
    """One sentence, and nothing of what was sent."""
    answer = oidc.get("/auth/oidc/callback", params=params)
    assert answer.status_code == 401
    assert "<b>" not in answer.text


def test_a_provider_that_said_no(oidc: TestClient, issuer: Issuer) -> None:
    """The user thought better of it: the state is spent."""
    there = oidc.get("/auth/oidc/login")
    state, code = issuer.authorize(there.headers["location"])
    no = oidc.get("/auth/oidc/callback", params={"state": state, "error": "access_denied"})
    assert no.status_code == 401
    late = oidc.get("/auth/oidc/callback", params={"state": state, "code": code})
    assert late.status_code == 401


def test_who_has_no_role_and_what_is_down(oidc: TestClient, issuer: Issuer) -> None:
    """403 and 503, as problems."""
    issuer.claims = {"groups": ["sports"]}
    there = oidc.get("/auth/oidc/login")
    state, code = issuer.authorize(there.headers["location"])
    back = oidc.get("/auth/oidc/callback", params={"state": state, "code": code})
    assert (back.status_code, "no role here" in back.json()["detail"]) == (403, True)
    assert "__Host-contraste_session" not in cookies_of(back)
    there = oidc.get("/auth/oidc/login")
    state, code = issuer.authorize(there.headers["location"])
    issuer.fails = True
    back = oidc.get("/auth/oidc/callback", params={"state": state, "code": code})
    assert back.status_code == 503


def test_without_a_provider(client: TestClient) -> None:
    """404 that says what to do."""
    for path in ("login", "callback"):
        answer = client.get(f"/auth/oidc/{path}")
        assert (answer.status_code, "with a key" in answer.json()["detail"]) == (404, True)
