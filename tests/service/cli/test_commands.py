"""`contraste` as its users meet it: outputs, exit codes, refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.service.cli.conftest import LEFT, RIGHT, Outcome, Run, valid


def assert_refused(outcome: Outcome, *parts: str) -> None:
    """Fail unless the command ended with 2 and one sentence that holds *parts*."""
    assert outcome.code == 2
    assert outcome.out == ""
    lines = outcome.err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("contraste: ")
    assert all(part in lines[0] for part in parts)


def test_compare_prints_the_contract_s_json(run: Run, files: Path) -> None:
    """The claims quote the files exactly; nothing but JSON goes to stdout."""
    outcome = run("compare", "left.txt", "right.txt", "--json")
    value = valid("compare", outcome.out)
    assert outcome.code == 0
    assert [each["source"] for each in value["documents"]] == ["left", "right"]
    texts = {"left": LEFT, "right": RIGHT}
    assert value["claims"]
    for claim in value["claims"]:
        assert texts[claim["side"]][claim["start"] : claim["end"]] == claim["text"]


def test_equal_runs_give_equal_bytes(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a fixed moment, the same input and model give the same output."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1761800000")
    first = run("compare", "left.txt", "right.txt", "--json")
    assert first == run("compare", "left.txt", "right.txt", "--json")
    assert json.loads(first.out)["created_at"] == "2025-10-30T04:53:20Z"


def test_fail_on_conflict_is_exit_code_one(run: Run, files: Path) -> None:
    """42 against 45 wounded is a conflict; without the option it is no failure."""
    assert run("compare", "left.txt", "right.txt").code == 0
    found = run("compare", "left.txt", "right.txt", "--fail-on", "conflict", "--json")
    assert found.code == 1
    assert valid("compare", found.out)["summary"]["conflict"] >= 1
    assert run("compare", "left.txt", "left.txt", "--fail-on", "conflict").code == 0


def test_compare_writes_a_page_as_well(run: Run, files: Path) -> None:
    """The page is whole, and the table is still printed."""
    outcome = run("compare", "left.txt", "right.txt", "--html", "out/diff.html")
    assert outcome.code == 0
    assert "≠ conflict" in outcome.out
    page = (files / "out" / "diff.html").read_text("utf-8")
    assert page.rstrip().endswith("</html>")
    assert [path.name for path in (files / "out").iterdir()] == ["diff.html"]


def test_article_prints_the_matrix(run: Run, files: Path) -> None:
    """Each source inside the article is a document of the story."""
    value = valid("article", run("article", "article.txt", "--json").out)
    sources = {each["source"] for each in value["documents"]}
    assert len(sources) >= 2
    assert value["matrix"]["rows"]
    assert all(set(row["cells"]) == sources for row in value["matrix"]["rows"])
    assert "● says" in run("article", "article.txt").out


def test_names_are_kept_apart_on_request(run: Run, files: Path) -> None:
    """A merge is undone from the command line; half a decision is refused."""
    text = "La ministra Lorena Batlle viajó. Lorena Batlle volvió. La ministra Lorena Batle calló."
    (files / "names.txt").write_text(text, encoding="utf-8")
    merged = valid("article", run("article", "names.txt", "--json").out)
    apart = "Lorena Batlle | Lorena Batle"
    parted = valid("article", run("article", "names.txt", "--json", "--keep-apart", apart).out)
    assert [name["surface"] for name in merged["names"]] == ["Lorena Batle"]
    assert parted["names"] == []
    refused = run("article", "names.txt", "--keep-apart", "Lorena Batle")
    assert refused.code == 2
    assert "NAME | NAME" in refused.err


def lines(*values: Any) -> bytes:
    """Return *values* as JSON lines."""
    return "".join(json.dumps(value) + "\n" for value in values).encode()


PAIRS = [
    {"id": 1, "a": "Hay 42 heridos.", "b": "Hay 42 heridos."},
    {"id": "dos", "a": "Hay 42 heridos.", "b": "There are 45 wounded.", "lang_b": "en"},
    {"id": 3, "a": "Cerró hoy.", "b": "Cerró ayer.", "published_at": "2026-04-20"},
]
NAMES = [
    {"id": 7, "a": "María Pérez", "b": "Maria Perez"},
    {"id": "x", "a": "María Pérez", "b": "Juan Soto", "roster": ["María Pérez", "Juan Soto"]},
]


@pytest.mark.parametrize(("command", "given"), [("pairs", PAIRS), ("names", NAMES)])
def test_lines_keep_ids_and_order(
    run: Run, files: Path, command: str, given: list[dict[str, Any]]
) -> None:
    """A line in is a line out, from a file or a pipe, to a file or to stdout."""
    (files / "in.jsonl").write_bytes(lines(*given) + b"\n")
    piped = run(command, "-", stdin=lines(*given))
    results = [valid(f"{command}-output", line) for line in piped.out.splitlines()]
    assert [each["id"] for each in results] == [each["id"] for each in given]
    assert run(command, "in.jsonl", "--out", "out.jsonl").out == ""
    assert (files / "out.jsonl").read_text("utf-8") == piped.out
    assert run(command, "in.jsonl", "--json").out == piped.out


OPENING = {"id": 1, "a": "El puente abre hoy.", "b": "El puente abre el 21 de abril de 2026."}


@pytest.mark.parametrize(
    ("published", "is_told"),
    [
        ({}, False),
        ({"published_at": "2026-04-21"}, True),
        ({"published_at_a": "2026-04-21T09:30:00+02:00"}, True),
        ({"published_at": "2025-01-01", "published_at_a": "2026-04-21"}, True),
        ({"published_at_b": "2026-04-21"}, False),
    ],
)
def test_a_pair_s_day_settles_today(run: Run, published: dict[str, str], is_told: bool) -> None:
    """A day or a moment, for both sides or one; that of a side goes before that of both."""
    (line,) = run("pairs", "-", stdin=lines({**OPENING, **published})).out.splitlines()
    reasons = valid("pairs-output", line)["reasons"]
    assert ("date" in {reason["kind"] for reason in reasons}) is is_told


@pytest.mark.parametrize("day", ["yesterday", "2026-04-21T09:30:00", 20260421])
def test_a_pair_s_unusable_day_is_refused(run: Run, day: object) -> None:
    """A word, a time without a zone or a bare number is no day."""
    outcome = run("pairs", "-", stdin=lines({**OPENING, "published_at": day}))
    assert_refused(outcome, "Line 1", "published_at")


@pytest.mark.parametrize("command", ["pairs", "names"])
@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[1]",
        b'{"id": 1, "a": "x"}',
        b'{"id": 1, "a": 2, "b": "x"}',
        b'{"id": 1, "a": " ", "b": "x"}',
        b"\xff",
        b'"a"',
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(
    run: Run, files: Path, command: str, line: bytes
) -> None:
    """Line 2 is at fault; the file of an earlier run stays as it was."""
    (files / "out.jsonl").write_text("old")
    stdin = lines(PAIRS[0]) + line + b"\n" + lines(PAIRS[0])
    assert_refused(run(command, "-", "--out", "out.jsonl", stdin=stdin), "Line 2 of Standard input")
    assert (files / "out.jsonl").read_text() == "old"
    assert len(list(files.iterdir())) == 4


@pytest.mark.parametrize("command", ["pairs", "names"])
def test_no_lines_at_all_are_refused(run: Run, files: Path, command: str) -> None:
    """An empty file is no result."""
    assert_refused(run(command, "-", stdin=b"\n \n"), "empty")


REFUSED: dict[str, bytes | None] = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 9,
    "page.html": b"<html><body><script>draw('words')</script></body></html>",
    "bad.json": b"{",
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("command", ["compare", "article", "quotes"])
def test_bad_input_is_one_sentence_and_exit_code_two(
    run: Run, files: Path, command: str, name: str
) -> None:
    """Whatever cannot be read is named, before any page is written."""
    data = REFUSED[name]
    if data is not None:
        (files / name).write_bytes(data)
    words = {"compare": ["left.txt", name], "article": [name], "quotes": [name]}[command]
    page = [] if command == "quotes" else ["--html", "page.out"]
    assert_refused(run(command, *words, *page), name)
    assert not (files / "page.out").exists()


def test_too_large_inputs_are_refused(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes are counted before reading, claims before comparing."""
    monkeypatch.setenv("CONTRASTE_MAX_CLAIMS", "2")
    assert_refused(run("compare", "left.txt", "right.txt"), "claims", "CONTRASTE_MAX_CLAIMS")
    monkeypatch.setenv("CONTRASTE_MAX_BYTES", "20")
    assert_refused(run("article", "article.txt"), "article.txt", "20 bytes")


