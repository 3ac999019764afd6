"""Callers have budgets; what is left is told, and what is too much is refused."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.config import Settings
from tests.service.api.middleware.app import KEYHOLDER, served

KEY = {"Authorization": "Bearer secret"}


@pytest.fixture
def few(settings: Settings) -> Settings:
    """Settings with small budgets."""
    return settings.model_copy(update={"rate_reads": 3, "rate_writes": 2, "rate_strangers": 2})


@pytest.fixture
def client(few: Settings) -> Iterator[TestClient]:
    """A client with a key, from elsewhere."""
    with served(few, KEYHOLDER, address="192.0.2.7") as found:
        found.headers.update(KEY)
        yield found


def test_reads_and_writes_have_a_budget_each(client: TestClient) -> None:
    """Who has spent one may still use the other."""
    assert [client.get("/read").status_code for _ in range(4)] == [200, 200, 200, 429]
    written = [client.post("/echo/a", json={}).status_code for _ in range(3)]
    assert written == [200, 200, 429]


def test_every_answer_tells_what_is_left(client: TestClient) -> None:
    """In the fields of the draft, and in those that clients read today."""
    headers = client.get("/read").headers
    assert headers["RateLimit-Policy"] == '"reads";q=3;w=60'
    assert headers["RateLimit"].startswith('"reads";r=2;t=')
    assert (headers["RateLimit-Limit"], headers["RateLimit-Remaining"]) == ("3", "2")
    assert 1 <= int(headers["RateLimit-Reset"]) <= 60


def test_a_refusal_says_when_to_come_back(client: TestClient) -> None:
    """429 with Retry-After."""
    for _ in range(3):
        client.get("/read")
    refused = client.get("/read")
    assert refused.headers["Retry-After"] == refused.headers["RateLimit-Reset"]
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert "3 reads in a minute" in refused.json()["detail"]


def test_the_person_at_this_machine_is_not_counted(few: Settings) -> None:
    """Nobody else shares it."""
    with served(few, address="127.0.0.1") as client:
        answers = [client.get("/read") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert not any("RateLimit" in answer.headers for answer in answers)


def test_strangers_are_counted_by_address(few: Settings) -> None:
    """Before anything is done for them."""
    with served(few, address="192.0.2.7") as client:
        assert [client.get("/open").status_code for _ in range(3)] == [200, 200, 429]
    with served(few, address="127.0.0.1") as client:
        assert {client.get("/open").status_code for _ in range(5)} == {200}


def test_no_limit_is_a_setting(settings: Settings) -> None:
    """0 says so, and the fields are left out."""
    free = settings.model_copy(update={"rate_reads": 0})
    with served(free, KEYHOLDER, address="192.0.2.7") as client:
        client.headers.update(KEY)
        assert "RateLimit" not in client.get("/read").headers


@pytest.mark.parametrize(
    ("trusted", "limited"), [("", False), ("10.0.0.0/8", False), ("127.0.0.1", True)]
)
def test_only_trusted_proxies_tell_who_asks(few: Settings, trusted: str, limited: bool) -> None:
    """Anybody can write X-Forwarded-For."""
    behind = few.model_copy(update={"trusted_proxies": trusted})
    with served(behind, address="127.0.0.1") as client:
        sent = {"X-Forwarded-For": "192.0.2.9"}
        statuses = [client.get("/open", headers=sent).status_code for _ in range(3)]
    assert (statuses[-1] == 429) is limited
