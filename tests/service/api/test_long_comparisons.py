"""Comparisons that take longer: a job at once, whose result is the same comparison."""

from collections.abc import Iterator
from time import monotonic, sleep

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.api.services import Services
from service.config import Settings
from service.jobs.kind import Means
from service.jobs.worker import Worker
from tests.service.api.asking import LEFT, RIGHT, compared, text_side, walked
from tests.service.api.conftest import hashing_executor, local_client

PATIENCE = 60.0
ASYNC = {"Prefer": "respond-async"}


@pytest.fixture
def short(store_url: str) -> Iterator[TestClient]:
    """A client of an API where every text is a long one."""
    settings = Settings(database_url=store_url, max_waiting_characters=10)
    with local_client(create_app(settings, executor=hashing_executor)) as client:
        yield client


def drain(client: TestClient) -> None:
    """Do the jobs that wait."""
    assert isinstance(client.app, FastAPI)
    services: Services = client.app.state.services
    means = Means(services.settings, services.engine, services.executor)
    worker = Worker(means, services.queue, drains=True)
    worker.start()
    until = monotonic() + PATIENCE
    while worker.is_alive():
        assert monotonic() < until
        sleep(0.01)
    assert worker.error is None


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_job_and_then_its_result(
    client: TestClient, short: TestClient, *, is_asked: bool
) -> None:
    """Asked for, or because of the length: 202, the job at its place, then the comparison."""
    asking = client if is_asked else short
    headers = ASYNC if is_asked else {}
    body = {"left": LEFT, "right": RIGHT}
    answer = asking.post("/v1/comparisons", json=body, headers=headers)
    assert answer.status_code == 202
    assert ("preference-applied" in answer.headers) is is_asked
    assert asking.get(answer.headers["location"]).json() == answer.json()
    assert answer.json()["state"] == "queued"
    drain(asking)
    job = asking.get(answer.headers["location"]).json()
    assert job["state"] == "done"
    found = asking.get(job["result"])
    again = asking.post("/v1/comparisons", json=body, headers=headers)
    assert (again.status_code, again.content) == (200, found.content)
    assert compared(client) == found.json()


def test_asking_twice_is_one_job(client: TestClient) -> None:
    """The documents are stored once, and one job waits."""
    body = {"left": LEFT, "right": RIGHT}
    answers = [client.post("/v1/comparisons", json=body, headers=ASYNC) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert len([*walked(client, "/v1/jobs")]) == 1
    assert len([*walked(client, "/v1/documents")]) == 2


def test_what_cannot_be_done_is_said_at_once(client: TestClient) -> None:
    """One document twice, or none: no job is made of it."""
    missing = {"document_id": f"doc_{'0' * 20}"}
    for right, status in ((LEFT, 422), (missing, 404)):
        body = {"left": LEFT, "right": right}
        assert client.post("/v1/comparisons", json=body, headers=ASYNC).status_code == status
    assert not [*walked(client, "/v1/jobs")]
    assert not [*walked(client, "/v1/documents")]


def test_stored_documents(client: TestClient) -> None:
    """A job on stored documents is the one on their texts."""
    ids = [each["document_id"] for each in compared(client)["documents"]]
    third = text_side(7, "Diario C")
    jobs = [
        client.post("/v1/comparisons", json={"left": left, "right": third}, headers=ASYNC).json()
        for left in (LEFT, {"document_id": ids[0]})
    ]
    assert jobs[0] == jobs[1]