def test_a_source_without_claims_is_told(run: Run, files: Path) -> None:
    """A text that states nothing is compared all the same, and a person learns why it is empty."""
    (files / "single.txt").write_text("Hola")
    outcome = run("compare", "single.txt", "right.txt", "--json")
    assert outcome.code == 0
    assert valid("compare", outcome.out)["summary"]["extra_left"] == 0
    assert "single makes no claim" in outcome.err


def test_standard_input_serves_one_side(run: Run, files: Path) -> None:
    """One side may be a pipe, not both."""
    outcome = run("compare", "-", "right.txt", "--json", stdin=LEFT.encode())
    assert valid("compare", outcome.out)["documents"][0]["source"] == "stdin"
    assert_refused(run("compare", "-", "-", stdin=LEFT.encode()), "once only")


def test_a_wrong_setting_is_one_sentence(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is named."""
    monkeypatch.setenv("CONTRASTE_MAX_BYTES", "lots")
    assert_refused(run("quotes", "article.txt"), "CONTRASTE_MAX_BYTES")


def test_an_unforeseen_fault_is_not_taken_for_a_finding(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1 means "found"; a fault of ours is 2, with its trace on stderr."""

    def fail(*_: object) -> None:
        raise RuntimeError("loose wire")

    monkeypatch.setattr("service.runtime.load_encoder", fail)
    outcome = run("compare", "left.txt", "right.txt", "--fail-on", "conflict")
    assert outcome.code == 2
    assert "loose wire" in outcome.err


def test_migrate_says_where_and_what(run: Run, files: Path) -> None:
    """A second run finds the same schema."""
    first = json.loads(run("migrate", "--json").out)
    assert first["database"].startswith("sqlite:///")
    assert json.loads(run("migrate", "--json").out) == first


def test_seed_adds_once(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run keeps every comparison and adds none."""
    from seeds.load import load_stories

    stories = load_stories()[:2]
    monkeypatch.setattr("service.cli.seeding.load_stories", lambda: stories)
    pairs = sum(len(story.pairs) for story in stories)
    first = json.loads(run("seed", "--json").out)
    assert (first["comparisons_added"], first["comparisons_kept"]) == (pairs, 0)
    assert first["documents_added"] == sum(len(story.documents) for story in stories)
    second = json.loads(run("seed", "--json").out)
    assert (second["documents_added"], second["comparisons_added"]) == (0, 0)
    assert second["comparisons_kept"] == pairs


def test_demo_shows_table_page_and_next_steps(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command: a database, a matrix, a page and what to try next."""
    monkeypatch.setattr("service.cli.seeding.load_stories", tuple)
    outcome = run("demo")
    assert outcome.code == 0
    assert "● says" in outcome.out
    assert "Try next" in outcome.out
    assert (files / "out" / "demo.html").read_text("utf-8").rstrip().endswith("</html>")
