"""Routes of the pages, and requests to them that mean nothing; what tests of doors share."""

import re
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import RouteContext

from service.web import create_web
from tests.service.api.callers import api_routes

WEB: FastAPI = create_web()
"""The pages by themselves: their routes can be looked at without a database."""
PUBLIC = {"/static/{digest}/{name}", "/language", "/single-keys", "/sign-in"}
"""What everybody may see: files, choices of a browser, and signing in."""

# What a request that stands for nothing is filled with; it must look like what is asked for.
_HOLE = re.compile(r"\{(\w+)(?::\w+)?\}")
_PREFIXES = {"comparison": "cmp", "finding": "fnd", "document": "doc", "decision": "dec"}
_PLAIN = {"form": "csv", "name": "desk.css", "digest": "0", "what": "pairs"}


def web_routes() -> Iterator[tuple[RouteContext, str]]:
    """Return every route of the pages with each of its methods."""
    for route in api_routes(WEB):
        for method in sorted(route.methods or ()):
            yield route, method


def filled(path: str) -> str:
    """Return *path* with identifiers of nothing in its holes."""

    def fill(hole: re.Match[str]) -> str:
        name = hole[1]
        if not name.endswith("_id"):
            return _PLAIN.get(name, "x")
        kind = name.removesuffix("_id")
        return f"{_PREFIXES.get(kind, kind[:3])}_{'0' * 20}"

    return _HOLE.sub(fill, path)
