"""Pairs of claims and of names over HTTP: a few at once, many as a job, garbage refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.api.routes import pairs as routes
from service.jobs.kind import Means
from service.jobs.runner import Runner
from service.store.engine import transaction
from service.store.unit import read_only, unit_of_work
from tests.service.api import desk

JSON = {"Content-Type": "application/json"}


def pair(number: object, **more: object) -> dict[str, Any]:
    """Return a pair of claims that agree."""
    words = f"The storm sank {number} ships in Valdoria."
    return {"id": number, "a": words, "b": words, **more}


def run_jobs(client: TestClient) -> int:
    """Do what waits; return how many jobs there were."""
    services = client.app.state.services  # type: ignore[attr-defined]
    runner = Runner(Means(services.settings, services.engine, services.executor), "test")
    done = 0
    while runner.run_next():
        done += 1
    return done


def test_a_few_are_labelled_at_once_and_not_kept(client: TestClient) -> None:
    """In their order, under the caller's own ids, whatever these are."""
    ids = [7, "seven", "", 10**30, "\u202e\x00"]
    answer = client.post("/v1/pairs", json={"pairs": [pair(each) for each in ids]})
    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert [each["id"] for each in results] == ids
    assert {each["label"] for each in results} == {"agree"}
    with read_only(desk.engine_of(client)) as store:
        assert store.audit.verify().entries == 0


def test_many_are_a_job_and_the_same_again_is_the_same(client: TestClient) -> None:
    """The labels are those that come at once, and can be fetched until they are forgotten."""
    pairs = [pair(number, lang_a="en", published_at="2031-05-13") for number in range(33)]
    pairs[5] |= {"b": "Nobody was hurt.\u0000", "published_at_b": "2031-05-13T09:00:00-05:00"}
    asked = client.post("/v1/pairs", json={"pairs": pairs})
    assert asked.status_code == 202, asked.text
    assert client.post("/v1/pairs", json={"pairs": pairs}).json() == asked.json()
    job = asked.headers["Location"]
    with read_only(desk.engine_of(client)) as store:
        stored = store.jobs.get(asked.json()["job_id"])
    assert stored is not None
    url = f"/v1/pairs/{stored.payload['batch_id']}"
    assert client.get(url).status_code == 202
    assert client.get(url).json()["job_id"] == asked.json()["job_id"]
    assert run_jobs(client) == 1
    assert client.get(job).json()["result"] == url
    found = client.get(url).json()
    few = client.post("/v1/pairs", json={"pairs": pairs[:20]}).json()["results"]
    assert found["results"][:20] == few
    assert [each["id"] for each in found["results"]] == list(range(33))
    again = client.post("/v1/pairs", json={"pairs": pairs})
    assert (again.status_code, again.json()) == (200, found)
    assert run_jobs(client) == 0


