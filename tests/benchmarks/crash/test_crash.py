"""A few rounds of kill -9, and that the checks would see what they look for."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from benchmarks.crash.clients import Ledger
from benchmarks.crash.invariants import Checks, fingerprint
from benchmarks.crash.rounds import run_rounds
from benchmarks.crash.small_model import write_small_model
from service.convert import comparison_document
from service.store.unit import unit_of_work
from tests.databases import (
    backend,
    empty_url,
    engine,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.diff import factories
from tests.service.diff.factories import CREATED_AT as AT

__all__ = [
    "backend",
    "empty_url",
    "engine",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
    "store_url",
]
# Each round takes half a minute of a free machine, so they run where somebody asks for them;
# `make crash` runs a hundred on each database.
ROUNDS = int(os.environ.get("CONTRASTE_CRASH_ROUNDS", "0"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model."""
    folder = tmp_path_factory.mktemp("crash") / "model"
    write_small_model(folder)
    return folder


@pytest.mark.skipif(not ROUNDS, reason="CONTRASTE_CRASH_ROUNDS names no number of rounds")
@pytest.mark.parametrize("embedded", [False, True])
def test_nothing_acknowledged_is_lost(
    empty_url: str, model: Path, tmp_path: Path, embedded: bool
) -> None:
    """Nor half written, nor done twice; `python -m benchmarks.crash` runs a hundred rounds."""
    report = run_rounds(ROUNDS, empty_url, model, tmp_path, seed=3, embedded=embedded)
    assert report.violations == []
    assert (report.rounds, report.kills.total()) == (ROUNDS, ROUNDS)
    assert report.acknowledged.total() > 0


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    """What was acknowledged of a database with one comparison: all of it."""
    made = factories.ports_comparison()
    with unit_of_work(engine, at=AT) as store:
        store.comparisons.add(made, created_at=AT)
    found = Ledger()
    document = made.left.document
    found.documents[document.document_id] = document.text
    told = comparison_document(made, AT).model_dump(mode="json")
    found.comparisons[made.comparison_id] = told
    return found


def test_a_sound_database_has_no_violations(engine: Engine, ledger: Ledger) -> None:
    """Looked at once or twice."""
    checks = Checks(engine)
    assert checks.violations(ledger) == []
    assert checks.violations(ledger) == []
    assert checks.seen["comparisons"] == 1


def test_what_is_lost_is_found(engine: Engine, ledger: Ledger) -> None:
    """A document, a comparison, a judgement and a job that were acknowledged and are not there."""
    ledger.documents["doc_0"] = "gone"
    ledger.comparisons["cmp_0"] = {}
    ledger.judgements["cmp_0", "fnd_0", 1] = {"label": "agree", "reason": ""}
    ledger.jobs.add("job_0")
    found = Checks(engine).violations(ledger)
    assert len(found) == 4
    assert all("acknowledged" in sentence for sentence in found)


def test_what_was_changed_is_found(engine: Engine, ledger: Ledger) -> None:
    """A comparison that is not the one acknowledged, a job that never ends, an entry cut off."""
    comparison_id = next(iter(ledger.comparisons))
    ledger.comparisons[comparison_id] = {"comparison_id": comparison_id}
    with unit_of_work(engine, at=AT) as store:
        store.jobs.add("test", {}, at=AT)
    checks = Checks(engine, head="f" * 64)
    found = checks.violations(ledger)
    assert len(found) == 3
    assert [sentence.split()[0] for sentence in found] == [
        "audit",
        comparison_id,
        found[2].split()[0],
    ]
    assert "is queued" in found[2]


def test_a_row_without_its_entry_is_found(engine: Engine, ledger: Ledger) -> None:
    """Rows and the log are written by one transaction: one without the other is half of it."""
    insert = (
        "INSERT INTO job (job_id, kind, payload, state, done, total, attempts, max_attempts,"
        " created_at, result_id) VALUES ('job_1', 'test', '{}', 'done', 0, 0, 1, 3,"
        " '2031-05-14 09:30:00', :result)"
    )
    with engine.begin() as connection:
        connection.execute(text(insert), {"result": next(iter(ledger.comparisons))})
    assert Checks(engine).violations(ledger) == ["1 rows of job, noted 0 times"]


def test_any_row_or_entry_changes_the_fingerprint(engine: Engine, ledger: Ledger) -> None:
    """It is what "the same again changes nothing" is measured by."""
    before = fingerprint(engine)
    assert fingerprint(engine) == before
    with unit_of_work(engine, at=AT) as store:
        store.stories.add("Temporal", at=AT)
    after = fingerprint(engine)
    assert {name for name in before if before[name] != after[name]} == {"story", "audit", "head"}
