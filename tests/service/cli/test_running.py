"""`contraste serve` and `contraste worker`: they start, say what is wrong, and stop when told."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from service.store.jobs import JobState
from service.store.unit import read_only, unit_of_work
from tests.databases import (
    backend,
    engine,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.cli.programs import ROOT, running, url_of, variables
from tests.service.jobs.stored import AT, found

__all__ = [
    "backend",
    "engine",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]


@pytest.fixture
def environment(store_url: str, tmp_path: Path) -> dict[str, str]:
    """Variables of a program that has no model, which nothing here needs."""
    return variables({"database_url": store_url, "model": tmp_path / "no-model"})


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_server_says_where_it_is_and_stops_when_told(
    tmp_path: Path, environment: dict[str, str], by: signal.Signals
) -> None:
    """It lives when it says so; told to stop, it ends well. Without a model it is not ready."""
    with running(tmp_path, "serve", "--port", "0", **environment) as server:
        assert httpx.get(f"{url_of(server)}/healthz").json() == {"status": "ok"}
        assert httpx.get(f"{url_of(server)}/readyz").status_code == 503
        assert server.end(by) == 0
        assert "Traceback" not in server.said


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_taken_port_is_one_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    """And exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with running(tmp_path, "serve", "--port", port, **environment) as server:
            assert server.process.wait(120) == 2
    assert server.said == (
        f"contraste: The server cannot listen on 127.0.0.1, port {port} "
        "(Address already in use); name others with --host and --port.\n"
    )


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_strangers_are_kept_out(tmp_path: Path, environment: dict[str, str]) -> None:
    """Without keys it listens on loopback alone."""
    with running(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0", **environment) as server:  # noqa: S104
        assert server.process.wait(120) == 2
    assert server.said.startswith("contraste: Others can reach 0.0.0.0")


def ask_what_cannot_be(engine: Engine) -> str:
    """Queue a comparison of documents that are not there: a job that needs no model to fail."""
    with unit_of_work(engine, at=AT) as store:
        payload = {"left_id": "doc_1", "right_id": "doc_2", "actor": "ana"}
        return store.jobs.add("compare", payload, at=AT)


@pytest.mark.parametrize("arguments", [("worker",), ("worker", "--drain", "--name", "night")])
def test_a_worker_does_what_waits(
    tmp_path: Path, engine: Engine, environment: dict[str, str], arguments: tuple[str, ...]
) -> None:
    """It says how that went, and ends when told, or with --drain by itself."""
    job_id = ask_what_cannot_be(engine)
    with running(tmp_path, *arguments, **environment) as worker:
        worker.wait_for(f"{job_id} failed")
        if "--drain" in arguments:
            assert worker.process.wait(60) == 0
        else:
            assert worker.end() == 0
    assert found(engine, job_id).state is JobState.FAILED


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_server_does_jobs_unless_told_not_to(
    tmp_path: Path, engine: Engine, environment: dict[str, str]
) -> None:
    """With --no-worker they wait for a worker."""
    job_id = ask_what_cannot_be(engine)
    with running(tmp_path, "serve", "--port", "0", "--no-worker", **environment) as server:
        url_of(server)
        assert server.end() == 0
    with read_only(engine) as store:
        assert store.jobs.is_waited_for(["compare"])
    with running(tmp_path, "serve", "--port", "0", **environment) as server:
        url_of(server)
        while found(engine, job_id).state is not JobState.FAILED:
            assert server.process.poll() is None
        assert server.end() == 0


def test_the_web_process_loads_no_model_engine() -> None:
    """Its memory and its start depend on it; the process beside it has what computes."""
    script = "import sys, service.cli.serving; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0  # noqa: S603