def test_a_batch_is_forgotten_and_may_be_sent_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts are gone from the database, too."""
    pairs = {"pairs": [pair(number) for number in range(25)]}
    first = client.post("/v1/pairs", json=pairs).json()["job_id"]
    run_jobs(client)
    engine = desk.engine_of(client)
    with read_only(engine) as store:
        done = store.jobs.get(first)
        assert done is not None
        assert done.result_id is not None
        kept = store.pair_batches.get(done.result_id)
    assert kept is not None
    over = kept.expires_at
    with read_only(engine) as store:
        assert store.pair_batches.get(kept.batch_id, at=over) is None
        assert store.pair_batches.get(kept.batch_id, at=over - timedelta(seconds=1)) is not None
    with unit_of_work(engine, at=over) as store:
        store.pair_batches.add([kept.pairs[0]], "embedded", at=over)
    assert client.get(f"/v1/pairs/{kept.batch_id}").status_code == 404
    with transaction(engine) as session:
        assert session.execute(text("SELECT count(*) FROM pair_batch")).scalar() == 1
    monkeypatch.setattr(routes, "run_time", lambda: over)
    again = client.post("/v1/pairs", json=pairs)
    assert again.status_code == 202
    assert run_jobs(client) == 1
    assert client.get(f"/v1/pairs/{kept.batch_id}").json()["results"] == [
        each.model_dump(mode="json") for each in kept.results or ()
    ]


def test_more_than_a_thousand_are_too_many(client: TestClient) -> None:
    """413 and one sentence, for pairs, names, and names of too many characters."""
    pairs = {"pairs": [{"id": n, "a": "x", "b": "y"} for n in range(1001)]}
    assert desk.problem(client.post("/v1/pairs", json=pairs)).status == 413
    names = {"names": [{"id": n, "a": "x", "b": "y"} for n in range(1001)]}
    assert desk.problem(client.post("/v1/names/compare", json=names)).status == 413
    roster = {"id": 1, "a": "x", "b": "y", "roster": ["a" * 300] * 400}
    assert desk.problem(client.post("/v1/names/compare", json=roster)).status == 413
    just = {"pairs": [{"id": n, "a": "x", "b": "y"} for n in range(1000)]}
    assert client.post("/v1/pairs", json=just).status_code == 202


def test_names_are_decided_one_or_many(client: TestClient) -> None:
    """The same decision either way."""
    line = {"id": 1, "a": "José Jeró", "b": "José Jerí", "roster": ["José Jerí", "Marco Rubio"]}
    other = {"id": "two", "a": "Ana Paz", "b": "Luis Soto"}
    one = client.post("/v1/names/compare", json=line).json()
    assert (one["id"], one["decision"]) == (1, "same")
    many = client.post("/v1/names/compare", json={"names": [line, other]}).json()["results"]
    assert many[0] == one
    assert (many[1]["id"], many[1]["decision"]) == ("two", "different")


@pytest.mark.parametrize("garbage", desk.GARBAGE)
def test_garbage_in_a_path_reaches_no_database(client: TestClient, garbage: str) -> None:
    """And an unknown batch is not there."""
    assert desk.problem(client.get(f"/v1/pairs/{garbage}")).status in (404, 422)
    assert desk.problem(client.get("/v1/pairs/bat_" + "0" * 20)).status == 404


@pytest.mark.parametrize(
    "more",
    [
        {"published_at": "9999-12-31T23:59:59-14:00"},
        {"published_at_a": "0001-01-01"},
        {"published_at_b": "0001-01-01T00:00:00+14:00"},
        {"published_at": 1e300},
        {"published_at": "next Monday"},
        {"lang_a": "x\x00"},
        {"lang_b": "e" * 99},
        {"a": ""},
        {"a": " \n"},
        {"b": "x" * 5001},
        {"id": None},
        {"id": 1.5},
        {"id": []},
        {"other": 1},
    ],
)
def test_a_pair_that_makes_no_sense_is_refused(client: TestClient, more: dict[str, Any]) -> None:
    """The answer names its place in the list."""
    pairs = [pair(1), pair(2) | more]
    problem = desk.problem(client.post("/v1/pairs", json={"pairs": pairs}))
    assert problem.status == 422
    assert any(".1." in f"{each.where}." for each in problem.invalid)


@pytest.mark.parametrize("url", ["/v1/pairs", "/v1/names/compare"])
def test_garbage_in_a_body_is_refused(client: TestClient, url: str) -> None:
    """No server fault, whatever comes."""
    for body in desk.BAD_BODIES:
        desk.problem(client.post(url, content=body, headers=JSON))
    for value in desk.BAD_TEXTS:
        # U+0000 stands in a claim as any other character does: it says nothing.
        if value == "a\x00b":
            continue
        for each in (
            {"pairs": [{"id": 1, "a": value, "b": "x"}]},
            {"names": [{"id": 1, "a": value, "b": "x"}]},
            {"id": 1, "a": "x", "b": value},
            {"pairs": value},
        ):
            desk.problem(client.post(url, content=json.dumps(each).encode(), headers=JSON))
    for empty in ({"pairs": []}, {"names": []}):
        desk.problem(client.post(url, json=empty))
