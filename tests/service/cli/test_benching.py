"""`contraste bench`: figures as JSON, refusals, exit codes."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from benchmarks import suite
from benchmarks.figure import Bound, Figure, Places
from tests.service.cli.conftest import Run

SCHEMA = Path(__file__).parents[3] / "docs" / "schema" / "bench.json"


@pytest.fixture(autouse=True)
def two_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two quick groups in the place of the real ones."""

    def short(_places: Places) -> list[Figure]:
        return [Figure("short", "a set", "F1", 0.5, Bound(0.6))]

    def missing(places: Places) -> list[Figure]:
        return [Figure("missing", "a set", "", None, note=f"not measured: {places.data}")]

    monkeypatch.setattr("service.cli.benching.GROUPS", {"short": short, "missing": missing})


def test_json_obeys_its_schema(run: Run) -> None:
    """All groups are measured by default; a missing figure is null and not short."""
    outcome = run("bench", "--json")
    value = json.loads(outcome.out)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(value)
    assert outcome.code == 0
    assert [(f["ours"], f["is_short"]) for f in value["figures"]] == [(0.5, True), (None, False)]


@pytest.mark.parametrize(("group", "code"), [("short", 1), ("missing", 0)])
def test_fail_short_warns_by_exit_code(run: Run, group: str, code: int) -> None:
    """Exit code 1 only when a measured figure misses its floor."""
    assert run("bench", group, "--fail-short").code == code


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("wrong",), "short, missing"),
        (("--gold", "nowhere"), "--gold"),
        (("--data", "nowhere"), "--data"),
        (("--write", "nowhere.md"), "--write"),
    ],
)
def test_refusals_say_what_to_do(run: Run, words: tuple[str, ...], part: str) -> None:
    """One sentence on stderr, exit code 2, nothing on stdout."""
    outcome = run("bench", *words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert part in outcome.err


def test_every_group_is_named_for_its_figures() -> None:
    """A group without its set says so in a row of its own name; three measure time as well."""
    nowhere = Places(Path("nowhere"))
    quick = [name for name in suite.GROUPS if name not in ("reading", "memory", "labels")]
    for name in quick:
        rows = list(suite.GROUPS[name](nowhere))
        assert rows
        assert {row.group for row in rows} == {name}
        assert all(row.ours is None and row.note for row in rows)
