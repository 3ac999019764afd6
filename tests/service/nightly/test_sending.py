"""Reports go to whoever wants them, once, in the transaction that stores them."""

from pathlib import Path

import pytest

from benchmarks.nightly_golden import GOLDEN
from service.config import Settings
from service.nightly.running import Means
from service.nightly.sending import changes, languages
from service.nightly_contract import NightlyReport
from service.store.outbox import ItemKind
from service.store.unit import read_only
from tests.service.nightly import newsroom
from tests.service.nightly.newsroom import night, store


def _sending(means: Means, folder: Path) -> Means:
    settings = Settings(
        database_url=means.settings.database_url,
        report_languages="es, en",
        delivery_dir=str(folder),
    )
    return Means(settings, means.engine, means.executor, sends=True)


def test_a_report_is_queued_once_in_each_language(means: Means, tmp_path: Path) -> None:
    """Whatever how often the night is run."""
    sending = _sending(means, tmp_path)
    store(means, newsroom.PORT, newsroom.WIRE)
    for _ in range(2):
        night(sending)
    with read_only(means.engine) as found:
        items = found.outbox.latest(10, kinds=tuple(ItemKind))
    assert sorted(each.language for each in items) == ["en", "es"]


def test_alerts_are_of_what_changed(means: Means, tmp_path: Path) -> None:
    """A first report alerts nobody: all of it would be new."""
    sending = _sending(means, tmp_path)
    night(sending, 13)
    store(means, newsroom.PORT, newsroom.WIRE)
    report = night(sending).report
    (change,) = changes(report)
    assert change.kind == "new_conflict"
    assert "Port / Wire" in change.title
    with read_only(means.engine) as found:
        kinds = [each.kind.value for each in found.outbox.latest(10, kinds=tuple(ItemKind))]
    assert kinds.count("change") == kinds.count("changes") == 1
    assert kinds.count("report") == 4


@pytest.mark.parametrize(
    ("state", "because", "told"),
    [
        ("new", "document", [("new_conflict", None, "conflict")]),
        ("new", "judged", [("new_conflict", None, "conflict")]),
        ("regressed", "edited", [("regressed", None, "conflict")]),
        ("resolved", "edited", [("resolved", "conflict", None)]),
        ("resolved", "overruled", [("overruled", "conflict", None)]),
        ("standing", "carried", []),
    ],
)
def test_a_change_of_verdict_is_told_as_what_it_is(
    state: str, because: str, told: list[tuple[str, str | None, str | None]]
) -> None:
    """What stands wakes nobody."""
    report = NightlyReport.model_validate_json((GOLDEN / "year.json").read_text("utf-8"))
    item = report.conflicts[0].model_copy(update={"state": state, "because": because})
    found = changes(report.model_copy(update={"conflicts": (item,)}))
    assert [(each.kind, each.before, each.after) for each in found] == told


def test_languages_are_each_meant_once() -> None:
    """In the order in which they are given."""
    assert languages(Settings(report_languages="es, en,es")) == ("es", "en")
