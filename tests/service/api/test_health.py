"""Whether the service lives, can work, and how much it does; on both databases."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.store.engine import open_engine, transaction
from service.work.executor import InlineExecutor


def test_what_is_well_says_so(client: TestClient) -> None:
    """Without a key: whoever watches the process has none."""
    for path in ("/healthz", "/readyz"):
        assert client.get(path).json() == {"status": "ok"}


def test_another_schema_is_not_ready(client: TestClient, store_url: str) -> None:
    """A newer version migrated the database under this process; it lives, and cannot work."""
    engine = open_engine(store_url)
    with transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'f00f00f00f00'"))
    engine.dispose()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_without_its_model_it_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 says when to look again."""
    monkeypatch.setattr(InlineExecutor, "is_ready", False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_metrics_count_requests_by_route(client: TestClient) -> None:
    """Not by path, which would make a series of every identifier."""
    for number in range(3):
        client.get(f"/v1/comparisons/cmp_{number:020x}")
        client.get(f"/nowhere/{number}")
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    route = "/v1/comparisons/{comparison_id}"
    counted = f'contraste_http_requests_total{{method="GET",route="{route}",status="404"}} 3.0'
    assert counted in lines
    assert 'contraste_http_requests_total{method="GET",route="(none)",status="404"} 3.0' in lines
    assert 'contraste_stored{kind="document"} 0.0' in lines
    assert 'contraste_jobs{state="queued"} 0.0' in lines
    assert any(line.startswith("contraste_http_request_seconds_bucket") for line in lines)


def test_metrics_count_model_work(client: TestClient) -> None:
    """The task by its name, and what it stored."""
    side = {"text": "El puerto cerró el lunes por la huelga.", "source": "A"}
    made = client.post("/v1/comparisons", json={"left": side, "right": {**side, "source": "B"}})
    assert made.status_code == 200
    lines = client.get("/metrics").text.splitlines()
    assert 'contraste_model_task_seconds_count{task="compare"} 1.0' in lines
    assert 'contraste_stored{kind="comparison"} 1.0' in lines
