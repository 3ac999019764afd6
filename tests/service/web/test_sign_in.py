"""Signing in and out in the browser, and what is told to those who may not."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.access.keys import NewKey, create_key, revoke_key
from service.access.roles import Role
from service.app import create_app
from service.config import Settings
from service.store.unit import unit_of_work
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.api.desk import AT, engine_of

OWN = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}
ELSEWHERE = ("//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "x:y")


@pytest.fixture
def browser(store_url: str) -> Iterator[TestClient]:
    """A browser that follows nothing by itself and has not signed in."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app, follow_redirects=False, headers=OWN) as found:
        yield found


def key_of(browser: TestClient, role: Role = Role.EDITOR, name: str = "María <b>") -> NewKey:
    """Make a key of *role*."""
    with unit_of_work(engine_of(browser), actor="local", at=AT) as store:
        return create_key(store, name, role, by="local", at=AT, expires_at=None)


def test_a_page_leads_to_signing_in_and_back(browser: TestClient) -> None:
    """With its filters; then the frame tells who it is, and signing out ends it."""
    key = key_of(browser)
    led = browser.get("/jobs/job_00000000000000000000?a=1&b=2")
    assert led.status_code == 303
    page = browser.get(led.headers["location"])
    assert 'name="next" value="/jobs/job_00000000000000000000?a=1&amp;b=2"' in page.text
    back = "/jobs/job_00000000000000000000?a=1&b=2"
    entered = browser.post("/sign-in", data={"key": f" {key.token} ", "next": back})
    assert (entered.status_code, entered.headers["location"]) == (303, back)
    assert entered.headers["cache-control"] == "no-store"
    assert "httponly" in entered.headers["set-cookie"].lower()
    start = browser.get("/").text
    assert "<bdi>María &lt;b&gt;</bdi>" in start
    assert "Editor" in start
    assert browser.post("/sign-out").headers["location"] == "/sign-in"
    assert browser.get("/").status_code == 303


def test_the_cookie_is_of_no_use_after_signing_out(browser: TestClient) -> None:
    """The session itself ended, not only its cookie."""
    browser.post("/sign-in", data={"key": key_of(browser).token})
    cookies = dict(browser.cookies)
    browser.post("/sign-out")
    browser.cookies.update(cookies)
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("back", [*ELSEWHERE, "/sign-in", "/sign-in?next=/", "/sign-out", ""])
def test_signing_in_leads_nowhere_else(browser: TestClient, back: str) -> None:
    """Whatever a link says, one stays here and does not go round in circles."""
    answer = browser.post("/sign-in", data={"key": key_of(browser).token, "next": back})
    assert answer.headers["location"] == "/"
    page = browser.get("/sign-in", params={"next": back})
    assert 'name="next" value="/"' in page.text


@pytest.mark.parametrize("key", ["", "wrong", "ctr_" + "0" * 20 + "_" + "x" * 43, "é" * 100])
def test_a_wrong_key_is_refused_in_the_form(browser: TestClient, key: str) -> None:
    """One sentence, the way back is kept, and the key is not shown again."""
    key_of(browser)
    answer = browser.post("/sign-in", data={"key": key, "next": "/jobs"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "unknown, expired or revoked" in answer.text
    assert 'value="/jobs"' in answer.text
    assert not key or key not in answer.text


def test_a_revoked_key_ends_its_sessions(browser: TestClient) -> None:
    """At once, and it opens none any more."""
    key = key_of(browser)
    browser.post("/sign-in", data={"key": key.token})
    with unit_of_work(engine_of(browser), actor="local", at=AT) as store:
        revoke_key(store, key.key.key_id, at=AT)
    assert browser.get("/").status_code == 303
    assert browser.post("/sign-in", data={"key": key.token}).status_code == 401


def test_a_form_of_somebody_signed_out_says_that_nothing_was_done(browser: TestClient) -> None:
    """A form is not led elsewhere, so that going back finds it as it was filled in."""
    key_of(browser)
    answer = browser.post(
        "/compare", data={"left-text": "x"}, headers={"Referer": "http://127.0.0.1:8000/?a=1"}
    )
    assert answer.status_code == 401
    assert "Nothing was done" in answer.text
    assert 'href="/sign-in?next=/%3Fa%3D1"' in answer.text


def test_a_part_of_a_page_leads_the_whole_page(browser: TestClient) -> None:
    """The form does not end up inside a part."""
    key_of(browser)
    answer = browser.get(
        "/jobs/job_00000000000000000000",
        headers={"HX-Request": "true", "Referer": "http://127.0.0.1:8000/jobs"},
    )
    assert answer.headers["hx-redirect"] == "/sign-in?next=/jobs"


def test_without_a_provider_there_is_no_way_to_it(browser: TestClient) -> None:
    """The button is for those who have one."""
    assert "/auth/oidc" not in browser.get("/sign-in").text


@pytest.mark.parametrize("state", ["on", "off"])
def test_single_keys_are_kept(browser: TestClient, state: str) -> None:
    """Scripts read the mark on the page's body."""
    answer = browser.post("/single-keys", data={"state": state, "here": "/jobs"})
    assert answer.headers["location"] == "/jobs"
    assert f'data-single-keys="{state}"' in browser.get("/").text


def test_the_provider_s_button_keeps_the_way_back(store_url: str) -> None:
    """It leads to where one was going, encoded as one value."""
    settings = Settings(
        database_url=store_url,
        public_url="https://contraste.example.org",
        oidc_issuer="https://login.example.org",
        oidc_client_id="contraste",
        oidc_roles="desk=editor",
    )
    app = create_app(settings, executor=hashing_executor)
    with local_client(app, base_url=settings.public_url) as browser:
        page = browser.get("/sign-in", params={"next": "/jobs?state=done&x=1"}).text
    assert 'href="/auth/oidc/login?return_to=/jobs%3Fstate%3Ddone%26x%3D1"' in page
