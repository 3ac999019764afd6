"""`contraste nightly`: which night, what of it, where it goes, and what makes no sense."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from matching.document import Document
from matching.testing import HashingEncoder
from service.cli import nightly as command
from service.config import read_settings
from service.nightly.running import Means
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from service.work.lanes import OneLane
from service.work.work import Work
from tests.service.cli.conftest import Run, valid
from tests.service.nightly import newsroom
from tests.service.nightly.newsroom import at

INLINE = ("nightly", "--engine", "inline", "--no-group")
SPEECH = Document("The mayor spoke.", "Mayor", "en", at(15, 1), "Speech")


@pytest.fixture
def engine(files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The configured database, migrated, and a model without weights."""
    monkeypatch.setattr("service.work.work.load_model", lambda *_: HashingEncoder(16))
    found = open_engine(read_settings().store_url)
    upgrade(found)
    yield found
    found.dispose()


@pytest.fixture
def story(engine: Engine) -> str:
    """Two documents of a storm in a story, which is returned, and one of a speech."""
    settings = read_settings()
    means = Means(settings, engine, OneLane(Work(settings)))
    newsroom.store(means, SPEECH, story="Speech")
    return newsroom.store(means, newsroom.PORT, newsroom.WIRE)


def _report(run: Run, *words: str) -> Any:
    found = run(*INLINE, "--json", *words)
    assert found.code == 0, found.err
    return valid("nightly", found.out)


@pytest.mark.parametrize(
    ("words", "documents", "hours"),
    [
        (("--date", "2031-05-14"), 2, 24),
        (("--date", "2031-05-15"), 1, 24),
        # One in the morning of UTC is the evening before in Lima.
        (("--date", "2031-05-14", "--time-zone", "America/Lima"), 3, 24),
        (("--since", "2031-05-14T13:00", "--until", "2031-05-16"), 2, 35),
        (("--date", "2031-03-30", "--time-zone", "Europe/Madrid"), 0, 23),
        (("--date", "2031-10-26", "--time-zone", "Europe/Madrid"), 0, 25),
    ],
)
def test_which_night(
    run: Run, story: str, words: tuple[str, ...], documents: int, hours: float
) -> None:
    """A day of a newsroom's clocks, or a span."""
    found = _report(run, *words)
    assert found["summary"]["documents"] == documents
    assert found["night"]["hours"] == hours
    assert found["is_empty"] is (documents == 0)


@pytest.mark.parametrize(("zone", "day"), [("UTC", "2031-05-14"), ("America/Lima", "2031-05-13")])
def test_yesterday_is_the_newsrooms(
    run: Run, engine: Engine, monkeypatch: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    """Whatever clock the machine has: at three in the morning of UTC it is still today in Lima."""
    monkeypatch.setattr(command, "run_time", lambda: datetime(2031, 5, 15, 3, tzinfo=UTC))
    assert _report(run, "--time-zone", zone)["night"]["day"] == day


def test_a_source_and_a_story(run: Run, story: str) -> None:
    """Only what they take part in; the report says so."""
    day = ("--date", "2031-05-14")
    of_mayor = _report(run, *day, "--time-zone", "America/Lima", "--sources", "Mayor")
    assert [each["title"] for each in of_mayor["stories"]] == ["Speech"]
    assert of_mayor["scope"]["sources"] == ["Mayor"]
    of_story = _report(run, *day, "--story", story)
    assert [each["story_id"] for each in of_story["stories"]] == [story]
    assert of_story["scope"]["story_id"] == story
    both = _report(run, *day, "--sources", "Wire", "--sources", "Port")
    assert both["scope"]["sources"] == ["Port", "Wire"]


DAY = ("--date", "2031-05-14")
SINCE = ("--since", "2031-05-14")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--date", "soon"), "--date is a day such as 2025-10-30, not 'soon'."),
        (("--date", "2031-02-30"), "--date is a day such as 2025-10-30, not '2031-02-30'."),
        (("--date", "9999-12-31"), "The year must lie between 1900 and 2999."),
        ((*DAY, *SINCE), "--date is one day; --since and --until are a span."),
        (SINCE, "--since and --until go together."),
        (("--until", "2031-05-14"), "--since and --until go together."),
        ((*SINCE, "--until", "2031-05-14"), "--since must lie before --until."),
        (
            (*SINCE, "--until", "soon"),
            "--until is a day or a moment such as 2025-10-30T06:00, not 'soon'.",
        ),
        (
            (*DAY, "--time-zone", "Lima"),
            "There is no time zone 'Lima'; write one as America/Lima.",
        ),
        ((*DAY, "--sources", "Nobody"), "There is no source 'Nobody'."),
        ((*DAY, "--story", "sto_0"), "There is no story sto_0."),
        (("--replay", "ngt_0"), "There is no report ngt_0."),
        ((*DAY, "--language", "fr"), "--language is one of en, es."),
        (
            (*DAY, "--form", "docx"),
            "There is no form 'docx'; there are html, md, json, csv, xlsx, pdf.",
        ),
        (
            (*DAY, "--address", "10.0.0.1:6379"),
            "--address is the Ray cluster's; give it with --engine ray.",
        ),
    ],
)
def test_what_makes_no_sense(run: Run, engine: Engine, words: tuple[str, ...], told: str) -> None:
    """Is said in one sentence, and no report is made."""
    found = run(*INLINE, *words)
    assert (found.code, found.out) == (2, "")
    assert found.err == f"contraste: {told}\n"


