"""Jobs over HTTP: listed by pages, watched until they are over, tried again and cancelled."""

import json
from datetime import timedelta

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from service.api.services import Services
from service.store.jobs import Job
from service.store.unit import unit_of_work
from tests.service.jobs.stored import AT


def add(engine: Engine, number: int = 0, kind: str = "test") -> str:
    """Queue a job, later ones later."""
    at = AT + timedelta(minutes=number)
    with unit_of_work(engine, at=at) as store:
        return store.jobs.add(kind, {"number": number, "actor": "key:ana"}, at=at)


def take(engine: Engine) -> Job:
    """Begin the oldest job."""
    with unit_of_work(engine) as store:
        job = store.jobs.take("w1", at=AT)
    assert job is not None
    return job


def fail(engine: Engine) -> None:
    """Let the oldest job fail."""
    job = take(engine)
    with unit_of_work(engine) as store:
        assert store.jobs.fail(job, "The page is gone.", at=AT)


def finish(engine: Engine, result: str = "cmp_00000000000000000001") -> None:
    """Let the oldest job be done."""
    job = take(engine)
    with unit_of_work(engine) as store:
        assert store.jobs.beat(job, 3, 3, at=AT)
        assert store.jobs.finish(job, result, at=AT)


def test_a_job_says_how_it_stands(client: TestClient, engine: Engine) -> None:
    """With the path of what came of it; not with who asked and who works on it."""
    job_id = add(engine)
    found = client.get(f"/v1/jobs/{job_id}").json()
    assert (found["state"], found["result"]) == ("queued", None)
    finish(engine)
    found = client.get(f"/v1/jobs/{job_id}").json()
    assert (found["state"], found["done"], found["total"]) == ("done", 3, 3)
    assert found["result"] == "/v1/comparisons/cmp_00000000000000000001"
    assert not {"payload", "worker", "actor"} & set(found)
    assert client.get("/v1/jobs/job_00000000000000000000").status_code == 404


def test_jobs_are_listed_by_pages(client: TestClient, engine: Engine) -> None:
    """Newest first; filters hold on every page."""
    made = [add(engine, number, "test" if number % 2 else "other") for number in range(6)]
    finish(engine)

    def pages(query: str) -> list[str]:
        seen, address = [], f"/v1/jobs?limit=2{query}"
        while address:
            page = client.get(address)
            seen += [job["job_id"] for job in page.json()["items"]]
            address = page.links["next"]["url"] if "next" in page.links else ""
        return seen

    assert pages("") == made[::-1]
    assert pages("&kind=test") == made[5::-2]
    assert pages("&state=done") == made[:1]
    assert pages("&state=queued&kind=other") == [made[4], made[2]]
    assert client.get("/v1/jobs?state=lost").status_code == 422


def test_a_failed_job_is_tried_again(client: TestClient, engine: Engine) -> None:
    """And no other; its failure is forgotten."""
    job_id = add(engine)
    assert client.post(f"/v1/jobs/{job_id}/retry").status_code == 409
    fail(engine)
    assert client.get(f"/v1/jobs/{job_id}").json()["error"] == "The page is gone."
    again = client.post(f"/v1/jobs/{job_id}/retry").json()
    assert (again["state"], again["error"], again["attempts"]) == ("queued", None, 0)
    finish(engine)
    assert client.post(f"/v1/jobs/{job_id}/retry").status_code == 409
    assert client.post("/v1/jobs/job_00000000000000000000/retry").status_code == 404


def test_a_job_is_cancelled(client: TestClient, engine: Engine) -> None:
    """While it waits or runs, twice too; not once it is over."""
    job_id = add(engine)
    for _ in range(2):
        assert client.post(f"/v1/jobs/{job_id}/cancel").json()["state"] == "cancelled"
    client.post(f"/v1/jobs/{job_id}/retry")
    job = take(engine)
    assert client.post(f"/v1/jobs/{job_id}/cancel").json()["state"] == "cancelled"
    with unit_of_work(engine) as store:
        assert not store.jobs.finish(job, None, at=AT)
    client.post(f"/v1/jobs/{job_id}/retry")
    fail(engine)
    assert client.post(f"/v1/jobs/{job_id}/cancel").status_code == 409


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    """Return the name and the job of each event of a stream."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[0] != ":")
        if fields.get("event") == "job":
            found.append((fields["id"], json.loads(fields["data"])))
    return found


def test_a_job_is_watched_until_it_is_over(client: TestClient, engine: Engine) -> None:
    """Each change is told once; who knows the end already is told not to come back."""
    job_id = add(engine)
    job = take(engine)
    address = f"/v1/jobs/{job_id}/events"
    with client.stream("GET", f"{address}?seconds=2") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        ((first, told),) = events("".join(answer.iter_text()))
    assert (told["state"], told["done"]) == ("running", 0)
    known = client.get(f"{address}?seconds=1", headers={"Last-Event-ID": first})
    assert events(known.text) == []
    with unit_of_work(engine) as store:
        store.jobs.beat(job, 2, 3, at=AT)
    ((second, told),) = events(client.get(f"{address}?seconds=1").text)
    assert told["done"] == 2
    with unit_of_work(engine) as store:
        store.jobs.finish(job, None, at=AT)
    ((last, told),) = events(client.get(address, headers={"Last-Event-ID": second}).text)
    assert told["state"] == "done"
    assert client.get(address, headers={"Last-Event-ID": last}).status_code == 204
    assert client.get("/v1/jobs/job_00000000000000000000/events").status_code == 404


def test_only_so_many_listen(client: TestClient, engine: Engine) -> None:
    """Others are asked to look now and then; who leaves makes room."""
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    job_id = add(engine)
    assert client.get(f"/v1/jobs/{job_id}/events?seconds=1").status_code == 200
    assert services.listeners.open == 0
    services.listeners.open = services.listeners.most
    answer = client.get(f"/v1/jobs/{job_id}/events?seconds=1")
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
