"""What makes no sense is refused as a problem: never a fault, on neither database."""

import json

from fastapi.testclient import TestClient
from httpx import Response

from service.api.problems import MEDIA_TYPE, Problem

JSON = "application/json"
SIDE = '{"text": "Una frase con palabras.", "source": "A"}'
NOWHERE = "0" * 20

# Bodies of POST /v1/comparisons: what is wrong, the bytes, their media type, the answer.
BODIES: list[tuple[str, bytes, str | None, int]] = [
    ("empty", b"", JSON, 422),
    ("no JSON", b"{", JSON, 400),
    ("not UTF-8", b'{"left": "\xff\xfe"}', JSON, 400),
    ("UTF-16", '{"left": 1}'.encode("utf-16"), JSON, 400),
    ("a surrogate in UTF-8", b'{"left": "\xed\xa0\x80"}', JSON, 400),
    ("an array", b"[]", JSON, 422),
    ("null", b"null", JSON, 422),
    ("a number of 5,000 digits", b'{"left": ' + b"9" * 5_000 + b"}", JSON, 400),
    ("a number of 400 digits", b'{"left": ' + b"9" * 400 + b"}", JSON, 422),
    ("100,000 deep", b"[" * 100_000, JSON, 400),
    ("objects 50,000 deep", b'{"a":' * 50_000, JSON, 400),
    ("NaN", b'{"left": NaN}', JSON, 400),
    ("Infinity", b'{"left": -Infinity}', JSON, 400),
    ("a name twice", f'{{"left": {SIDE}, "left": {SIDE}, "right": {SIDE}}}'.encode(), JSON, 400),
    ("a name twice inside", b'{"left": {"text": "a", "text": "b"}, "right": 1}', JSON, 400),
    ("form data", b"left=a&right=b", "application/x-www-form-urlencoded", 422),
    ("plain text", b'{"left": 1}', "text/plain", 422),
    ("XML", b"<left/>", "application/xml", 422),
    ("no media type", b'{"left": 1}', None, 422),
    ("a media type that is none", b'{"left": 1}', ";;;=\xff", 422),
    ("multipart without parts", b"--x--", "multipart/form-data; boundary=x", 422),
]

# Sides that cannot be compared: JSON text, so that it can hold what Python strings should not.
SIDES: list[tuple[str, str, int]] = [
    ("nothing", "{}", 422),
    ("null", "null", 422),
    ("a number", "1", 422),
    ("a text alone", '"a text"', 422),
    ("text and url", '{"text": "a", "url": "http://a.example/"}', 422),
    ("an unknown field", '{"text": "a", "colour": "red"}', 422),
    ("an unknown field that is no Unicode", '{"text": "a", "\\ud800": 1}', 422),
    ("an unknown field with U+0000", '{"text": "a", "\\u0000": 1}', 422),
    ("an endless field", json.dumps({"text": "a", "x" * 10_000: 1}), 422),
    ("text null", '{"text": null}', 422),
    ("text a number", '{"text": 12}', 422),
    ("text a list", '{"text": ["a"]}', 422),
    ("no text", '{"text": ""}', 422),
    ("white space", '{"text": " \\n\\u00a0 "}', 422),
    ("no words", '{"text": "… — !? 🇵🇪"}', 422),
    ("U+0000 in a text", '{"text": "a\\u0000b"}', 422),
    ("half a character", '{"text": "a\\ud800b"}', 422),
    ("half a character in a title", '{"text": "a", "title": "\\udfff"}', 422),
    ("U+0000 in a source", '{"text": "a", "source": "\\u0000"}', 422),
    ("a source of control characters", '{"text": "a", "source": "\\u0007\\u202e"}', 422),
    ("a source too long", json.dumps({"text": "a", "source": "x" * 501}), 422),
    ("a language that is none", '{"text": "a", "language": "es_PE"}', 422),
    ("a language too long", json.dumps({"text": "a", "language": "es" + "-abc" * 20}), 422),
    ("a day that is none", '{"text": "a", "published_at": "2026-02-30"}', 422),
    ("a day too early", '{"text": "a", "published_at": "0001-01-01T00:00:00+14:00"}', 422),
    ("a day too late", '{"text": "a", "published_at": "9999-12-31T23:59:59-14:00"}', 422),
    ("a day as a number", '{"text": "a", "published_at": 1e400}', 422),
    ("seconds since 1970", '{"text": "a", "published_at": 1780000000}', 422),
    ("a zone that is none", '{"text": "a", "time_zone": "America/Atlantis"}', 422),
    ("a zone that is a path", '{"text": "a", "time_zone": "../../etc/passwd"}', 422),
    ("a zone that is a folder", '{"text": "a", "time_zone": "America"}', 422),
    ("a document that is none", '{"document_id": "1 OR 1=1"}', 422),
    ("a document's id and a line", json.dumps({"document_id": f"doc_{NOWHERE}\n"}), 422),
    ("a document not stored", json.dumps({"document_id": f"doc_{NOWHERE}"}), 404),
    ("a comparison's id", json.dumps({"document_id": f"cmp_{NOWHERE}"}), 422),
    ("a file's address", '{"url": "file:///etc/passwd"}', 422),
    ("no address", '{"url": "http://"}', 422),
    ("an address with U+0000", '{"url": "http://a.example/\\u0000"}', 422),
    ("an address with half a character", '{"url": "http://\\ud800.example/"}', 422),
    ("this machine", '{"url": "http://127.0.0.1:1/"}', 422),
    ("this machine by name", '{"url": "http://localhost/"}', 422),
    ("this machine by another spelling", '{"url": "http://[::ffff:127.0.0.1]/"}', 422),
    ("the machine's own data", '{"url": "http://169.254.169.254/latest/meta-data/"}', 422),
    ("an endless address", json.dumps({"url": "http://a.example/" + "a" * 5_000}), 422),
]

