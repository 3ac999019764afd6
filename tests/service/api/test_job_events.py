"""The stream of a job's progress behind a real server: told as it happens, and let go of."""

import socket
import time
from collections.abc import Callable, Iterator
from threading import Thread

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from service.api.app import create_app
from service.api.services import Services
from service.config import Settings
from service.store.unit import unit_of_work
from tests.service.api.conftest import hashing_executor
from tests.service.jobs.stored import AT, add

_PATIENCE = 60.0


@pytest.fixture
def app(store_url: str) -> FastAPI:
    """The application."""
    return create_app(Settings(database_url=store_url), executor=hashing_executor)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """Where it is served."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    thread = Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    wait_until(lambda: running.started)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(_PATIENCE)
    assert not thread.is_alive()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_progress_is_told_as_it_happens(app: FastAPI, address: str) -> None:
    """Each line is there long before the stream ends, and the stream ends with the job."""
    services: Services = app.state.services
    job_id = add(services.engine, "test")
    seen = []
    with httpx.stream("GET", f"{address}/v1/jobs/{job_id}/events", timeout=_PATIENCE) as answer:
        for line in answer.iter_lines():
            if not line.startswith("data: "):
                continue
            seen.append(line)
            with unit_of_work(services.engine, at=AT) as store:
                if len(seen) == 1:
                    assert store.jobs.take("w1", at=AT)
                elif len(seen) == 2:
                    store.jobs.cancel(job_id, at=AT)
    assert [line.split('"state":"')[1].split('"')[0] for line in seen] == [
        "queued",
        "running",
        "cancelled",
    ]


def test_who_leaves_is_forgotten(app: FastAPI, address: str) -> None:
    """The stream of a listener that has gone holds no place; nor does the server's end wait."""
    services: Services = app.state.services
    job_id = add(services.engine, "test")
    place = f"{address}/v1/jobs/{job_id}/events?seconds=600"
    with httpx.stream("GET", place, timeout=_PATIENCE) as answer:
        # An iterator that is forgotten closes the connection.
        lines = answer.iter_lines()
        assert next(lines).startswith("retry: ")
        assert services.listeners.open == 1
    wait_until(lambda: services.listeners.open == 0)
