"""The API behind a real server on loopback: what the in-process client skips."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import pytest
import uvicorn

from service.api.app import create_app
from service.config import Settings
from tests.service.api.asking import LEFT, RIGHT, text_side
from tests.service.api.conftest import hashing_executor

PATIENCE = 60.0


@pytest.fixture
def server(store_url: str) -> Iterator[str]:
    """The address of a running server."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
    thread = Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = monotonic() + PATIENCE
    while not running.started:
        assert thread.is_alive()
        assert monotonic() < until
        sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_many_ask_for_the_same_at_once(server: str) -> None:
    """Eight callers that post one comparison at one moment get one and the same."""

    def ask(_: int) -> bytes:
        body = {"left": LEFT, "right": RIGHT}
        return httpx.post(f"{server}/v1/comparisons", json=body, timeout=PATIENCE).content

    with ThreadPoolExecutor(8) as callers:
        answers = set(callers.map(ask, range(8)))
    assert len(answers) == 1
    listed = httpx.get(f"{server}/v1/comparisons").json()["items"]
    assert len(listed) == 1


def test_readers_beside_writers(server: str) -> None:
    """Who reads while others write sees whole comparisons only."""
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:

        def write(number: int) -> None:
            body = {"left": LEFT, "right": text_side(number, "Diario B")}
            assert client.post("/v1/comparisons", json=body).status_code == 200

        def read(_: int) -> None:
            for item in client.get("/v1/comparisons").json()["items"]:
                found = client.get(f"/v1/comparisons/{item['comparison_id']}")
                assert found.status_code == 200
                assert found.json()["summary"] == item["summary"]

        with ThreadPoolExecutor(4) as callers:
            done = [callers.submit(write, 300 + number) for number in range(4)]
            done += [callers.submit(read, number) for number in range(4)]
            for each in done:
                each.result()


# What is sent, and the status that it is answered with; None where the caller goes away first.
BYTES: list[tuple[bytes, bytes | None]] = [
    (b"POST /v1/comparisons HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{", None),
    (b"GET /v1/comparisons\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
    (b"GET /v1/documents/%c0%af HTTP/1.1\r\nHost: localhost\r\n\r\n", b"422"),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
    (b"BREW /v1/comparisons HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405"),
]


def test_bytes_that_are_no_request(server: str) -> None:
    """They are refused or dropped, and the server goes on."""
    address = httpx.URL(server)
    for sent, status in BYTES:
        place = (address.host, address.port or 80)
        with closing(socket.create_connection(place, PATIENCE)) as raw:
            raw.sendall(sent)
            if status is not None:
                assert raw.recv(65_536).split(b" ")[1] == status, sent
        assert httpx.get(f"{server}/healthz").status_code == 200


def test_the_example_of_the_docs(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The ten lines of docs/api.md run as they stand, and find what they are about."""
    page = Path("docs/api.md").read_text("utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    exec(compile(code, "docs/api.md", "exec"), {"SERVER": server})  # noqa: S102
    assert "conflict" in capsys.readouterr().out