PLACES = [
    "/v1/comparisons/%00",
    f"/v1/comparisons/cmp_{NOWHERE}",
    "/v1/comparisons?document_id=%00",
    "/v1/comparisons?label=lie",
    "/v1/comparisons?since=0001-01-01T00:00:00%2B14:00",
    "/v1/comparisons?until=99999999999999999999",
    "/v1/comparisons?limit=0",
    "/v1/comparisons?limit=99999999999999999999999999",
    "/v1/comparisons?limit=-1",
    "/v1/comparisons?cursor=%00",
    "/v1/comparisons?cursor=WzFd.abc",
    f"/v1/documents/doc_{NOWHERE}",
    f"/v1/documents/doc_{NOWHERE}/claims",
    f"/v1/documents/doc_{NOWHERE}/comparisons",
    f"/v1/documents/doc_{NOWHERE}/mentions",
    f"/v1/documents/doc_{NOWHERE}/passages",
    f"/v1/documents/doc_{NOWHERE}/revisions",
    "/v1/documents/..%2F..%2Fetc%2Fpasswd",
    "/v1/documents?contains=%00",
    "/v1/documents?contains=",
    "/v1/documents?language=%F0%9F%87%B5",
    "/v1/documents?since=yesterday",
    f"/v1/claims/clm_{NOWHERE}",
    "/v1/claims?speaker=%00",
    "/v1/claims?contains=" + "a" * 300,
    "/v1/claims?source_id=src",
    f"/v1/sources/src_{NOWHERE}",
    "/v1/sources/%ff%fe",
    "/v1/sources?name=%00",
]

FACTS: list[str] = [
    '{"country": "pe"}',
    '{"country": "XK"}',
    '{"country": "ZZ"}',
    '{"language": "español"}',
    '{"time_zone": "Lima"}',
    '{"feed": "ftp://a.example/feed"}',
    '{"feed": "javascript:alert(1)"}',
    '{"kind": "\\u0000"}',
    '{"handle": "\\ud83d"}',
    '{"name": "Another"}',
    '{"source_id": "src_1"}',
    '{"country": 12345678901234567890123}',
]


def assert_problem(name: str, answer: Response, *statuses: int) -> None:
    """Check that the answer is a problem with one of the statuses, and sends nothing long back."""
    assert answer.status_code in statuses, (name, answer.status_code, answer.text[:500])
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert Problem.model_validate_json(answer.content).detail
    assert len(answer.content) < 5_000


def send(client: TestClient, body: str | bytes, **headers: str | bytes) -> Response:
    """Ask for a comparison with a body as it is."""
    return client.post("/v1/comparisons", content=body, headers={"content-type": JSON, **headers})


def test_bodies(client: TestClient) -> None:
    """A body that cannot be read is a 4xx."""
    for name, body, kind, status in BODIES:
        headers = {"content-type": kind.encode("latin-1")} if kind is not None else {}
        answer = client.post("/v1/comparisons", content=body, headers=headers)
        assert_problem(name, answer, status)


def test_sides(client: TestClient) -> None:
    """A side that cannot be compared is a 4xx, left or right, and nothing is stored."""
    for name, side, status in SIDES:
        for left, right in ((side, SIDE), (SIDE, side)):
            answer = send(client, f'{{"left": {left}, "right": {right}}}')
            assert_problem(name, answer, status)
    assert client.get("/v1/documents").json()["items"] == []


def test_places(client: TestClient) -> None:
    """What is not there, and what cannot be, is a 4xx."""
    for place in PLACES:
        assert_problem(place, client.get(place), 404, 422)


def test_facts(client: TestClient) -> None:
    """Facts of a source that make no sense are refused and change nothing."""
    made = client.post("/v1/sources", json={"name": "Agencia X", "country": "PE"})
    place = made.headers["location"]
    for body in FACTS:
        answer = client.put(place, content=body, headers={"content-type": JSON})
        assert_problem(body, answer, 422)
    assert client.get(place).json() == made.json()


def test_headers(client: TestClient) -> None:
    """Keys and cookies that make no sense do no harm."""
    headers = (("Idempotency-Key", b"a b"), ("Idempotency-Key", b"\xff"), ("Cookie", b"\xff"))
    for name, value in headers:
        assert_problem(name, send(client, b"{}", **{name: value}), 400, 422)
