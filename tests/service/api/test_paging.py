"""Pages follow each other by keyset; a cursor belongs to one list under one set of filters."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.api.guard import Reader
from service.api.paging import Page, PageQuery
from service.config import Settings
from tests.service.api.conftest import hashing_executor, local_client

START = datetime(2031, 5, 14, tzinfo=UTC)
ROWS = [(START + timedelta(hours=number // 2), f"row_{number:02}") for number in range(10)]

router = APIRouter()


@router.get("/rows")
def list_rows(page: PageQuery, _: Reader, part: str = "") -> Page[str]:
    """Return rows as a repository would: those after the key, in order."""
    rows = [row for row in ROWS if part in row[1] and (page.after is None or row > page.after)]
    return page.page(rows[: page.fetch], key=lambda row: row, item=lambda row: row[1])


@router.get("/others")
def list_others(page: PageQuery, _: Reader) -> Page[str]:
    """Return nothing."""
    return page.page([], key=lambda row: row, item=str)


@pytest.fixture
def paged(store_url: str) -> Iterator[TestClient]:
    """A client of an API with two lists."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    app.include_router(router)
    with local_client(app, raise_server_exceptions=True) as client:
        yield client


def test_pages_follow_each_other_by_cursor(paged: TestClient) -> None:
    """Every row comes once, in order; the last page has no cursor."""
    seen, cursor = [], None
    while True:
        answer = paged.get("/rows", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))
        seen.append(answer.json()["items"])
        cursor = answer.json()["next"]
        if cursor is None:
            assert "Link" not in answer.headers
            break
    assert [len(part) for part in seen] == [3, 3, 3, 1]
    assert [row for part in seen for row in part] == [row[1] for row in ROWS]


def test_the_link_leads_to_the_next_page_with_the_filters(paged: TestClient) -> None:
    """Following it needs no knowledge of parameters."""
    answer = paged.get("/rows", params={"limit": 4, "part": "row_0"})
    seen = answer.json()["items"]
    while "next" in answer.links:
        answer = paged.get(answer.links["next"]["url"])
        seen += answer.json()["items"]
    assert seen == [f"row_{number:02}" for number in range(10)]


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/others", {}),
        ("/rows", {"part": "row_0"}),
        ("/rows", {"part": "", "cut": "yes"}),
    ],
)
def test_a_cursor_of_another_list_is_refused(
    paged: TestClient, path: str, params: dict[str, str]
) -> None:
    """It would skip rows that nobody has seen."""
    cursor = paged.get("/rows", params={"limit": 2}).json()["next"]
    answer = paged.get(path, params={**params, "cursor": cursor})
    assert answer.status_code == 422
    assert "begin without one" in answer.json()["detail"]


@pytest.mark.parametrize("cursor", ["x", "é.é", "WyJhIl0.AAAA", "....", "\x00", "a" * 2000])
def test_a_cursor_that_we_did_not_make_is_refused(paged: TestClient, cursor: str) -> None:
    """Nobody chooses where a list goes on."""
    assert paged.get("/rows", params={"cursor": cursor}).status_code == 422


def test_a_cursor_holds_in_every_process_of_an_installation(store_url: str) -> None:
    """The second one has the secret that the first one made."""
    pages = []
    cursor: dict[str, str] = {}
    for _ in range(2):
        app = create_app(Settings(database_url=store_url), executor=hashing_executor)
        app.include_router(router)
        with local_client(app, raise_server_exceptions=True) as client:
            answer = client.get("/rows", params={"limit": 5, **cursor})
            pages.append(answer.json()["items"])
            cursor = {"cursor": answer.json()["next"]}
    assert pages == [[row[1] for row in ROWS[:5]], [row[1] for row in ROWS[5:]]]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", "9" * 30])
def test_a_page_has_a_size(paged: TestClient, limit: str) -> None:
    """From 1 to 200."""
    assert paged.get("/rows", params={"limit": limit}).status_code == 422
