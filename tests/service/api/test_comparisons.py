"""Comparisons over HTTP: made once, given back for ever, the same as the command line's."""

from typing import Any

from fastapi.testclient import TestClient

LIMA = (
    "La ministra de Salud, Ana Pérez, dijo el lunes que 230 personas fueron atendidas en Lima. "
    "El hospital abrió el 3 de mayo de 2026."
)
OTHER = (
    "Ana Pérez, ministra de Salud, informó que 250 personas fueron atendidas en Lima. "
    "El hospital abrió el 3 de mayo de 2026. No hubo heridos."
)
LEFT = {"text": LIMA, "source": "Diario A", "language": "es", "published_at": "2026-05-04"}
RIGHT = {"text": OTHER, "source": "Diario B", "language": "es", "published_at": "2026-05-04"}


def post(client: TestClient, left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    """Return the comparison of two sides."""
    answer = client.post("/v1/comparisons", json={"left": left, "right": right})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_made_once(client: TestClient) -> None:
    """The same request twice gives the same bytes, and so does asking for the comparison."""
    answers = [
        client.post("/v1/comparisons", json={"left": LEFT, "right": RIGHT}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    stored = client.get(answers[0].headers["content-location"])
    assert stored.content == answers[0].content == answers[1].content
    found = stored.json()
    assert [document["source"] for document in found["documents"]] == ["Diario A", "Diario B"]
    assert found["findings"]
    assert found["claims"]
