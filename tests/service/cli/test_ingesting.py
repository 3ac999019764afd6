"""`contraste ingest`: what is taken in, refused, broken, and the exit code."""

import json
import sqlite3
from pathlib import Path

import pytest

from service.cli import ingesting
from tests.service.cli.conftest import Run, valid
from tests.service.intake.local_server import LocalServer, answer, local_server

TEXT = "El puente cerró el lunes en Robledar."


def line(text: str, **more: object) -> str:
    """Return a line of a bulk file."""
    return json.dumps({"text": text, "source": "A", **more}) + "\n"


def test_files_folders_and_standard_input(run: Run, files: Path) -> None:
    """Hidden files and such of other kinds are left where they are."""
    for name in (
        "notes/a.txt",
        "notes/deep/b.md",
        "notes/.c.txt",
        "notes/d.bin",
        "notes/.git/e.txt",
    ):
        path = files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} {name}", "utf-8")
    done = run("ingest", "notes", "left.txt", "-", "--json", stdin=b'{"text": "Otro texto."}')
    assert done.code == 0
    report = valid("ingest", done.out)
    assert report["summary"] == {"new": 4, "revised": 0, "known": 0, "refused": 0, "broken": 0}
    again = run("ingest", "notes", "left.txt", "-", stdin=b'{"text": "Otro texto."}')
    assert again.out.endswith("0 new, 0 revised, 4 known, 0 refused, 0 findings broken.\n")


def test_bad_lines_are_told_and_stop_no_other(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With their numbers; exit code 2, since not all could be read."""
    monkeypatch.setattr(ingesting, "_LINES_AT_ONCE", 2)
    lines = [line("Uno."), "{bad\n", line("Dos."), line("Tres.", published_at="ayer"), line("Uno.")]
    (files / "bulk.jsonl").write_text("".join(lines), "utf-8")
    done = run("ingest", "bulk.jsonl", "--json")
    report = valid("ingest", done.out)
    assert done.code == 2
    assert [each["line"] for each in report["refused"]] == [2, 4]
    assert (report["summary"]["new"], report["summary"]["known"]) == (2, 1)
    told = run("ingest", "bulk.jsonl").err
    assert "bulk.jsonl, line 2: " in told


def test_options_go_before_what_an_input_says(run: Run, files: Path) -> None:
    """Source, language, title, and a day in its zone."""
    (files / "a.json").write_text(line(TEXT, source="B", published_at="2025-01-01"), "utf-8")
    words = ["--source", "Diario", "--language", "es-PE", "--title", "Nota"]
    zone = ["--published-at", "2025-10-30", "--time-zone", "America/Lima"]
    [found] = valid("ingest", run("ingest", "a.json", *words, *zone, "--json").out)["documents"]
    assert (found["source"], found["language"], found["title"]) == ("Diario", "es-PE", "Nota")
    assert found["published_at"] == "2025-10-30T00:00:00-05:00"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--language", "español"], "language"),
        (["--time-zone", "Mars/Olympus"], "zone"),
        (["--published-at", "ayer"], "published_at"),
        (["--encoding", "klingon"], "no encoding klingon"),
        (["-", "-"], "once only"),
    ],
)
def test_options_that_make_no_sense_are_refused_first(
    run: Run, files: Path, words: list[str], fault: str
) -> None:
    """Nothing is stored then."""
    done = run("ingest", "left.txt", *words)
    assert done.code == 2
    assert fault in done.err
    assert not (files / "data").exists()


def test_what_cannot_be_read_is_told_and_the_rest_is_stored(run: Run, files: Path) -> None:
    """One sentence for each."""
    (files / "empty").mkdir()
    done = run("ingest", "left.txt", "none.txt", "empty", "http://127.0.0.1/", "\x1b[31m.txt")
    assert done.code == 2
    assert done.out.endswith("1 new, 0 revised, 0 known, 4 refused, 0 findings broken.\n")
    assert len(done.err.splitlines()) >= 4
    assert "\x1b[31m" not in done.err


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--fail-on", "broken"], 1)])
def test_a_changed_file_breaks_findings(run: Run, files: Path, words: list[str], code: int) -> None:
    """As `seed` stored them: the example's words go, and the findings on them are listed."""
    assert run("seed").code == 0
    with sqlite3.connect(files / "data" / "contraste.db") as database:
        text, source, title = database.execute(
            "SELECT d.text, s.name, d.title FROM document d JOIN source s USING (source_id)"
            " JOIN claim c USING (document_id) JOIN finding_claim USING (claim_id)"
            " WHERE d.title IS NOT NULL LIMIT 1"
        ).fetchone()
    value = {"text": f"Nothing of it stands. {text[:1]}", "source": source, "title": title}
    (files / "changed.json").write_text(json.dumps(value), "utf-8")
    done = run("ingest", "changed.json", *words)
    assert done.code == code
    assert "    breaks " in done.out


def test_a_feed_is_asked_for_what_changed(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its second answer is "unchanged"."""
    monkeypatch.setenv("CONTRASTE_ALLOW_PRIVATE_URLS", "true")
    body = " ".join([TEXT] * 30)
    item = f"<item><description>{body}</description></item>"
    xml = f"<rss version='2.0'><channel><title>D</title>{item}</channel></rss>"

    def script(talk: object) -> None:
        if talk.fields.get("if-none-match"):  # type: ignore[attr-defined]
            talk.reply(b"", 304)  # type: ignore[attr-defined]
        else:
            talk.reply(xml.encode(), content_type="text/xml", etag='"1"')  # type: ignore[attr-defined]

    server: LocalServer
    with local_server({"/rss": script, "/p": answer(TEXT)}) as server:
        assert "1 new" in run("ingest", "--feed", f"{server.url}/rss").out
        done = run("ingest", "--feed", f"{server.url}/rss")
        assert "unchanged" in done.out
        assert done.code == 0
        assert "1 new" in run("ingest", f"{server.url}/p").out
