"""Two accounts go in by a form, a comparison with an address comes out."""

import re

import pytest
from fastapi.testclient import TestClient

LEFT = "El ministro Bruno Salas dijo que 12 trenes llegaron tarde el lunes en Norvia."
RIGHT = "Minister Bruno Salas said that 15 trains were late on Monday in Norvia."


def sent(client: TestClient, data: dict[str, str], files: dict[str, object] | None = None) -> str:
    """Send the form and return the address that it leads to."""
    answer = client.post("/compare", data=data, files=files, follow_redirects=False)  # type: ignore[arg-type]
    assert answer.status_code == 303, re.findall(r'role="alert"[^>]*>([^<]+)', answer.text)
    return answer.headers["location"]


def test_two_texts_lead_to_a_lasting_address(client: TestClient) -> None:
    """The same two again lead to the same one, and the first page lists it."""
    data = {"left-text": LEFT, "left-source": "Ministerio", "right-text": RIGHT}
    address = sent(client, data)
    assert re.fullmatch(r"/comparisons/cmp_[0-9a-f]{20}", address)
    assert sent(client, data) == address
    assert "12" in client.get(address).text
    assert address in client.get("/").text


def test_a_file_is_a_side(client: TestClient) -> None:
    """Its name is its source unless the form names one; line ends of a text stay one thing."""
    files = {"right-file": ("herald.md", b"# Trains\n\n" + RIGHT.encode(), "text/markdown")}
    address = sent(client, {"left-text": f"{LEFT}\r\nFin."}, files)
    page = client.get(address, headers={"Accept-Language": "en"}).text
    assert "herald" in page


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        ({"left-text": LEFT}, 422, "empty"),
        ({"left-text": LEFT, "right-text": "... !"}, 422, ""),
        ({"left-text": LEFT, "right-url": "http://127.0.0.1/"}, 422, "private"),
        ({"left-text": LEFT, "right-url": "file:///etc/passwd"}, 422, ""),
        ({"left-text": LEFT, "right-text": RIGHT, "right-language": "<x>"}, 422, "Language"),
        ({"left-text": LEFT, "right-text": RIGHT, "right-published_at": "soon"}, 422, ""),
        ({"left-text": LEFT, "right-text": "x" * 2_000_001}, 413, ""),
    ],
)
def test_what_cannot_be_compared_comes_back_in_the_form(
    client: TestClient, data: dict[str, str], status: int, says: str
) -> None:
    """One sentence says why, and nothing that was filled in is lost."""
    answer = client.post("/compare", data=data)
    assert answer.status_code == status
    (told,) = re.findall(r'role="alert"[^>]*>([^<]+)', answer.text)
    assert says in told
    assert LEFT in answer.text


def test_a_long_text_leads_to_a_job(client: TestClient) -> None:
    """The page of the job tells how far it is, and leads on when it is done."""
    long = " ".join(f"El tren {number} llegó tarde el lunes." for number in range(3_000))
    address = sent(client, {"left-text": long, "right-text": RIGHT})
    assert address.startswith("/jobs/job_")
    page = client.get(address, headers={"Accept-Language": "es"})
    assert "En espera" in page.text
    part = client.get(address, headers={"HX-Request": "true", "Accept-Language": "es"})
    assert part.text.startswith('<div id="job"')
    assert client.get("/jobs/job_00000000000000000000").status_code == 404
