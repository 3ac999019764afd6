"""The OpenAPI document: FastAPI's own, with problems as what errors answer with."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from service.api.guard import declared_roles
from service.api.problems import MEDIA_TYPE, Problem

_SCHEMA = "#/components/schemas/Problem"
# Told of every operation, in place of FastAPI's own form for 422.
RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What was asked for cannot be done; the problem says why.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": _SCHEMA}}},
    },
    "5XX": {
        "description": "The server cannot do it now; the problem carries the request's identifier.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": _SCHEMA}}},
    },
}


def install(app: FastAPI) -> None:
    """Let *app* describe itself with problems among its schemas."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    _tell_roles(found["paths"], app)
    return found


def _tell_roles(paths: dict[str, Any], app: FastAPI) -> None:
    """Say at each operation which role it needs at least."""
    for route in iter_route_contexts(app.routes):
        operations = paths.get(route.path_format or "", {})
        for method in route.methods or ():
            if method.lower() in operations:
                role = next(iter(declared_roles(route.dependant)), None)
                operations[method.lower()]["x-role"] = role or "anyone"
