"""The log over HTTP: everything that was written, filtered, and its head to note down."""

from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from service.store.unit import read_only, unit_of_work
from tests.service.api import desk


@pytest.fixture
def written(client: TestClient) -> TestClient:
    """A client of a store in which two people did something."""
    for actor, titles in (("key:ana", ("One", "Two", "Three")), ("user:b\x00b", ("Four",))):
        with unit_of_work(desk.engine_of(client), actor=actor, at=desk.AT) as store:
            for title in titles:
                store.stories.add(title, at=desk.AT)
            store.sources.add(actor)
    return client


def test_the_log_is_read_page_by_page(written: TestClient) -> None:
    """Newest first, without a gap, the digests hanging together."""
    seen = []
    cursor: str | None = ""
    while cursor is not None:
        params: dict[str, str | int] = {"limit": 2}
        page = written.get("/v1/audit", params=params | ({"cursor": cursor} if cursor else {}))
        seen += page.json()["items"]
        cursor = page.json()["next"]
    assert [each["number"] for each in seen] == list(range(6, 0, -1))
    assert all(one["previous"] == other["digest"] for one, other in pairwise(seen))


def test_the_head_is_what_a_check_accepts(written: TestClient) -> None:
    """It is the last entry's; of an empty log zeros."""
    head = written.get("/v1/audit/head").json()
    with read_only(desk.engine_of(written)) as store:
        found = store.audit.verify(head["digest"])
    assert found.broken is None
    assert (found.entries, found.head) == (head["number"], head["digest"])


def test_the_head_of_an_empty_log(client: TestClient) -> None:
    """Is that before the first entry."""
    assert client.get("/v1/audit/head").json() == {"number": 0, "digest": "0" * 64}


def test_filters_keep_one_actor_action_or_subject(written: TestClient) -> None:
    """And all of them at once."""

    def numbers(**params: str) -> list[int]:
        items = written.get("/v1/audit", params=params).json()["items"]
        return [each["number"] for each in items]

    assert numbers(actor="key:ana") == [4, 3, 2, 1]
    assert numbers(actor="user:b\x00b") == [6, 5]
    assert numbers(action="story.add") == [5, 3, 2, 1]
    subject = written.get("/v1/audit").json()["items"][-1]["subject"]
    assert numbers(subject=subject) == [1]
    assert numbers(subject=subject, actor="user:b\x00b") == []


@pytest.mark.parametrize(
    "query",
    [
        "actor=",
        "action=%00",
        "action=X",
        "subject=x",
        "subject=doc_%00",
        "subject=doc_" + "a" * 99,
        "cursor=%00",
        "limit=201",
        "actor=" + "x" * 999,
    ],
)
def test_garbage_in_a_query_is_refused(client: TestClient, query: str) -> None:
    """Before a database sees it."""
    assert desk.problem(client.get(f"/v1/audit?{query}")).status == 422
