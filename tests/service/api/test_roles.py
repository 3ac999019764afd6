"""Each role at each route: who may is let through, everybody else is told why not."""

import re
from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import RouteContext
from fastapi.testclient import TestClient

from service.access.roles import Role
from service.api.app import create_app
from service.api.guard import Anyone, Editor, Reader
from service.config import Settings
from service.store.engine import open_engine
from tests.service.api.callers import PUBLIC_PATHS, api_routes, key_headers, least_role
from tests.service.api.conftest import hashing_executor, local_client

APP = create_app(Settings(), executor=hashing_executor)
ROUTES = [
    pytest.param(route, method, id=f"{method} {route.path}")
    for route in api_routes(APP)
    for method in sorted(route.methods)
]
# What a request that stands for nothing is filled with; it must look like what is asked for.
_HOLE = re.compile(r"\{(\w+)(?::\w+)?\}")
_PREFIXES = {
    "comparison": "cmp",
    "finding": "fnd",
    "document": "doc",
    "reading": "rdg",
    "page": "pag",
}


def _id(match: re.Match[str]) -> str:
    kind = match[1].removesuffix("_id")
    return f"{_PREFIXES.get(kind, kind[:3])}_{'0' * 20}"


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict]]:
    """A client and the headers of each role; one database for all: nothing is left in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('roles') / 'store.db'}"
    app = create_app(Settings(database_url=url), executor=hashing_executor)
    with local_client(app, follow_redirects=False) as client:
        engine = open_engine(url)
        yield client, key_headers(engine)
        engine.dispose()


def test_every_route_declares_one_role() -> None:
    """A reader's, a reviewer's, an editor's, an administrator's, or everybody's: but said."""
    assert len(ROUTES) >= 8
    for route in api_routes(APP):
        least_role(route)


def test_what_is_for_everybody_is_a_short_list() -> None:
    """Health, and what signing in needs; whoever adds to it says so here."""
    public = {route.path for route in api_routes(APP) if least_role(route) is None}
    assert public | PUBLIC_PATHS <= {
        "/openapi.json",
        "/healthz",
        "/readyz",
        "/metrics",
        "/v1/session",
        "/auth/oidc/login",
        "/auth/oidc/callback",
    }


@pytest.mark.parametrize(("route", "method"), ROUTES)
def test_each_role_at_each_route(
    doors: tuple[TestClient, dict[Role | None, dict[str, str]]], route: RouteContext, method: str
) -> None:
    """401 without a key, 403 with too low a role; let through with the role or a higher one."""
    client, headers = doors
    least = least_role(route)
    path = _HOLE.sub(_id, route.path)
    for role in (None, *Role):
        body = {} if method in {"POST", "PUT", "PATCH"} else None
        status = client.request(method, path, headers=headers[role], json=body).status_code
        if least is None or (role is not None and role.allows(least)):
            assert status not in {401, 403, 500}, (role, status)
        else:
            assert status == (401 if role is None else 403), (role, status)


@pytest.mark.parametrize(("route", "method"), ROUTES)
def test_the_description_tells_the_role(route: RouteContext, method: str) -> None:
    """`x-role` in the OpenAPI document, which is what people read."""
    if route.include_in_schema:
        described = APP.openapi()["paths"][route.path_format][method.lower()]
        assert described["x-role"] == (least_role(route) or "anyone")


def test_a_route_without_a_role_is_found() -> None:
    """The check above would fail: a route that declares none, or two."""
    app, inner = create_app(Settings(), executor=hashing_executor), APIRouter()

    @app.get("/none")
    def none() -> None: ...

    @app.get("/two")
    def two(_: Reader, __: Editor) -> None: ...

    @inner.get("/both")
    def both(_: Reader, __: Anyone) -> None: ...

    app.include_router(inner)

    wrong = []
    for route in api_routes(app):
        try:
            least_role(route)
        except AssertionError:
            wrong.append(route.path)
    assert wrong == ["/none", "/two", "/both"]
    app.mount("/files", FastAPI())
    with pytest.raises(AssertionError, match="/files declares no role"):
        list(api_routes(app))


def test_who_asks_comes_before_what_is_asked(store_url: str) -> None:
    """A cursor or a window that makes no sense is nothing to those who may not ask."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app, peer="192.0.2.7") as stranger:
        for path in ("/v1/audit", "/v1/reports/consistency", "/v1/claims"):
            assert stranger.get(path, params={"cursor": "x"}).status_code == 401
