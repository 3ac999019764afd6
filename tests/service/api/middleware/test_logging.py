"""What goes to the log: routes, numbers, identifiers; never a text, a query, a key, a cookie."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from service.config import LogFormat, LogLevel, Settings
from service.logs import configure_logs
from tests.service.api.middleware.app import KEYHOLDER, served

SECRETS = ("Quetzaltenango", "ctr_geheim", "cookie-geheim", "query-geheim", "path-geheim")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What is logged; the process logs as before afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    found = io.StringIO()
    configure_logs(LogFormat.JSON, LogLevel.DEBUG, found)
    yield found
    root.handlers[:], root.level = before


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line(settings: Settings, stream: io.StringIO) -> None:
    """It has the route's template, and what is needed to find it again."""
    with served(settings, KEYHOLDER) as client:
        client.get("/v1/comparisons/cmp_0123456789abcdef0123", headers={"X-Request-ID": "mine"})
    found = [line for line in _lines(stream) if line["event"] == "request"]
    assert len(found) == 1
    line = found[0]
    assert line["route"] == "/v1/comparisons/{comparison_id}"
    assert line["comparison_id"] == "cmp_0123456789abcdef0123"
    assert (line["method"], line["status"], line["request_id"]) == ("GET", 404, "mine")
    assert (line["level"], line["caller"]) == ("info", "key:desk")
    assert line["ms"] > 0
    assert line["bytes"] > 100


@pytest.mark.parametrize("path", ["/echo/path-geheim", "/fail/bug", "/fail/input", "/fail/store"])
def test_nothing_that_was_sent_is_logged(
    settings: Settings, stream: io.StringIO, path: str
) -> None:
    """Not even where code fails with the words in its error."""
    with served(settings, KEYHOLDER) as client:
        client.post(
            path,
            params={"q": "query-geheim"},
            json={"text": "Quetzaltenango"},
            headers={"Authorization": "Bearer ctr_geheim", "Cookie": "contraste=cookie-geheim"},
        )
        client.get("/path-geheim", params={"q": "query-geheim"})
        client.request("QUERY-GEHEIM", "/open")
    logged = stream.getvalue()
    assert "request" in logged
    assert not [secret for secret in SECRETS if secret.lower() in logged.lower()]


def test_a_fault_tells_its_places(settings: Settings, stream: io.StringIO) -> None:
    """Types and lines of code suffice to find it; the identifier ties it to the request."""
    with served(settings) as client:
        answer = client.post("/fail/bug", json={"text": "Quetzaltenango"})
    found = next(line for line in _lines(stream) if line["level"] == "critical")
    assert found["request_id"] == answer.headers["X-Request-ID"]
    assert found["fault"][0] == "builtins.RuntimeError"
    assert "tests/service/api/middleware/app.py" in found["fault"][1]
    assert "builtins.ValueError" in found["fault"]


def test_libraries_are_told_by_place_only(stream: io.StringIO) -> None:
    """They may quote what they read; their idle talk is dropped."""
    library = logging.getLogger("trafilatura.core")
    library.info("discarding %s", "Quetzaltenango")
    library.error("cannot parse: Quetzaltenango")
    (line,) = _lines(stream)
    assert line["logger"] == "trafilatura.core"
    assert line["event"] == "test_logging.test_libraries_are_told_by_place_only"


def test_errors_as_arguments_are_told_by_type(stream: io.StringIO) -> None:
    """Their words may quote too."""
    logging.getLogger("service.any").warning("it failed: %s", ValueError("Quetzaltenango"))
    assert _lines(stream)[0]["event"] == "it failed: builtins.ValueError"


def test_what_names_a_document_is_told_without_it(stream: io.StringIO) -> None:
    """Commands tell a person which of their files it was; a log has no titles."""
    logging.getLogger("service.comparing").warning("%s makes no claim.", "Quetzaltenango")
    assert _lines(stream)[0]["event"] == "%s makes no claim."


def test_people_get_lines_for_people(settings: Settings) -> None:
    """The other format, without colours in a file."""
    stream = io.StringIO()
    configure_logs(LogFormat.CONSOLE, LogLevel.WARNING, stream)
    try:
        logging.getLogger("service.any").info("unseen")
        logging.getLogger("service.any").warning("seen")
    finally:
        logging.getLogger().handlers.clear()
    assert "[warning" in stream.getvalue()
    assert "unseen" not in stream.getvalue()
    assert "\x1b" not in stream.getvalue()
