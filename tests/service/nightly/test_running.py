"""Nights of a newsroom, one after another, on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from matching.document import Document
from matching.finding import Label
from service.config import Settings
from service.nightly.grouping import night_grouper
from service.nightly.making import report_text
from service.nightly.running import Means
from service.nightly_contract import NightlyReport, Scope
from service.store.judgements import Judgement
from service.store.unit import read_only, unit_of_work
from service.store.unread import INPUT, Unread
from tests.service.nightly import newsroom
from tests.service.nightly.newsroom import at, night, only, states, store


def test_a_night_tells_what_is_new(means: Means) -> None:
    """Two sources count ships otherwise: a conflict, a split question, and both documents."""
    store(means, newsroom.PORT, newsroom.WIRE)
    report = night(means).report
    assert states(report) == [("new", "document")]
    found = only(report)
    assert (found.left.source, found.right.source) == ("Port", "Wire")
    assert [each.text for each in found.left.claims] == ["The storm sank 12 ships in Valdoria"]
    assert [each.text for each in report.stories[0].splits] != []
    assert report.summary.documents == 2
    assert not report.is_empty


def test_the_same_night_gives_the_same_bytes(means: Means) -> None:
    """And is stored once, whatever the clock says."""
    store(means, newsroom.PORT, newsroom.WIRE)
    first, again = night(means), night(means)
    assert first.is_new
    assert not again.is_new
    assert report_text(first.report) == report_text(again.report)
    with read_only(means.engine) as found:
        assert found.nightly_reports.body(first.report.report_id) == report_text(first.report)


@pytest.mark.parametrize("table", ["nightly_report", "unread"])
def test_the_database_refuses_to_change_a_report(means: Means, table: str) -> None:
    """Even to somebody who writes SQL."""
    night(means)
    with unit_of_work(means.engine, actor="ana", at=at(14)) as opened:
        opened.unread.add([Unread(INPUT, "page.pdf", "The page has no text.")], at=at(14))
    for statement in (f"UPDATE {table} SET since = since", f"DELETE FROM {table}"):  # noqa: S608
        told = statement.replace("since", "at") if table == "unread" else statement
        with pytest.raises(IntegrityError, match="never changed"), means.engine.begin() as opened:
            opened.execute(text(told))


def test_a_later_night_leaves_an_earlier_one_as_it_was(means: Means) -> None:
    """What came later is not in it, though it is stored by now."""
    store(means, newsroom.PORT, newsroom.WIRE)
    before = night(means).report
    store(means, newsroom.HERALD)
    night(means, 15)
    assert night(means).report == before


def test_a_report_is_read_as_it_was_written(means: Means) -> None:
    """The schema's model takes what is stored."""
    store(means, newsroom.PORT, newsroom.WIRE)
    report = night(means).report
    assert NightlyReport.model_validate_json(report_text(report)) == report


def test_a_conflict_stands_until_its_source_corrects_it(means: Means) -> None:
    """New, standing among other documents, resolved by an edit, regressed by another one."""
    address = "https://wire.example/ships"
    store(means, newsroom.PORT)
    store(means, newsroom.WIRE, url=address)
    assert states(night(means).report) == [("new", "document")]
    store(means, newsroom.HERALD)
    told = [(state, each.right.source) for each, (state, _) in _told(night(means, 15).report)]
    assert ("standing", "Wire") in told
    store(means, _moved(newsroom.CORRECTED, 16), url=address)
    resolved = night(means, 16).report
    assert {(each.state, each.because) for each in resolved.conflicts} == {("resolved", "edited")}
    assert [each.source for each in resolved.edits] == ["Wire"]
    assert {each.label for each in resolved.edits[0].broken} >= {Label.CONFLICT}
    store(means, _moved(newsroom.CHANGED, 17), url=address)
    regressed = night(means, 17).report
    assert ("regressed", "document") in states(regressed)
    assert all(each.state != "new" for each in regressed.conflicts)


def test_what_a_person_overrules_is_resolved(means: Means) -> None:
    """And told once: the next night has nothing to say of it."""
    store(means, newsroom.PORT, newsroom.WIRE)
    found = only(night(means).report)
    judgement = Judgement(Label.AGREE, "ana", "other ships", at(15))
    with unit_of_work(means.engine, actor="ana", at=at(15)) as opened:
        opened.judgements.add(found.comparison_id, found.finding_id, judgement)
    report = night(means, 15).report
    assert states(report) == [("resolved", "overruled")]
    assert report.drift.agreement.overruled == 1
    assert report.calibration[0].accuracy == 0.0
    after = night(means, 16).report
    assert after.is_empty
    assert after.conflicts == ()
    assert len(after.settled) == 1


def test_an_empty_night_says_so(means: Means) -> None:
    """Also in a database without rows; what stood before it stands."""
    assert night(means).report.is_empty
    store(means, newsroom.PORT, newsroom.WIRE)
    assert not night(means).report.is_empty
    quiet = night(means, 15).report
    assert quiet.is_empty
    assert states(quiet) == [("standing", "carried")]
    assert quiet.previous is not None


def test_days_without_a_report_are_not_lost(means: Means) -> None:
    """Changes count from the end of the last report, not from midnight."""
    night(means, 13)
    store(means, newsroom.PORT, newsroom.WIRE)
    report = night(means, 16).report
    assert report.summary.documents == 0
    assert states(report) == [("new", "document")]


