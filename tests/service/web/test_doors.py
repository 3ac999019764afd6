"""Each role at each page, and forms that another site sends."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import RouteContext
from fastapi.testclient import TestClient

from service.access.keys import create_key
from service.access.roles import Role
from service.app import create_app
from service.config import Settings
from service.store.engine import open_engine
from service.store.unit import unit_of_work
from tests.service.api.callers import key_headers, least_role
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.store.strategies import AT
from tests.service.web.doors import PUBLIC, filled, web_routes

ROUTES = [
    pytest.param(route, method, id=f"{method} {route.path}") for route, method in web_routes()
]
FORMS = [each for each in ROUTES if each.values[1] != "GET"]
OWN = {"Sec-Fetch-Site": "same-origin"}
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {},
)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Any, str]]:
    """A client, the headers of each role, and the key of an administrator."""
    url = f"sqlite:///{tmp_path_factory.mktemp('doors') / 'store.db'}"
    app = create_app(Settings(database_url=url), executor=hashing_executor)
    with local_client(app, follow_redirects=False) as client:
        engine = open_engine(url)
        headers = key_headers(engine)
        with unit_of_work(engine, actor="local", at=AT) as store:
            made = create_key(store, "chief", Role.ADMIN, by="local", at=AT, expires_at=None)
        yield client, headers, made.token
        engine.dispose()


@pytest.fixture
def signed_in(doors: tuple[TestClient, Any, str]) -> Iterator[TestClient]:
    """A browser in which an administrator has signed in."""
    client, _, token = doors
    client.cookies.clear()
    answer = client.post("/sign-in", data={"key": token}, headers=OWN)
    assert answer.status_code == 303
    yield client
    client.cookies.clear()


def test_every_page_declares_one_role() -> None:
    """Those for everybody are a short list; whoever adds to it says so there."""
    assert len(ROUTES) >= 8
    public = {each.values[0].path for each in ROUTES if least_role(each.values[0]) is None}
    assert public == PUBLIC


@pytest.mark.parametrize(("route", "method"), ROUTES)
def test_each_role_at_each_page(
    doors: tuple[TestClient, Any, str], route: RouteContext, method: str
) -> None:
    """Who is unknown is led to signing in; who may too little is told; others are let through."""
    client, headers, _ = doors
    least, path = least_role(route), filled(route.path)
    for role in (None, *Role):
        answer = client.request(method, path, headers=headers[role] | OWN)
        if least is None or (role is not None and role.allows(least)):
            assert answer.status_code not in {403, 500}, role
            assert answer.status_code != 401 or path == "/sign-in"
        elif role is not None:
            assert answer.status_code == 403, role
        elif method == "GET":
            assert (answer.status_code, answer.headers["location"]) == (
                303,
                f"/sign-in?next={path}",
            )
        else:
            assert answer.status_code == 401


@pytest.mark.parametrize("sent", FOREIGN, ids=str)
@pytest.mark.parametrize(("route", "method"), FORMS)
def test_a_form_of_another_site_is_refused(
    signed_in: TestClient, route: RouteContext, method: str, sent: dict[str, str]
) -> None:
    """The browser's cookie does not speak for its person, whatever the form is.

    A request without a word on where it comes from is no browser's of today: with a cookie it
    is refused; what needs no session lets programs in.
    """
    answer = signed_in.request(method, filled(route.path), headers=sent)
    if sent or least_role(route) is not None:
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("route", "method"), FORMS)
def test_a_form_of_our_own_is_not(signed_in: TestClient, route: RouteContext, method: str) -> None:
    """The test above would see it: the same request from a page of this server goes on."""
    answer = signed_in.request(method, filled(route.path), headers=OWN)
    assert answer.status_code not in {403, 500}
