"""Callers of every role, for tests of what each may do, and what they carry."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

from fastapi import FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from httpx2 import Response
from sqlalchemy import Engine

from service.access.keys import create_key
from service.access.roles import Role
from service.api.guard import declared_roles
from service.store.unit import unit_of_work
from tests.service.store.strategies import AT

Headers = dict[Role | None, dict[str, str]]
PUBLIC = "https://c.example.org"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
PUBLIC_PATHS = {"/openapi.json"}
"""Routes that are not FastAPI's own, and so cannot declare a role: everybody may see them."""


def api_routes(app: FastAPI) -> Iterator[RouteContext]:
    """Return every route of *app* that declares what it needs; fail at one that cannot."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute):
            yield route
        else:
            assert route.path in PUBLIC_PATHS, f"{route.path} declares no role"


def least_role(route: RouteContext) -> Role | None:
    """Return the one role that *route* declares, None when it is for everybody."""
    declared = declared_roles(route.dependant)
    assert len(declared) == 1, f"{route.path} declares {declared}: one is needed"
    return declared[0]


def key_headers(engine: Engine) -> Headers:
    """Make a key of each role; return the headers of who has it, and of who has none."""
    found: Headers = {None: {}}
    with unit_of_work(engine, actor="local", at=AT) as store:
        for role in Role:
            made = create_key(store, f"a {role}", role, by="local", at=AT, expires_at=None)
            found[role] = {"Authorization": f"Bearer {made.token}"}
    return found


def token_of(headers: dict[str, str]) -> str:
    """Return the key that *headers* carry."""
    return headers["Authorization"].removeprefix("Bearer ")


def cookies_of(answer: Response) -> SimpleCookie:
    """Return what the answer sets."""
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        jar.load(line)
    return jar
