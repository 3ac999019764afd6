"""A POST that is sent again is answered again, and done once; on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from fastapi import APIRouter, Response, UploadFile
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from service.api import idempotency
from service.api.app import create_app
from service.api.guard import Editor, Require
from service.api.idempotency import Idempotent
from service.config import Settings
from service.errors import ConflictError, InputError
from service.store.answers import KEPT, LEASE
from service.store.engine import open_engine, transaction
from service.store.tables import AnswerRow
from tests.service.api.conftest import hashing_executor, local_client

NOW = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
KEY = {"Idempotency-Key": "8f14e45f"}


class Deeds:
    """What the routes did, and what the test makes them do."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fault: Exception | None = None
        self.begun, self.go_on = Event(), Event()


@pytest.fixture
def deeds() -> Deeds:
    """Nothing done yet."""
    return Deeds()


@pytest.fixture
def client(store_url: str, deeds: Deeds) -> Iterator[TestClient]:
    """A client of an API with routes that do what `deeds` says."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    app.include_router(_router(deeds))
    with local_client(app) as found:
        yield found


def _router(deeds: Deeds) -> APIRouter:
    router = APIRouter()

    @router.post("/deeds", status_code=201)
    def do(body: dict[str, Any], _: Editor, __: Idempotent, response: Response) -> str:
        if deeds.fault is not None:
            raise deeds.fault
        deeds.done.append(str(body))
        response.headers["Location"] = f"/deeds/{len(deeds.done)}"
        return f"deed {len(deeds.done)}"

    @router.post("/slow")
    def do_slowly(_: Editor, __: Idempotent) -> str:
        deeds.begun.set()
        assert deeds.go_on.wait(20)
        return "slow"

    @router.post("/files")
    def do_file(file: UploadFile, _: Editor, __: Idempotent) -> str:
        deeds.done.append(file.file.read().decode())
        return str(len(deeds.done))

    return router


def test_the_same_request_is_answered_the_same(client: TestClient, deeds: Deeds) -> None:
    """To the byte, with the headers that matter, and done once."""
    first, again = (client.post("/deeds", json={"a": 1}, headers=KEY) for _ in range(2))
    assert deeds.done == ["{'a': 1}"]
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content == b'"deed 1"'
    for name in ("Content-Type", "Location"):
        assert again.headers[name] == first.headers[name]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_another_key_or_none_is_another_request(client: TestClient, deeds: Deeds) -> None:
    """The key alone makes two requests one."""
    for headers in ({}, {}, KEY, {"Idempotency-Key": "other"}):
        client.post("/deeds", json={}, headers=headers)
    assert len(deeds.done) == 4


def test_the_same_key_with_another_body_is_refused(client: TestClient, deeds: Deeds) -> None:
    """Answering it as the first one would hide a fault of the caller."""
    client.post("/deeds", json={"a": 1}, headers=KEY)
    answer = client.post("/deeds", json={"a": 2}, headers=KEY)
    assert answer.status_code == 422
    assert "another body" in answer.json()["detail"]
    assert len(deeds.done) == 1


@pytest.mark.parametrize(
    "fault", [InputError("No."), ConflictError("No."), RuntimeError("bug")], ids=["4", "9", "5"]
)
def test_what_failed_is_tried_again(client: TestClient, deeds: Deeds, fault: Exception) -> None:
    """Only success is kept."""
    deeds.fault = fault
    assert client.post("/deeds", json={}, headers=KEY).status_code >= 400
    deeds.fault = None
    answer = client.post("/deeds", json={}, headers=KEY)
    assert (answer.status_code, len(deeds.done)) == (201, 1)
    assert "Idempotent-Replayed" not in answer.headers


def test_while_it_runs_the_same_request_waits_its_turn(client: TestClient, deeds: Deeds) -> None:
    """409 says when to come back; then the answer is there."""
    answers = []
    first = Thread(target=lambda: answers.append(client.post("/slow", headers=KEY)))
    first.start()
    assert deeds.begun.wait(20)
    second = client.post("/slow", headers=KEY)
    deeds.go_on.set()
    first.join(20)
    assert (second.status_code, second.headers["Retry-After"]) == (409, "2")
    assert answers[0].status_code == 200
    assert client.post("/slow", headers=KEY).headers["Idempotent-Replayed"] == "true"


def test_a_killed_attempt_does_not_block_for_ever(
    client: TestClient, deeds: Deeds, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its lease the next attempt does the work."""
    now = [NOW]
    monkeypatch.setattr(idempotency, "run_time", lambda: now[0])
    client.post("/deeds", json={}, headers=KEY)
    _kill_before_the_answer(store_url)
    assert client.post("/deeds", json={}, headers=KEY).status_code == 409
    assert client.post("/deeds", json={"b": 1}, headers=KEY).status_code == 422
    now[0] += LEASE
    assert client.post("/deeds", json={}, headers=KEY).content == b'"deed 2"'
    assert client.post("/deeds", json={}, headers=KEY).content == b'"deed 2"'


def test_after_a_day_the_key_is_free(
    client: TestClient, deeds: Deeds, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is over is forgotten, rows and all."""
    now = [NOW]
    monkeypatch.setattr(idempotency, "run_time", lambda: now[0])
    client.post("/deeds", json={"a": 1}, headers=KEY)
    client.post("/deeds", json={"a": 1}, headers={"Idempotency-Key": "other"})
    now[0] += KEPT - timedelta(seconds=1)
    assert client.post("/deeds", json={"a": 1}, headers=KEY).content == b'"deed 1"'
    now[0] += timedelta(seconds=1)
    assert client.post("/deeds", json={"a": 2}, headers=KEY).content == b'"deed 3"'
    engine = open_engine(store_url)
    with transaction(engine) as session:
        assert session.query(AnswerRow).count() == 1
    engine.dispose()


def test_a_form_may_be_sent_again_with_another_boundary(client: TestClient, deeds: Deeds) -> None:
    """Clients draw one for each attempt; the file decides."""
    for text in ("uno", "uno"):
        answer = client.post("/files", files={"file": ("a.txt", text)}, headers=KEY)
        assert answer.content == b'"1"'
    assert client.post("/files", files={"file": ("a.txt", "dos")}, headers=KEY).status_code == 422
    assert deeds.done == ["uno"]


@pytest.mark.parametrize("key", ["", "a" * 201, "a b", "é"])
def test_a_key_is_a_word(client: TestClient, key: str) -> None:
    """Anything else is refused before work is done."""
    headers = {"Idempotency-Key": key.encode("latin-1")}
    assert client.post("/deeds", json={}, headers=headers).status_code == 422


def test_who_may_is_asked_before_what_was_answered() -> None:
    """Whose role was taken away gets no old answer; and no answer with a key in it is kept."""
    names = []
    for route in iter_route_contexts(create_app(Settings()).routes):
        dependant = getattr(route, "dependant", None)
        calls = [each.call for each in dependant.dependencies] if dependant else []
        if idempotency.attempt in calls:
            names.append(route.name)
            who = next(place for place, call in enumerate(calls) if isinstance(call, Require))
            assert who < calls.index(idempotency.attempt), route.name
    assert "post_comparison" in names
    assert not {"create_api_key", "sign_in"} & set(names)


def _kill_before_the_answer(url: str) -> None:
    engine = open_engine(url)
    with transaction(engine) as session:
        for row in session.query(AnswerRow):
            row.status = row.headers = row.body = None
    engine.dispose()
