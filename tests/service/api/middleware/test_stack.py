"""Identifiers, headers, faults, sizes, times and compression, as every route has them."""

import gzip
from collections.abc import AsyncIterator, Iterator

import anyio
import httpx
import pytest
from fastapi.testclient import TestClient

from service.api.middleware.headers import HEADERS
from service.api.problems import MEDIA_TYPE, Problem
from service.config import Settings
from tests.service.api.middleware.app import KEYHOLDER, served


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of the API with routes that fail and echo."""
    limited = settings.model_copy(update={"max_request_bytes": 1000, "body_timeout": 0.2})
    with served(limited, KEYHOLDER) as found:
        yield found


@pytest.mark.parametrize("given", ["a", "8f14e45f-ceea-467f", "A.b~_1"])
def test_a_sane_identifier_is_taken_over(client: TestClient, given: str) -> None:
    """Callers find their own request again."""
    assert client.get("/open", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "a" * 65, 'x"', "é", "{}"])
def test_another_identifier_is_replaced(client: TestClient, given: str) -> None:
    """Nothing is smuggled into logs."""
    headers = {"X-Request-ID": given.encode("latin-1")}
    found = client.get("/open", headers=headers).headers["X-Request-ID"]
    assert len(found) == 32
    assert found != client.get("/open", headers=headers).headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("PUT", "/open", 405),
        ("POST", "/fail/bug", 500),
        ("POST", "/fail/input", 422),
        ("POST", "/fail/store", 503),
    ],
)
def test_every_error_is_a_problem_with_all_headers(
    client: TestClient, method: str, path: str, status: int
) -> None:
    """Faults too: they tell the identifier, and nothing of what was sent."""
    answer = client.request(method, path, json={"a": "geheim"} if method == "POST" else None)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE)
    problem = Problem.model_validate_json(answer.content)
    assert problem.request_id == answer.headers["X-Request-ID"]
    assert all(answer.headers[name] == value for name, value in HEADERS.items())
    assert ("geheim" in answer.text) is (path == "/fail/input")


def test_a_body_of_announced_size_is_refused_unread(client: TestClient) -> None:
    """413 names the setting."""
    answer = client.post("/raw", content=b"x" * 1001)
    assert answer.status_code == 413
    assert "CONTRASTE_MAX_REQUEST_BYTES" in answer.json()["detail"]
    assert client.post("/raw", content=b"x" * 1000).json() == 1000


@pytest.mark.parametrize("path", ["/raw", "/echo/a"])
def test_a_body_of_unknown_size_is_refused_once_it_is_passed(settings: Settings, path: str) -> None:
    """No more than the limit is ever held."""
    sent = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            sent.append(b"x" * 400)
            yield sent[-1]

    answer = _asked(settings, path, endless())
    assert answer.status_code == 413
    assert len(sent) <= 4


@pytest.mark.parametrize("path", ["/raw", "/echo/a"])
def test_a_slow_body_is_given_up(settings: Settings, path: str) -> None:
    """408 after the time for the whole of it, however regularly a byte comes."""

    async def slow() -> AsyncIterator[bytes]:
        while True:
            await anyio.sleep(0.05)
            yield b" "

    assert _asked(settings, path, slow()).status_code == 408


def test_a_large_answer_is_compressed_under_a_tag_of_its_own(client: TestClient) -> None:
    """Those who cannot read it get it plain."""
    plain = client.get("/read", headers={"Accept-Encoding": "identity"})
    with client.stream("GET", "/read", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(plain.content) / 2
    assert gzip.decompress(packed) == plain.content
    assert "Accept-Encoding" in answer.headers["Vary"]


def _asked(settings: Settings, path: str, body: AsyncIterator[bytes]) -> httpx.Response:
    limited = settings.model_copy(update={"max_request_bytes": 1000, "body_timeout": 0.2})

    async def ask() -> httpx.Response:
        with served(limited, KEYHOLDER) as client:
            transport = httpx.ASGITransport(client.app)  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url="http://t") as found:
                headers = {"Content-Type": "application/json"}
                return await found.post(path, content=body, headers=headers)

    return anyio.run(ask)
