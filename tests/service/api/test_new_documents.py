"""Taking documents in over HTTP: texts, pages and files, each once, revisions told apart."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from service.api.app import create_app
from service.api.problems import MEDIA_TYPE
from service.config import Settings
from tests.service.api.asking import LEFT, RIGHT, compared, walked
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.intake.conftest import server
from tests.service.intake.local_server import LocalServer, answer
from tests.service.intake.pdfs import of_words

__all__ = ["server"]

PLACE = "/v1/documents"
ARTICLE = (
    "<!doctype html><html lang='es'><head><title>{title}</title></head><body><article>"
    "<p>{text}</p></article></body></html>"
)
FIRST = "La ministra de Salud dijo que 230 personas fueron atendidas en Lima."
SECOND = "La ministra de Salud dijo que 250 personas fueron atendidas en Lima."
POST = {
    "data": {"id": "1849999999999999999", "text": FIRST, "author_id": "7"},
    "includes": {"users": [{"id": "7", "name": "Presidencia", "username": "presidencia"}]},
}
FEED = (
    "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
    "<title>Diario A</title><link>https://a.example/</link>"
    "<item><title>Nota</title><link>https://a.example/1</link>"
    f"<content:encoded>{FIRST} {'No hubo más noticias del hospital. ' * 40}</content:encoded>"
    "</item></channel></rss>"
)


@pytest.fixture
def open_client(store_url: str) -> Iterator[TestClient]:
    """A client of an API that may fetch pages of this machine."""
    settings = Settings(database_url=store_url, allow_private_urls=True)
    with local_client(create_app(settings, executor=hashing_executor)) as found:
        yield found


def taken(answer: Response, status: int = 201) -> list[dict[str, Any]]:
    """Return the documents that were taken in."""
    assert answer.status_code == status, answer.text
    found: list[dict[str, Any]] = answer.json()["documents"]
    return found


def test_a_text(client: TestClient) -> None:
    """A text is stored as it is, once; what is said of it counts, the rest is read in it."""
    answers = [client.post(PLACE, json=LEFT) for _ in range(2)]
    [made], [again] = taken(answers[0]), taken(answers[1], 200)
    assert (made["is_new"], made["revision"], again["is_new"]) == (True, 1, False)
    assert made["document_id"] == again["document_id"]
    stored = client.get(answers[0].headers["location"]).json()
    assert stored["text"] == LEFT["text"]
    for key in ("source", "language", "published_at", "title"):
        assert stored[key] == LEFT[key]
    [other] = taken(client.post(PLACE, json={"text": SECOND}))
    assert other["language"] == "es"


def test_it_is_the_document_that_comparisons_know(client: TestClient) -> None:
    """A text taken in first, or compared at once, is one document."""
    ids = [taken(client.post(PLACE, json=side))[0]["document_id"] for side in (LEFT, RIGHT)]
    found = compared(client)
    assert [each["document_id"] for each in found["documents"]] == ids
    unnamed = {"text": SECOND}
    [made] = taken(client.post(PLACE, json=unnamed))
    assert compared(client, unnamed, LEFT)["documents"][0]["document_id"] == made["document_id"]


def test_a_changed_text_breaks_findings(client: TestClient) -> None:
    """The findings whose words went are listed, and the earlier text stays."""
    page = {"url": "https://a.example/1", "source": "Diario A"}
    [first] = taken(client.post(PLACE, json={**page, "text": FIRST}))
    made = compared(client, {"document_id": first["document_id"]}, RIGHT)
    [second] = taken(client.post(PLACE, json={**page, "text": SECOND}))
    assert (second["revision"], second["is_revision"]) == (2, True)
    broken = second["broken"]
    assert {each["comparison_id"] for each in broken} == {made["comparison_id"]}
    assert all(each["document_id"] == first["document_id"] for each in broken)
    revisions = [*walked(client, f"{PLACE}/{first['document_id']}/revisions", limit=1)]
    assert [(each["number"], each["document_id"]) for each in revisions] == [
        (1, first["document_id"]),
        (2, second["document_id"]),
    ]
    assert {(each["kind"], each["key"]) for each in revisions} == {("url", page["url"])}
    assert (
        client.get(f"{PLACE}/{second['document_id']}").json()["revision_of"] == first["document_id"]
    )
    assert client.get(f"/v1/comparisons/{made['comparison_id']}").json() == made


def test_a_page(open_client: TestClient, server: LocalServer) -> None:
    """A page by its address; changed, it is a revision, here and as a side of a comparison."""
    address = f"{server.url}/page"
    server.scripts["/page"] = answer(ARTICLE.format(title="T", text=FIRST), "text/html")
    [first] = taken(open_client.post(PLACE, json={"url": address, "source": "Diario A"}))
    assert (first["url"], first["source"], first["language"]) == (address, "Diario A", "es")
    server.scripts["/page"] = answer(ARTICLE.format(title="T", text=SECOND), "text/html")
    [second] = taken(open_client.post(PLACE, json={"url": address, "source": "Diario A"}))
    assert (second["revision"], second["is_revision"]) == (2, True)


def test_a_page_as_a_side(open_client: TestClient, server: LocalServer) -> None:
    """It is fetched, compared and kept; what it showed before stays its earlier revision."""
    body = {"left": {"url": f"{server.url}/page"}, "right": RIGHT}
    made = []
    for text in (FIRST, SECOND, FIRST):
        server.scripts["/page"] = answer(ARTICLE.format(title="T", text=text), "text/html")
        answered = open_client.post("/v1/comparisons", json=body)
        assert answered.status_code == 200, answered.text
        made.append(answered.json())
    assert made[0] == made[2] != made[1]
    ids = [each["documents"][0]["document_id"] for each in made]
    revisions = [*walked(open_client, f"{PLACE}/{ids[0]}/revisions")]
    assert [each["document_id"] for each in revisions] == ids
    server.scripts["/page"] = answer(b"", "image/png")
    refused = open_client.post("/v1/comparisons", json=body)
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("data", "media_type", "name"),
    [
        (FIRST.encode(), "text/plain", ""),
        (FIRST.encode("latin-1"), "text/plain; charset=iso-8859-1", ""),
        (f"# Título\n\n{FIRST}\n".encode(), "text/markdown", ""),
        (ARTICLE.format(title="T", text=FIRST).encode(), "text/html", "a.html"),
        (of_words(FIRST), "application/pdf", ""),
        (FEED.encode(), "application/rss+xml", ""),
        (json.dumps(POST).encode(), "application/vnd.x.posts+json", ""),
        (json.dumps({"text": FIRST}).encode(), "", "a.json"),
    ],
    ids=["text", "latin", "markdown", "html", "pdf", "feed", "post", "json"],
)
def test_files(client: TestClient, data: bytes, media_type: str, name: str) -> None:
    """A file alone or in a form is the same document, with what is said of it."""
    said = {"source": "Diario Ñ", "published_at": "2026-05-04", "time_zone": "America/Lima"}
    headers = {"content-type": media_type} if media_type else {}
    [alone] = taken(
        client.post(PLACE, content=data, params={**said, "name": name}, headers=headers)
    )
    assert alone["source"] == "Diario Ñ"
    assert alone["published_at"] == "2026-05-04T00:00:00-05:00"
    [part] = taken(
        client.post(PLACE, data=said, files={"file": (name or "a", data, media_type)}), 200
    )
    assert part["document_id"] == alone["document_id"]
    assert FIRST in client.get(f"{PLACE}/{alone['document_id']}").json()["text"]


def test_a_bulk_file(client: TestClient) -> None:
    """Good lines are taken in, bad ones are listed with their numbers."""
    lines = [json.dumps(LEFT), "{", json.dumps({"text": "…"}), json.dumps(RIGHT), ""]
    answers = [
        client.post(
            PLACE, content="\n".join(lines), headers={"content-type": "application/x-ndjson"}
        )
        for _ in range(2)
    ]
    assert [each["source"] for each in taken(answers[0])] == ["Diario A", "Diario B"]
    assert [each["line"] for each in answers[0].json()["refused"]] == [2, 3]
    assert answers[1].json()["summary"] == {
        "new": 0,
        "revised": 0,
        "known": 2,
        "refused": 2,
        "broken": 0,
    }


FORM = "multipart/form-data; boundary=x"
PART = "--x\r\nContent-Disposition: form-data; name={}\r\n\r\nword\r\n"
# What is wrong, the bytes, the media type, parameters, the answer.
FILES: list[tuple[str, bytes, str, dict[str, str], int]] = [
    ("nothing", b"", "text/plain", {}, 422),
    ("white space", b" \n\t", "text/plain", {}, 422),
    ("no words", "— … !".encode(), "text/plain", {}, 422),
    ("binary data", b"\x00\x01\x02\x03" * 50, "text/plain", {}, 422),
    ("an image", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "image/png", {}, 422),
    ("an archive", b"PK\x03\x04" + b"\x00" * 100, "application/zip", {}, 422),
    ("a damaged PDF", b"%PDF-1.7\nnothing", "application/pdf", {}, 422),
    ("a page without words", b"<html><script>x</script></html>", "text/html", {}, 422),
    ("no feed", b"<rss/>", "application/rss+xml", {}, 422),
    (
        "a feed with entities",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><rss>&b;</rss>",
        "application/rss+xml",
        {},
        422,
    ),
    ("a post that is none", b'{"data": 1}', "application/vnd.x.posts+json", {}, 422),
    ("lines that are none", b"a\nb\n", "application/x-ndjson", {}, 422),
    ("JSON with nothing", b"{}", "application/json", {}, 422),
    ("JSON twice", b'{"text": "a", "text": "b"}', "application/json", {}, 400),
    ("a list", b"[]", "application/json", {}, 422),
    ("half a character", b'{"text": "a\\ud800"}', "application/json", {}, 422),
    ("half a character in a file", b'{"text": "a\\ud800"}', "application/a+json", {}, 422),
    ("U+0000 in a file", b'{"text": "a\\u0000b", "source": "A"}', "application/a+json", {}, 422),
    ("said twice", b'{"text": "a"}', "application/json", {"source": "A"}, 422),
    ("this machine", b'{"url": "http://127.0.0.1/"}', "application/json", {}, 422),
    ("an unknown parameter", b"A text.", "text/plain", {"colour": "red"}, 422),
    ("a day that is none", b"A text.", "text/plain", {"published_at": "soon"}, 422),
    ("a character set that is none", b"A text.", "text/plain", {"encoding": "klingon"}, 422),
    ("one that is no character set", b"A text.", "text/plain", {"encoding": "zlib"}, 422),
    ("half characters", b"\\ud800 text", "text/plain", {"encoding": "unicode_escape"}, 422),
    ("the wrong character set", b"\xff\xff", "text/plain", {"encoding": "utf-8"}, 422),
    ("a form without borders", b"a", "multipart/form-data", {}, 422),
    ("a form without parts", b"--x--", FORM, {}, 422),
    ("a form cut off", PART.format('"file"; filename="a"').encode(), FORM, {}, 422),
    ("a form of many", PART.format('"a"').encode() * 50 + b"--x--", FORM, {}, 400),
    ("a field that is no UTF-8", PART.format('"ÿ"').encode("latin-1") + b"--x--", FORM, {}, 422),
]


def test_files_of_no_use(client: TestClient) -> None:
    """Each is a problem, and nothing is stored."""
    for name, data, media_type, params, status in FILES:
        headers = {"content-type": media_type}
        refused = client.post(PLACE, content=data, params=params, headers=headers)
        assert refused.status_code == status, (name, refused.status_code, refused.text[:300])
        assert refused.headers["content-type"] == MEDIA_TYPE, name
    assert not [*walked(client, PLACE)]


def test_files_that_are_too_large(store_url: str) -> None:
    """Alone, in a form, or as JSON: 413."""
    settings = Settings(database_url=store_url, max_bytes=1_000)
    data = b"palabra " * 200
    with local_client(create_app(settings, executor=hashing_executor)) as client:
        for answered in (
            client.post(PLACE, content=data, headers={"content-type": "text/plain"}),
            client.post(PLACE, files={"file": ("a.txt", data, "text/plain")}),
            client.post(PLACE, files={"file": ("a.txt", data * 100, "text/plain")}),
            client.post(PLACE, json={"text": data.decode()}),
        ):
            assert answered.status_code == 413, answered.text


def test_one_key_is_one_document(client: TestClient) -> None:
    """Sent again under one key, the request is answered again; with another body it is refused."""
    headers = {"Idempotency-Key": "one", "content-type": "text/plain"}
    answers = [client.post(PLACE, content=FIRST, headers=headers) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["idempotent-replayed"] == "true"
    assert client.post(PLACE, content=SECOND, headers=headers).status_code == 422
