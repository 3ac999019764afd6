"""The reference of the HTTP API, read from its OpenAPI document."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.reference.markdown import MADE, code, table
from service.api.frozen import openapi_text

_SCHEMA = "#/components/schemas/"
_BOUNDS = {
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "exclusiveMinimum": "> {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "`{}`",
}
_HEAD = f"""# The HTTP API

{MADE}

Every route with who may ask, what it takes and what it answers, and every object below them.
Errors are problems of RFC 9457 ([Problem](#problem)) under any 4xx or 5xx.
[The guide](../api.md) tells what holds for all routes, [access](../access.md) how a caller says
who it is, and [openapi.json](../schema/openapi.json) is the same for programs.
"""

Schema = Mapping[str, Any]


def api_page() -> str:
    """Return every route with its parameters, least role and answers, and every schema."""
    document = json.loads(openapi_text())
    parts = [_HEAD, "\n"]
    for tag in document["tags"]:
        parts.append(f"## {tag['name'].capitalize()}\n\n{tag['description']}\n\n")
        parts += [_operation(*each) for each in _operations(document, tag["name"])]
    parts.append("## Objects\n\n")
    for name, schema in document["components"]["schemas"].items():
        parts.append(_object(name, schema))
    return "".join(parts).rstrip() + "\n"


def _operations(document: Schema, tag: str) -> Iterator[tuple[str, str, Schema]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if tag in operation["tags"]:
                yield path, method.upper(), operation


def _operation(path: str, method: str, operation: Schema) -> str:
    who = operation["x-role"]
    allowed = "Anyone may ask." if who == "anyone" else f"Least role: {who}."
    parameters = table(
        ("parameter", "in", "is", "default", "meaning"),
        (_parameter(each) for each in operation.get("parameters", ())),
    )
    answers = table(
        ("answer", "body", "meaning"),
        (_answer(*each) for each in operation["responses"].items() if not each[0].endswith("XX")),
    )
    body = _body(operation.get("requestBody"))
    told = f"### {method} {path}\n\n{operation['description']}\n\n{allowed}\n\n"
    return f"{told}{parameters}{body}{answers}"


def _parameter(given: Schema) -> tuple[str, str, str, str, str]:
    schema = given["schema"]
    default = "required" if given.get("required") else _default(schema)
    return code(given["name"]), given["in"], _kind(schema), default, given.get("description", "")


def _body(given: Schema | None) -> str:
    if given is None:
        return ""
    rows = (
        (code(media), _kind(each["schema"]), _about(each["schema"]))
        for media, each in given["content"].items()
    )
    return table(("body", "is", "meaning"), rows)


def _answer(status: str, response: Schema) -> tuple[str, str, str]:
    bodies = (
        f"{code(media)}: {_kind(each['schema'])}"
        if media != "application/json"
        else _kind(each["schema"])
        for media, each in response.get("content", {}).items()
    )
    said = response["description"]
    return status, ", ".join(bodies) or "–", "" if said == "Successful Response" else said


def _object(name: str, schema: Schema) -> str:
    told = f"### {_shown(name)}\n\n" + (
        f"{schema['description']}\n\n" if "description" in schema else ""
    )
    if "enum" in schema:
        return told + f"One of {', '.join(code(each) for each in schema['enum'])}.\n\n"
    required = schema.get("required", ())
    rows = (
        (code(field), _kind(each), "always" if field in required else _default(each), _about(each))
        for field, each in schema.get("properties", {}).items()
    )
    return told + table(("field", "is", "there", "meaning"), rows)


def _default(schema: Schema) -> str:
    value = schema.get("default")
    return code(json.dumps(value, ensure_ascii=False)) if value is not None else "–"


def _about(schema: Schema) -> str:
    return str(schema.get("description", ""))


def _kind(schema: Schema) -> str:
    """Return what values of *schema* are: a type with its bounds, or a link to an object."""
    if "$ref" in schema:
        name = _shown(schema["$ref"].removeprefix(_SCHEMA))
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            kinds = [_kind(each) for each in schema[key]]
            bounds = _bounds(schema)
            return " or ".join(dict.fromkeys(kinds)) + (f" ({bounds})" if bounds else "")
    if "enum" in schema or "const" in schema:
        return ", ".join(code(each) for each in schema.get("enum", [schema.get("const")]))
    if "properties" in schema:
        required = schema.get("required", ())
        named = [code(each) + ("" if each in required else "?") for each in schema["properties"]]
        return f"object of {', '.join(named)}"
    kind = str(schema.get("format", schema.get("type", "anything")))
    if kind == "array":
        kind = f"list of {_kind(schema['items'])}" if schema.get("items") else "list"
    elif kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        kind = f"object of {_kind(schema['additionalProperties'])}"
    bounds = _bounds(schema)
    return f"{kind} ({bounds})" if bounds else kind


def _bounds(schema: Schema) -> str:
    return ", ".join(form.format(schema[key]) for key, form in _BOUNDS.items() if key in schema)


def _shown(name: str) -> str:
    """Return a schema's name without the module that makes it unlike another of that name."""
    *module, last = name.split("__")
    return f"{last}-{module[-1]}" if module else name.strip("_")
