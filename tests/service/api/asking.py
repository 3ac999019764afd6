"""Asking the API as its users do: texts to compare, and lists walked to their end."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi.testclient import TestClient

Side = dict[str, Any]


def text_side(number: int, source: str) -> Side:
    """Return a short text of a source; another number is another text."""
    return {
        "text": (
            f"La ministra de Salud, Ana Pérez, dijo el lunes que {number} personas fueron "
            "atendidas en Lima. El hospital abrió el 3 de mayo de 2026."
        ),
        "source": source,
        "language": "es",
        "published_at": "2026-05-04T09:30:00-05:00",
        "title": f"Nota {number}",
    }


LEFT = text_side(230, "Diario A")
RIGHT = text_side(250, "Diario B")


def compared(client: TestClient, left: Side = LEFT, right: Side = RIGHT) -> dict[str, Any]:
    """Return the comparison of two sides."""
    answer = client.post("/v1/comparisons", json={"left": left, "right": right})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def walked(
    client: TestClient,
    place: str,
    *,
    between: Callable[[], object] = lambda: None,
    **params: str | int,
) -> Iterator[dict[str, Any]]:
    """Yield the items of a list, page by page; *between* is done after each page."""
    answer = client.get(place, params=params)
    while True:
        assert answer.status_code == 200, answer.text
        yield from answer.json()["items"]
        between()
        cursor = answer.json()["next"]
        if cursor is None:
            return
        answer = client.get(place, params={**params, "cursor": cursor})
