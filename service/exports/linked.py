"""Names of our things in linked data, and how a graph is written."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]

NAMESPACE = "urn:contraste:"
"""Our own things are named, not located: a newsroom's service has no public address."""


def name_of(kind: str, identifier: str) -> str:
    """Return the name (URN, RFC 8141) of one of our things."""
    return f"{NAMESPACE}{kind}:{identifier}"


def written(context: object, graph: Sequence[Node], **rest: object) -> bytes:
    """Return a JSON-LD document of *graph* in UTF-8."""
    document = {"@context": context, **rest, "@graph": list(graph)}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", errors="replace")
