"""Explanations as JSON and back: a stored one can be told in any language later."""

from typing import Any

from matching.explanation import Explanation


def explanation_body(text: str) -> dict[str, Any] | None:
    """Return how *text* was made, None where it does not know."""
    if not isinstance(text, Explanation):
        return None
    values = {name: explanation_body(value) or str(value) for name, value in text.values.items()}
    return {"pattern": text.pattern, "values": values}


def explanation_value(text: str, body: dict[str, Any] | None) -> str:
    """Return *text* with what `explanation_body` wrote, as it was; *text* itself without."""
    return _made(body) if body else text


def _made(body: dict[str, Any]) -> Explanation:
    values = {
        name: _made(value) if isinstance(value, dict) else value
        for name, value in body["values"].items()
    }
    return Explanation(body["pattern"], **values)
