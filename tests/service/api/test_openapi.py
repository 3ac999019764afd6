"""The OpenAPI document: committed, whole, and of use to those who generate clients."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from service.api.examples import EXAMPLES
from service.api.frozen import NAME, openapi_text

COMMITTED = Path(__file__).parents[3] / "docs" / "schema" / NAME
DOCUMENT: dict[str, Any] = json.loads(COMMITTED.read_text("utf-8"))
OPERATIONS = [
    pytest.param(path, method, operation, id=operation["operationId"])
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def test_the_committed_document_is_the_code_s() -> None:
    """A change of the API shows as a change of docs/schema; `make schema` writes it."""
    assert COMMITTED.read_text("utf-8") == openapi_text()


def test_it_is_openapi_3_1_with_ways_to_come_in() -> None:
    """Key, header or session; names that the standard allows."""
    assert DOCUMENT["openapi"].startswith("3.1.")
    schemes = DOCUMENT["components"]["securitySchemes"]
    kinds = {(each["type"], each.get("in", each.get("scheme"))) for each in schemes.values()}
    assert kinds == {("http", "bearer"), ("apiKey", "header"), ("apiKey", "cookie")}
    for names in DOCUMENT["components"].values():
        assert all(re.fullmatch(r"[a-zA-Z0-9._-]+", name) for name in names)


def test_operations_have_names_of_their_own() -> None:
    """Generators make methods of them."""
    names = [each.values[2]["operationId"] for each in OPERATIONS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", str(name)) for name in names)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_tells_what_it_is(path: str, method: str, operation: dict) -> None:
    """Summary, a known tag, a role, the problem, the identifier of the request."""
    assert operation["summary"]
    assert operation["description"]
    assert set(operation["tags"]) <= {tag["name"] for tag in DOCUMENT["tags"]}
    assert operation["x-role"] in {"anyone", "reader", "reviewer", "editor", "admin"}
    assert ("security" in operation) is (operation["x-role"] != "anyone")
    problem = {"$ref": "#/components/schemas/Problem"}
    for status in ("4XX", "5XX"):
        content = operation["responses"][status]["content"]
        assert content == {"application/problem+json": {"schema": problem}}
    for response in operation["responses"].values():
        assert "X-Request-ID" in response["headers"]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_json_has_a_schema(path: str, method: str, operation: dict) -> None:
    """Bodies and answers; what has no body says so by its status."""
    for status, response in operation["responses"].items():
        if status.startswith("2") and status != "204":
            assert response["content"]
        for media in response.get("content", {}).values():
            assert media["schema"]
    for media in operation.get("requestBody", {}).get("content", {}).values():
        assert media["schema"]
    for parameter in operation.get("parameters", ()):
        assert parameter["schema"]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_pages_conditions_and_repeats_are_told(path: str, method: str, operation: dict) -> None:
    """What a route declares shows in its headers."""
    named = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    good = [value for key, value in operation["responses"].items() if key.startswith("2")]
    for parameter, header in (
        ("cursor", "Link"),
        ("idempotency-key", "Idempotent-Replayed"),
        ("if-match", "ETag"),
        ("if-none-match", "ETag"),
    ):
        if parameter in named:
            assert all(header in each["headers"] for each in good)
    assert ("304" in operation["responses"]) is ("if-none-match" in named)


def test_references_lead_somewhere() -> None:
    """Every $ref of the document."""
    for reference in _references(DOCUMENT):
        found: Any = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_valid(name: str) -> None:
    """Each fits the schema of the body that it stands for."""
    operation = next(each.values[2] for each in OPERATIONS if each.id == name)
    assert isinstance(operation, dict)
    media = operation["requestBody"]["content"]["application/json"]
    assert media["example"] == EXAMPLES[name]
    schema = {**media["schema"], "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(EXAMPLES[name])


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
