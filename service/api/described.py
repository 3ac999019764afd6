"""What the OpenAPI document tells beside what FastAPI reads in signatures.

Headers, conditions of requests, tags and examples; everything here is derived from what a
route declares (`TagsDep`, `PageQuery`, `Idempotent`), so that the document cannot forget it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from service.api.etag import tags
from service.api.examples import EXAMPLES
from service.api.guard import Require, declared_roles
from service.api.idempotency import attempt
from service.api.paging import page_request

TAGS = {
    "comparisons": "Two documents compared: findings, with a label and reasons each.",
    "judgements": "What people decided on findings; appended, never changed.",
    "documents": "Stored texts, never changed: a new text is a new revision of its page.",
    "sources": "Who publishes, and what is known of them.",
    "claims": "Single checkable statements.",
    "entities": "Who and what is named; merging, splitting and undoing.",
    "stories": "Documents about one event, and the matrix of their claims.",
    "pairs": "Single pairs of claims, labelled and not stored.",
    "names": "Single pairs of names, compared and not stored.",
    "reports": "What was found in a span of time, for people.",
    "jobs": "Long work.",
    "audit": "What was written, by whom; a chain that cannot be changed unseen.",
    "keys": "API keys.",
    "session": "Signing in with a browser.",
    "health": "For those who watch the service.",
}

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "X-Request-ID": ("The request's identifier, the caller's own where it is a word.", _TEXT),
    "RateLimit": ("What is left of the budget, as draft-ietf-httpapi-ratelimit-headers.", _TEXT),
    "RateLimit-Policy": ("The budget that the request was counted in.", _TEXT),
    "Retry-After": ("Seconds after which trying again may help.", _COUNT),
    "ETag": ("The version shown, strong.", _TEXT),
    "Link": ('The next page, rel="next"; missing on the last one.', _TEXT),
    "Idempotent-Replayed": ('"true" when this was answered before, and done then.', _TEXT),
    "Location": ("Where to go on.", _TEXT),
}
_NOT_MODIFIED = {"description": "The caller has it: nothing changed since its ETag."}


def components() -> dict[str, Any]:
    """Return the headers that responses refer to."""
    return {
        name: {"description": words, "schema": schema} for name, (words, schema) in HEADERS.items()
    }


def describe_operations(paths: dict[str, Any], app: FastAPI) -> None:
    """Add to each operation of *paths* what its route declares."""
    for route in iter_route_contexts(app.routes):
        operations = paths.get(route.path_format or "", {})
        for method in route.methods or ():
            if method.lower() in operations:
                _describe(operations[method.lower()], method, route.dependant)


def _describe(operation: dict[str, Any], method: str, dependant: Dependant) -> None:
    role = next(iter(declared_roles(dependant)), None)
    operation["x-role"] = role or "anyone"
    calls = list(_calls(dependant))
    headers = {"X-Request-ID"}
    if any(isinstance(call, Require) for call in calls):
        headers |= {"RateLimit", "RateLimit-Policy"}
    if tags in calls:
        headers.add("ETag")
        _add_condition(operation, method)
    if page_request in calls:
        headers.add("Link")
    if attempt in calls:
        headers.add("Idempotent-Replayed")
    _add_headers(operation["responses"], headers)
    example = EXAMPLES.get(operation["operationId"])
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if example is not None:
            media.setdefault("example", example)


def _add_condition(operation: dict[str, Any], method: str) -> None:
    is_read = method == "GET"
    name = "If-None-Match" if is_read else "If-Match"
    words = "ETags that the caller has." if is_read else "ETag of what the caller looked at."
    parameters = operation.setdefault("parameters", [])
    if not any(each["name"] == name for each in parameters):
        # Not required of the form: without it a write is a 428, which says what to send.
        parameters.append({"name": name, "in": "header", "description": words, "schema": _TEXT})
    if is_read:
        operation["responses"].setdefault("304", dict(_NOT_MODIFIED))


def _add_headers(responses: dict[str, Any], names: set[str]) -> None:
    for status, response in responses.items():
        wanted = set(names)
        if status.startswith(("4", "5")):
            wanted = (wanted - {"ETag", "Link", "Idempotent-Replayed"}) | {"Retry-After"}
        if status in {"202", "303"}:
            wanted.add("Location")
        if status.startswith("3"):
            # FastAPI supposes JSON, where there is no body.
            response.pop("content", None)
        given = response.setdefault("headers", {})
        for name in sorted(wanted):
            given.setdefault(name, {"$ref": f"#/components/headers/{name}"})


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any] | None]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)
