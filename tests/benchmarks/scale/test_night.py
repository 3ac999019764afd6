"""A night on an archive is that of `contraste nightly`, with each step counted apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.scale.archive import PER_DAY, day_of, taken_in_at
from benchmarks.scale.measure import take_in
from benchmarks.scale.meter import Step
from benchmarks.scale.night import Bench, compare_old, fresh_pairs, group_window, night
from benchmarks.scale.words import without_model
from service.config import Settings
from service.nightly.plan import Asked
from service.nightly.window import span_night
from service.nightly_contract import Scope
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only, unit_of_work
from service.work.lanes import OneLane

SEED = 7


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty database, and an encoder that takes no time."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/store.db")
    engine = open_engine(settings.store_url)
    upgrade(engine)
    executor = OneLane(without_model(settings))
    yield Bench(settings, engine, executor, SEED)
    executor.close()
    engine.dispose()


def test_a_night_is_grouped_compared_and_told(bench: Bench) -> None:
    """The day before is grouped for it and is no part of it; every step takes its time."""
    first = 2 * PER_DAY
    take_in(bench.engine, bench.executor, first - PER_DAY, 6, SEED, taken_in_at(first - 1))
    grouped, step = group_window(bench, first)
    assert grouped.documents == 6
    assert step.embedded > 0
    found = night(bench, first, 8, 1)
    assert (found.costs.documents, found.grouped.documents, found.window) == (8, 8, 6)
    assert found.grouped.pairs > 0
    assert found.report_bytes > 0
    assert min(found.group.cpu, found.report.cpu) > 0
    with read_only(bench.engine) as store:
        (told,) = store.nightly_reports.latest(10)
    assert told.summary["documents"] == 8
    assert told.since == datetime(2020, 1, 8, tzinfo=UTC)


def test_what_a_story_held_before_is_compared_before_the_night(bench: Bench) -> None:
    """Of three documents two were there: their pair is compared, and none with the new one."""
    first = PER_DAY
    _, old = take_in(bench.engine, bench.executor, first - 2, 2, SEED, taken_in_at(first - 1))
    _, new = take_in(bench.engine, bench.executor, first, 1, SEED, taken_in_at(first))
    with unit_of_work(bench.engine, actor="test") as store:
        story = store.stories.add("A story", at=day_of(first))
        for each in (*old, *new):
            store.stories.put(story, each, at=day_of(first))
    night_of = span_night(day_of(first), day_of(first + PER_DAY), "UTC")
    step = compare_old(bench, Asked(night_of, Scope(sources=(), story_id=None)))
    assert step.cpu > 0
    compared = text("SELECT left_id, right_id FROM comparison")
    with bench.engine.connect() as connection:
        (pair,) = connection.execute(compared).all()
    assert set(pair) == set(old)


def test_pairs_of_documents_that_were_there_before_are_not_fresh() -> None:
    """One new document of three is in two pairs; a story without one has none."""
    assert fresh_pairs([("a", "b", "c"), ("d", "e")], frozenset("c")) == 2
    assert fresh_pairs([("a", "b", "c")], frozenset("ab")) == 3


def test_steps_are_told_apart() -> None:
    """What a part took is no part of the rest."""
    whole, part = Step(9.0, 5.0, 2.0, 40), Step(4.0, 2.0, 0.5, 30)
    assert whole.without(part) == Step(5.0, 3.0, 1.5, 10)
    assert whole.without(part).plus(part) == replace(whole)
