"""What the long run looks at would be seen: a lie, a fault inside, a full disk."""

import errno
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from benchmarks.soak import watch as watching
from benchmarks.soak.disk import database
from benchmarks.soak.running import Report, said_of_itself
from benchmarks.soak.watch import Watch


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, int]], Watch]:
    """Let a service answer each path with a status, 0 for no answer; ask each once."""

    def ask(statuses: dict[str, int]) -> Watch:
        def request(_: str, url: str, **__: object) -> httpx.Response:
            status = statuses.get(url.removeprefix("http://x"), 200)
            if not status:
                raise httpx.ConnectError("refused")
            return httpx.Response(status)

        monkeypatch.setattr(watching.httpx, "request", request)
        return Watch("http://x")

    return ask


def test_a_service_that_tells_the_truth_has_nothing_wrong(
    answered: Callable[[dict[str, int]], Watch],
) -> None:
    """It lives, it is not ready while the database is away, and its writes are refused with 503."""
    watch = answered({"/readyz": 503, "/v1/stories": 503})
    with watch.must_not_be_ready():
        watch.look(1)
    watch.look(2)
    assert not watch.wrong
    assert watch.statuses.total() == 8


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ({}, "GET /readyz: 200 while the database is away"),
        ({"/readyz": 503, "/healthz": 503}, "GET /healthz: 503 while the database is away"),
        ({"/readyz": 503, "/v1/stories": 500}, "POST /v1/stories: 500 while the database is away"),
        ({"/readyz": 0}, "GET /readyz: no answer while the database is away"),
    ],
)
def test_what_must_not_be_answered_is_noted(
    answered: Callable[[dict[str, int]], Watch], statuses: dict[str, int], said: str
) -> None:
    """Ready without a database, a fault of its own, no answer at all."""
    watch = answered(statuses)
    with watch.must_not_be_ready():
        watch.look(1)
    assert said in watch.wrong


def test_faults_of_its_own_are_read_in_the_log(tmp_path: Path) -> None:
    """Of the server or of the worker."""
    (tmp_path / "server.log").write_text("info request\nTraceback (most recent call last):\n")
    (tmp_path / "worker.log").write_text("critical internal fault in job_1\n")
    assert [each.split()[1] for each in said_of_itself(tmp_path)] == ["server", "worker"]
    for name in ("server", "worker"):
        (tmp_path / f"{name}.log").write_text("info request\nerror the store failed\n")
    assert list(said_of_itself(tmp_path)) == []


def test_a_full_disk_refuses_and_an_empty_one_does_not() -> None:
    """It is a disk: what fails on it fails by its own error."""
    with database("sqlite") as found:
        if found.disk is None:
            pytest.skip("nobody may mount a disk here")
        file = found.disk.path / "file"
        file.write_bytes(b"x" * 100_000)
        found.disk.fill()
        with pytest.raises(OSError, match=str(errno.ENOSPC)):
            file.write_bytes(b"x" * 1_000_000)
        found.disk.empty()
        file.write_bytes(b"x" * 1_000_000)
    assert not file.exists()


def test_a_report_is_plain_json() -> None:
    """Counts by name."""
    report = Report(faults=Counter(["disk full"]), wrong=["the server ended"])
    told = json.loads(json.dumps(report.as_dict()))
    assert (told["faults"], told["wrong"]) == ({"disk full": 1}, ["the server ended"])
