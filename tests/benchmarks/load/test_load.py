"""The load: clients against a small real server, what they note, and what is over its limit."""

import re
import sys
from pathlib import Path
from random import Random
from textwrap import dedent

import psutil
import pytest

from benchmarks.load import __main__ as load
from benchmarks.load.clients import Call, Habit, Place, Shelf, post_some, run_clients
from benchmarks.load.report import faults, row_of, rows_of, table
from benchmarks.load.server import Memory, make_keys, serving, watched
from service.store.engine import open_engine
from service.store.unit import read_only

# A server that knows nothing of texts, and fails at every fifth POST.
FAKE = dedent("""
    import sys, itertools
    import uvicorn
    from fastapi import FastAPI, Header, HTTPException

    app, numbers = FastAPI(), itertools.count(1)

    @app.get("/readyz")
    def ready(): return {"status": "ok"}

    @app.post("/v1/comparisons")
    def post(body: dict, authorization: str = Header()):
        assert authorization.startswith("Bearer ")
        number = next(numbers)
        if number % 5 == 0:
            raise HTTPException(503)
        assert body["left"]["text"] != body["right"]["text"]
        return {"comparison_id": f"cmp_{number}"}

    @app.get("/v1/comparisons/{name}")
    def get(name: str): return {"comparison_id": name}

    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[-1]), log_level="critical")
""")
KEYS = ("one", "other")
HABIT = Habit(gets=2, pause=0.01)
COMMAND = (sys.executable, "-c", FAKE)


def test_clients_note_what_the_server_answers(tmp_path: Path) -> None:
    """Times of what succeeded, reasons of what failed; what was stored is asked for."""
    shelf = Shelf()
    with serving(tmp_path, COMMAND) as (url, process), watched(process) as memory:
        assert [call.fault for call in post_some(Place(url, KEYS), shelf, 4, seed=1)] == [None] * 4
        calls = run_clients(Place(url, KEYS), HABIT, shelf, seed=1, seconds=1.0)
    failed = [call for call in calls if call.fault]
    assert {(call.kind, call.fault) for call in failed} == {("POST", "status 503")}
    assert {call.kind for call in calls} == {"POST", "GET again"}
    posts = sum(call.kind == "POST" for call in calls)
    assert len(shelf.ids) == 4 + posts - len(failed)
    assert posts > len(failed)
    assert min(memory.megabytes) > 10
    assert not psutil.pid_exists(process.pid) or process.status() == psutil.STATUS_ZOMBIE


def test_a_server_that_went_away_is_a_failure(tmp_path: Path) -> None:
    """Not an error of the benchmark."""
    shelf = Shelf(ids=["cmp_1"])
    with serving(tmp_path, COMMAND) as (url, _):
        pass
    calls = run_clients(Place(url, KEYS), HABIT, shelf, seed=1, seconds=2.0)
    assert {call.fault for call in calls} == {"ConnectError"}


def test_a_server_that_does_not_come_up_says_why(tmp_path: Path) -> None:
    """With its last words."""
    command = (sys.executable, "-c", "raise SystemExit('no such port')")
    with pytest.raises(RuntimeError, match="no such port"), serving(tmp_path, command):
        pass


def test_every_client_has_a_key_of_its_own(tmp_path: Path) -> None:
    """As people have, in the database that the server will open."""
    keys = make_keys(tmp_path, 3)
    assert len(set(keys)) == 3
    with read_only(open_engine(f"sqlite:///{tmp_path / 'contraste.db'}")) as store:
        assert [key.role for key in store.api_keys.all()] == ["editor"] * 3


def test_a_first_look_is_told_from_a_second() -> None:
    """What this server was not asked for yet comes from the database."""
    shelf = Shelf(ids=["cmp_1"])
    random = Random(1)  # noqa: S311 - nothing is secret here
    assert [shelf.pick(random)[1] for _ in range(3)] == [False, True, True]
    shelf.add("cmp_2")
    assert "cmp_2" in shelf.asked


def test_percentiles_are_of_what_succeeded_and_failures_count() -> None:
    """One failure is over the limit, whatever the times."""
    calls = [Call("GET again", number / 1_000) for number in range(1, 101)]
    row = row_of("GET", calls, 96.0)
    assert (row.calls, row.failed, round(row.p50, 1), round(row.p95, 2)) == (100, 0, 50.5, 95.05)
    assert not row.is_over
    assert row_of("GET", calls, 95.0).is_over
    failing = [*calls, Call("GET again", 60.0, "ReadTimeout")]
    assert row_of("GET", failing, 96.0).is_over
    assert row_of("GET", failing, 96.0).p99 == row.p99
    assert faults(failing) == "GET again: ReadTimeout (1)"
    assert row_of("GET", [], 96.0).is_over
    assert "96 OVER" in table([row_of("GET", failing, 96.0)])
    assert [each.calls for each in rows_of([*calls, Call("GET first", 1)], limited=True)] == [
        101,
        1,
        0,
    ]


def test_growth_is_fitted_once_caches_are_full() -> None:
    """A rise at the beginning is none; a steady one is, in megabytes a minute."""
    filling = Memory([0, 10, 20, 30, 40], [500, 900, 1_000, 1_000, 1_000])
    assert filling.slope(20) == pytest.approx(0, abs=1e-6)
    growing = Memory([0, 10, 20, 30, 40], [500, 510, 520, 530, 540])
    assert growing.slope(0) == pytest.approx(60)
    assert growing.slope(39) == 0


def test_the_whole_run_says_what_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 because POSTs failed, and the tables in the file too."""
    monkeypatch.setattr(load, "serving", lambda folder: serving(folder, COMMAND))
    monkeypatch.setattr(load, "PEOPLE", Habit(gets=2, pause=0.02))
    page = tmp_path / "load.md"
    assert load.main(["--seconds", "2", "--saturated", "1", "--write", str(page)]) == 1
    shown = capsys.readouterr().out
    assert page.read_text("utf-8") == shown
    assert "| POST of two texts |" in shown
    assert "2,500 OVER" in shown
    assert re.search(r"GET of a stored comparison \| [1-9]", shown)
    assert "POST: status 503" in shown
    assert "comparisons a second" in shown
