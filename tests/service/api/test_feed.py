"""The feed over HTTP: in the API and beside the pages, sent again only when something is new."""

from collections.abc import Iterator

import feedparser
import pytest
from fastapi.testclient import TestClient

from service.access.keys import create_key
from service.access.roles import Role
from service.app import create_app
from service.config import Settings
from service.delivery.queueing import queue_report
from service.store.engine import open_engine
from service.store.unit import unit_of_work
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.delivery.made import AT, ON, MadeReport

PATHS = ("/v1/reports/feed.atom", "/reports/feed.atom")


@pytest.fixture
def whole(store_url: str) -> Iterator[TestClient]:
    """A client of the API and the pages, with one report."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app, follow_redirects=False) as client:
        add(store_url, MadeReport())
        yield client


def add(url: str, report: MadeReport) -> None:
    """Queue a report, for nobody but the feed."""
    engine = open_engine(url)
    with unit_of_work(engine) as store:
        queue_report(store, report, Settings(), on=ON, at=AT)
    engine.dispose()


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_is_asked_for_again_and_again(whole: TestClient, store_url: str, path: str) -> None:
    """304 while nothing is new; one language alone where it is asked for."""
    answer = whole.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    (entry,) = feedparser.parse(answer.content).entries
    assert entry.title == MadeReport().title
    known = {"If-None-Match": answer.headers["etag"]}
    again = whole.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    add(store_url, MadeReport("rpt_2", language="en"))
    fresh = whole.get(path, headers=known)
    assert fresh.status_code == 200
    assert len(feedparser.parse(fresh.content).entries) == 2
    only = whole.get(path, params={"language": "en"})
    assert len(feedparser.parse(only.content).entries) == 1
    assert whole.get(path, params={"language": "xx"}).status_code == 422


@pytest.mark.parametrize("path", PATHS)
def test_strangers_get_no_feed(whole: TestClient, store_url: str, path: str) -> None:
    """A reader's key is needed once there is one, and suffices."""
    engine = open_engine(store_url)
    with unit_of_work(engine, actor="local", at=AT) as store:
        made = create_key(store, "feeds", Role.READER, by="local", at=AT, expires_at=None)
    engine.dispose()
    assert whole.get(path).status_code in (303, 401)
    assert whole.get(path, headers={"Authorization": f"Bearer {made.token}"}).status_code == 200
