"""Nightly reports as pages and over HTTP: listed, shown in both languages, taken away."""

import pytest
from fastapi.testclient import TestClient

from service.config import Settings
from service.nightly.running import Means
from service.nightly_contract import NightlyReport
from service.store.engine import open_engine
from tests.service.api.conftest import hashing_executor
from tests.service.nightly import newsroom


@pytest.fixture
def report(client: TestClient, store_url: str) -> NightlyReport:
    """A stored report of one night with a conflict."""
    settings = Settings(database_url=store_url)
    engine = open_engine(store_url)
    means = Means(settings, engine, hashing_executor(settings))
    newsroom.store(means, newsroom.PORT, newsroom.WIRE)
    found = newsroom.night(means).report
    means.executor.close()
    engine.dispose()
    return found


def test_a_report_is_listed_and_shown(client: TestClient, report: NightlyReport) -> None:
    """On the page of reports, in a list of its own, and inside the frame in both languages."""
    address = f"/reports/nightly/{report.report_id}"
    for path in ("/reports", "/reports/nightly"):
        assert f'href="{address}"' in client.get(path).text
    for language, told in (("en", "New conflicts (1)"), ("es", "Conflictos nuevos (1)")):
        page = client.get(address, headers={"Accept-Language": language})
        assert page.status_code == 200
        assert told in page.text
        assert f'href="{address}/pdf"' in page.text


@pytest.mark.parametrize("form", ["html", "md", "json", "csv", "xlsx"])
def test_a_report_is_taken_away(client: TestClient, report: NightlyReport, form: str) -> None:
    """The page's file is the API's, byte for byte."""
    mine = client.get(f"/reports/nightly/{report.report_id}/{form}?lang=en")
    theirs = client.get(f"/v1/reports/nightly/{report.report_id}/forms/{form}")
    assert mine.status_code == theirs.status_code == 200
    assert mine.content == theirs.content
    assert f"{report.report_id}-en.{form}" in mine.headers["content-disposition"]


def test_the_api_lists_and_gives_reports(client: TestClient, report: NightlyReport) -> None:
    """As they are stored."""
    (line,) = client.get("/v1/reports/nightly").json()["items"]
    assert line["report_id"] == report.report_id
    assert line["summary"]["new"] == 1
    assert client.get(line["path"]).json() == report.model_dump(mode="json")
    kinds = [each["kind"] for each in client.get("/v1/reports").json()["items"]]
    assert kinds == ["consistency", "nightly"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/reports/nightly/ngt_00000000000000000000",
        "/v1/reports/nightly/ngt_00000000000000000000/forms/pdf",
        "/reports/nightly/ngt_00000000000000000000",
    ],
)
def test_a_report_that_is_not_there(client: TestClient, path: str) -> None:
    """Is said so."""
    assert client.get(path).status_code == 404