def test_a_document_that_is_stored_late_is_told_late(means: Means) -> None:
    """It belongs to the day of its publication and to the night in which it came."""
    store(means, newsroom.PORT)
    night(means)
    with unit_of_work(means.engine, actor="ana", at=at(16)) as opened:
        story = opened.stories.add(newsroom.STORY, at=at(16))
        seen = opened.documents.see(newsroom.WIRE, at=at(16))
        opened.stories.put(story, seen.document_id, at=at(16))
    report = night(means, 16).report
    assert [each.source for each in report.documents] == ["Wire"]
    assert states(report) == [("new", "document")]


def test_a_document_from_the_future_belongs_to_when_it_came(means: Means) -> None:
    """A clock of its own does not keep it out of every report."""
    future = Document("The storm sank 40 ships in Valdoria.", "Sage", "en", at(14).replace(2999))
    with unit_of_work(means.engine, actor="ana", at=at(14)) as opened:
        opened.documents.see(future, at=at(14))
    assert [each.source for each in night(means).report.documents] == ["Sage"]
    assert night(means, 15).report.documents == ()


@pytest.mark.parametrize(
    ("words", "claims", "told"),
    [
        ("There were 3 ships. " * 30, 20, "30 claims"),
        ("The storm sank 14 ships in Valdoria.", None, "RecursionError"),
    ],
)
def test_a_poisoned_document_stops_nothing(
    means: Means, monkeypatch: pytest.MonkeyPatch, words: str, claims: int | None, told: str
) -> None:
    """It is told with its reason, the others are compared, and the next run gives the same."""
    poisoned = Document(words, "Poison", "en", at(14, 13), "Poison")
    settings = Settings(database_url=means.settings.database_url, max_claims=claims or 2_000)
    means.executor._work.settings.__dict__.update(max_claims=settings.max_claims)  # type: ignore[attr-defined]
    if claims is None:
        _fail_reading(monkeypatch)
    store(means, newsroom.PORT, poisoned, newsroom.WIRE)
    same = Means(settings, means.engine, means.executor)
    report = night(same).report
    assert [(each.what, each.subject_id) for each in report.unread] == [
        ("document", poisoned.document_id)
    ]
    assert told in report.unread[0].reason
    assert states(report) == [("new", "document")]
    assert night(same).report == report


def test_only_what_a_source_takes_part_in(means: Means) -> None:
    """Reports of one source follow each other and nobody else's."""
    store(means, newsroom.PORT, newsroom.WIRE)
    store(means, Document("The mayor spoke.", "Mayor", "en", at(14)), story="Speech")
    whole = night(means).report
    scope = Scope(sources=("Mayor",), story_id=None)
    report = night(means, scope=scope).report
    assert [each.title for each in report.stories] == ["Speech"]
    assert report.conflicts == ()
    assert report.consistency.total.comparisons == 0
    later = night(means, 15, scope).report
    assert later.previous is not None
    assert later.previous.report_id == report.report_id != whole.report_id


def test_only_one_story(means: Means) -> None:
    """The others are not looked at."""
    story = store(means, newsroom.PORT, newsroom.WIRE)
    store(means, Document("The mayor spoke.", "Mayor", "en", at(14)), story="Speech")
    report = night(means, scope=Scope(sources=(), story_id=story)).report
    assert [each.story_id for each in report.stories] == [story]
    assert report.summary.documents == 2


def test_a_day_is_that_of_the_newsroom(means: Means) -> None:
    """Eight in the evening in Lima is the next day in UTC."""
    late = at(15, 1)
    store(means, Document("The storm sank 12 ships.", "Port", "en", late, "Storm"))
    assert night(means, zone="America/Lima").report.summary.documents == 1
    assert night(means, 14).report.summary.documents == 0


def test_new_documents_are_grouped_first(means: Means) -> None:
    """Whoever groups them is called once, before anything is compared, and told since when."""
    asked = []

    def group(since: datetime) -> None:
        asked.append(since)
        store(means, newsroom.PORT, newsroom.WIRE)

    report = night(Means(means.settings, means.engine, means.executor, group)).report
    assert asked == [at(14, 0)]
    assert report.summary.stories == 1


def test_no_night_groups_an_archive(means: Means) -> None:
    """What came long before the window of a new document stays as it was."""
    old = _moved(newsroom.WIRE, 1)
    store(means, old, newsroom.PORT)
    night(Means(means.settings, means.engine, means.executor, night_grouper(means.executor)))
    with read_only(means.engine) as found:
        assert found.groupings.latest(newsroom.PORT.document_id) is not None
        assert found.groupings.latest(old.document_id) is None


def test_what_was_refused_is_told(means: Means) -> None:
    """An input that could not be read, in the night in which that happened."""
    refused = Unread(INPUT, "page.pdf", "The page has no text.")
    with unit_of_work(means.engine, actor="ana", at=at(14)) as opened:
        opened.unread.add([refused, refused], at=at(14))
        opened.unread.add([refused], at=at(14) + timedelta(days=1))
    assert [each.reason for each in night(means).report.unread] == ["The page has no text."]


def _told(report: NightlyReport) -> list[tuple]:  # type: ignore[type-arg]
    return list(zip(report.conflicts, states(report), strict=True))


def _moved(document: Document, day: int) -> Document:
    moment = at(day, 9)
    return Document(document.text, document.source, document.language, moment, document.title)


def _fail_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever reads the poisoned document fail, as a fault of this program would."""
    from service import comparing
    from service.work import night as working

    read = comparing.read_together

    def poisoned(documents, *rest):  # type: ignore[no-untyped-def]
        if any(each.source == "Poison" for each in documents):
            raise RecursionError("14 ships")
        return read(documents, *rest)

    monkeypatch.setattr(comparing, "read_together", poisoned)
    monkeypatch.setattr(working, "read_together", poisoned)
