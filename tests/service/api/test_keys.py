"""Keys over HTTP, and who needs none: what is made, what is shown, who is turned away."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from service.access.roles import Role
from service.api.app import create_app
from service.api.problems import Problem
from service.clock import run_time
from service.config import Settings
from tests.service.api.callers import Headers, token_of
from tests.service.api.conftest import hashing_executor, local_client


def test_at_once_on_one_machine(client: TestClient) -> None:
    """The person at the machine makes the first key, and from then on needs it."""
    assert client.get("/v1/session").json() == {
        "name": "local",
        "role": "admin",
        "kind": "local",
        "actor": "local",
        "key_id": None,
    }
    made = client.post("/v1/keys", json={"name": "me", "role": "admin"})
    assert made.status_code == 201
    assert made.headers["Cache-Control"] == "no-store"
    assert client.get("/v1/session").status_code == 401
    with_key = client.get("/v1/session", headers={"X-API-Key": made.json()["key"]})
    assert (with_key.json()["actor"], with_key.json()["role"]) == ("key:me", "admin")


@pytest.mark.parametrize(
    ("peer", "marks", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.0.0.7", {}, 401),
        ("127.0.0.1", {"Host": "evil.example.org"}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "8.8.8.8"}, 401),
        ("127.0.0.1", {"Forwarded": "for=8.8.8.8"}, 401),
    ],
)
def test_the_open_door_is_for_this_machine(
    store_url: str, peer: str, marks: dict[str, str], status: int
) -> None:
    """No neighbour, no site that was turned to 127.0.0.1, nobody behind a proxy."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app, peer) as found:
        assert found.get("/v1/session", headers=marks).status_code == status
        assert found.post("/v1/keys", json={}, headers=marks).status_code in {401, 422}
        assert found.get("/healthz", headers=marks).status_code == 200


def test_another_site_makes_no_key_through_the_open_door(client: TestClient) -> None:
    """The browser of the person at the machine is asked by a page of somebody else's."""
    asked = {"name": "evil", "role": "admin"}
    for marks in ({"Origin": "https://evil.org"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/v1/keys", json=asked, headers=marks)
        assert answer.status_code == 403
        assert "Another site" in answer.json()["detail"]
    assert client.get("/v1/keys").json() == {"keys": []}


def test_an_answer_is_given_again_to_who_asked_only(client: TestClient, headers: Headers) -> None:
    """Somebody else's `Idempotency-Key` is no key to their answer."""
    once = {"Idempotency-Key": "once"}
    sides = {"left": {"text": "Hay 42 heridos."}, "right": {"text": "Hay 45 heridos."}}
    first, second = headers[Role.READER] | once, headers[Role.EDITOR] | once
    assert client.post("/v1/comparisons", json=sides, headers=first).status_code == 200
    again = client.post("/v1/comparisons", json=sides, headers=first)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = client.post("/v1/comparisons", json={"left": {}}, headers=second)
    assert other.status_code == 422
    assert "invalid" in other.json()
    own = client.post("/v1/comparisons", json=sides, headers=second)
    assert "Idempotent-Replayed" not in own.headers


def test_a_stranger_is_told_how_to_come_in(client: TestClient, headers: Headers) -> None:
    """401 with the scheme, the same for every wrong key."""
    unknown = client.get("/v1/session")
    assert unknown.status_code == 401
    assert unknown.headers["WWW-Authenticate"] == "Bearer"
    assert "sign in" in Problem.model_validate_json(unknown.content).detail
    right = token_of(headers[Role.ADMIN])
    seen = {
        client.get("/v1/keys", headers={"Authorization": f"Bearer {wrong}"}).json()["detail"]
        for wrong in ("x", right[:-1], right[:-3] + "AAA", "ctr_" + "0" * 20 + "_" + "A" * 43)
    }
    assert len(seen) == 1


def test_a_key_is_made_listed_and_revoked(client: TestClient, headers: Headers) -> None:
    """Shown once; listed without it; at once of no use when revoked, which may be said twice."""
    admin = headers[Role.ADMIN]
    until = (run_time() + timedelta(days=1)).isoformat()
    asked = {"name": "nightly", "role": "editor", "expires_at": until}
    made = client.post("/v1/keys", json=asked, headers=admin).json()
    listed = client.get("/v1/keys", headers=admin)
    assert made["key"] not in listed.text
    (found,) = (key for key in listed.json()["keys"] if key["name"] == "nightly")
    assert found == {name: value for name, value in made.items() if name != "key"}
    assert (found["holds"], found["created_by"]) == (True, "key:a admin")
    mine = {"Authorization": f"Bearer {made['key']}"}
    assert client.get("/v1/session", headers=mine).json()["role"] == "editor"
    for _ in range(2):
        gone = client.delete(f"/v1/keys/{made['key_id']}", headers=admin)
        assert gone.status_code == 204
    assert client.get("/v1/session", headers=mine).status_code == 401
    assert client.delete(f"/v1/keys/key_{'0' * 20}", headers=admin).status_code == 404
    assert client.post("/v1/keys", json=asked, headers=admin).status_code == 409


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"name": "", "role": "reader"},
        {"name": "a\u0000", "role": "reader"},
        {"name": "x" * 81, "role": "reader"},
        {"name": "a", "role": "root"},
        {"name": "a", "role": "reader", "expires_at": "2001-01-01T00:00:00Z"},
        {"name": "a", "role": "reader", "expires_at": "9999-12-31T23:59:59-14:00"},
        {"name": "a", "role": "reader", "expires_at": "0001-01-01T00:00:00+14:00"},
        {"name": "a", "role": "reader", "expires_at": "2099-01-01T00:00:00"},
        {"name": "a", "role": "reader", "more": 1},
    ],
)
def test_a_key_that_makes_no_sense(client: TestClient, asked: dict[str, str]) -> None:
    """422, and nothing is made."""
    assert client.post("/v1/keys", json=asked).status_code == 422
    assert client.get("/v1/keys").json() == {"keys": []}