def test_a_report_is_proved(run: Run, story: str) -> None:
    """Made again it is the same; the exit code says so."""
    report = _report(run, *DAY)["report_id"]
    found = run("nightly", "--engine", "inline", "--replay", report)
    assert found.code == 0
    assert found.out == f"{report}: 2 documents read and 1 comparisons made again; the same\n"
    told = run("nightly", "--engine", "inline", "--replay", report, "--json")
    assert json.loads(told.out)["is_same"] is True


def test_forms_go_to_a_folder(run: Run, story: str, files: Path) -> None:
    """Each under its own name; the first one alone goes to stdout."""
    words = (*INLINE, *DAY, "--form", "md", "--form", "csv", "--language", "es")
    assert run(*words, "--out", "reports").code == 0
    assert sorted(each.suffix for each in (files / "reports").iterdir()) == [".csv", ".md"]
    found = run(*words)
    assert found.out.startswith("# Informe de consistencia, 14 de mayo de 2031")


HOSTILE = "<script>alert(1)</script>"


def test_poisoned_inputs_are_told_and_stop_nothing(run: Run, engine: Engine, files: Path) -> None:
    """Bytes that nobody can read, markup that would act, and more claims than are compared."""
    (files / "broken.pdf").write_bytes(b"%PDF-1.7\n\x00\xff\xfe no page")
    page = f"<title>{HOSTILE}</title><p>The storm sank 19 ships in Valdoria.</p><p>{HOSTILE}</p>"
    (files / "hostile.html").write_text(page)
    (files / "many.txt").write_text("".join(f"We saw {one} ships. " for one in range(2_100)))
    (files / "port.txt").write_text("The storm sank 12 ships in Valdoria.")
    names = ("broken.pdf", "hostile.html", "many.txt", "port.txt")
    taken = [run("ingest", each, "--source", each, "--json") for each in names]
    assert [each.code for each in taken] == [2, 0, 0, 0]
    ids = [json.loads(each.out)["documents"][0]["document_id"] for each in taken[1:]]
    now = datetime.now(UTC)
    with unit_of_work(engine, actor="ana", at=now) as store:
        together = store.stories.add(HOSTILE, at=now)
        for each in ids:
            store.stories.put(together, each, at=now)
    span = [(now + timedelta(days=days)).date().isoformat() for days in (-2, 2)]
    words = ("nightly", "--engine", "inline", "--since", span[0], "--until", span[1])
    made = run(*words, "--out", "reports", "--form", "html", "--language", "es", "--json")
    assert made.code == 0, made.err
    report = valid("nightly", made.out)
    unread = {each["what"]: each for each in report["unread"]}
    assert unread["input"]["name"] == "broken.pdf"
    assert unread["document"]["subject_id"] == ids[1]
    assert "2,100 claims, and 2,000 are compared at most" in unread["document"]["reason"]
    assert len(report["unread"]) == 2
    sources = {report["conflicts"][0][side]["source"] for side in ("left", "right")}
    assert sources == {"hostile.html", "port.txt"}
    (page_file,) = (files / "reports").iterdir()
    shown = page_file.read_text("utf-8")
    assert "<script" not in shown
    assert "2,100 afirmaciones" in shown
    again = run(*words, "--json")
    assert again.out == made.out
