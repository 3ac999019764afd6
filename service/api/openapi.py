"""The OpenAPI document: FastAPI's own, with problems as what errors answer with."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api import described
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
        title=app.title,
        version=app.version,
        description=app.description,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        routes=app.routes,
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    found["components"]["headers"] = described.components()
    described.describe_operations(found["paths"], app)
    used = {
        tag for path in found["paths"].values() for each in path.values() for tag in each["tags"]
    }
    found["tags"] = [
        {"name": name, "description": words}
        for name, words in described.TAGS.items()
        if name in used
    ]
    return found
