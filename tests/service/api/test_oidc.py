"""Signing in through a provider over HTTP: redirects, cookies and problems."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.clock import run_time
from service.config import Settings
from tests.service.access.issuer import CLIENT_ID, CLIENT_SECRET, Issuer, running_issuer
from tests.service.api.callers import PUBLIC, cookies_of
from tests.service.api.conftest import hashing_executor, local_client


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
