"""A night of new documents on top of an archive, by the steps that `contraste nightly` takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, text

from benchmarks.scale.archive import day_of, taken_in_at
from benchmarks.scale.measure import Costs, take_in
from benchmarks.scale.meter import Meter, Step
from service.clock import now
from service.config import Settings
from service.grouping.grouping import group_some
from service.grouping.means import GroupingReport, grouper_of
from service.nightly.making import report_text
from service.nightly.plan import Asked, plan_night
from service.nightly.running import Means, run_night
from service.nightly.window import span_night
from service.nightly_contract import NightlyReport, Scope
from service.store.unit import read_only
from service.work.closing import close_night
from service.work.executor import Executor
from service.work.lanes import BulkExecutor, Rescue
from service.work.night import ACTOR, compare_story
from service.work.work import Work

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_EVERYTHING = Scope(sources=(), story_id=None)


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured with: an executor of one lane, and the archive's seed."""

    settings: Settings
    engine: Engine
    executor: BulkExecutor
    seed: int

    @property
    def window(self) -> timedelta:
        """How far from a document grouping looks for its like."""
        return timedelta(days=self.settings.grouping_days)


@dataclass(slots=True)
class Night:
    """What a night costs.

    `costs` are of taking the new documents in; `group`, `compare` and `report` those of
    `contraste nightly`. `window` documents were grouped before within the days that grouping
    looks at; `grouped` has the pairs that were weighed. Of the `comparisons` of its stories
    `fresh` have a new document. The others are of documents that stood in them already:
    nights before would have compared those, so they are compared first, which took `earlier`
    and is no part of the night.
    """

    costs: Costs = field(default_factory=Costs)
    group: Step = field(default_factory=Step)
    compare: Step = field(default_factory=Step)
    report: Step = field(default_factory=Step)
    earlier: Step = field(default_factory=Step)
    window: int = 0
    grouped: GroupingReport = field(default_factory=GroupingReport)
    stories: int = 0
    largest_story: int = 0
    comparisons: int = 0
    fresh: int = 0
    conflicts: int = 0
    report_bytes: int = 0


def group_window(bench: Bench, first: int) -> tuple[GroupingReport, Step]:
    """Group the days before the document *first*, among which its night looks for its like."""
    return _group(bench, day_of(first) - bench.window)


def night(bench: Bench, first: int, count: int, number: int) -> Night:
    """Take the documents from *first* on in, whole days; group, compare and report them.

    *number* tells the nights of a run apart: each begins a row of reports of its own, so that
    none tells what a load brought since the night before.
    """
    begin, at = day_of(first), taken_in_at(first + count - 1)
    costs, new = take_in(bench.engine, bench.executor, first, count, bench.seed, at)
    found = Night(costs, window=_grouped_since(bench.engine, begin - bench.window))
    zone = f"Etc/GMT-{number}"
    asked = Asked(span_night(begin, at + timedelta(seconds=1), zone), _EVERYTHING)

    def group(since: datetime) -> None:
        found.grouped, found.group = _group(bench, since - bench.window)
        found.earlier = compare_old(bench, asked)

    timed = _Comparing(bench)
    meter = Meter(bench.engine, bench.executor)
    done = run_night(Means(bench.settings, bench.engine, timed, group), asked)
    found.compare = timed.step
    apart = found.group.plus(found.compare).plus(found.earlier)
    found.report = meter.read().without(apart)
    _count(found, done.report, frozenset(new))
    return found


def compare_old(bench: Bench, asked: Asked) -> Step:
    """Compare what the night's stories held before its documents came."""
    meter = Meter(bench.engine, bench.executor)
    with read_only(bench.engine) as store:
        stories = plan_night(store, asked).stories
    old = ((each.title, sorted({*each.document_ids} - {*each.new_ids})) for each in stories)
    for _ in bench.executor.spread(compare_story, [each for each in old if len(each[1]) > 1]):
        pass
    return meter.read()


def fresh_pairs(stories: Iterable[Sequence[str]], new: frozenset[str]) -> int:
    """Return how many pairs of documents of one story have a document of *new*."""
    return sum(not new.isdisjoint(pair) for each in stories for pair in combinations(each, 2))


def _count(found: Night, report: NightlyReport, new: frozenset[str]) -> None:
    found.stories = len(report.stories)
    found.largest_story = max((len(each.document_ids) for each in report.stories), default=0)
    found.comparisons = sum(len(each.comparison_ids) for each in report.stories)
    found.fresh = fresh_pairs((each.document_ids for each in report.stories), new)
    found.conflicts = len(report.conflicts)
    found.report_bytes = len(report_text(report).encode())


def _group(bench: Bench, since: datetime) -> tuple[GroupingReport, Step]:
    """Group as `contraste nightly` does; what goes wrong is raised here."""
    meter = Meter(bench.engine, bench.executor)
    report = GroupingReport()
    while (some := bench.executor.run(_group_some, since)).documents:
        report = report.plus(some)
    close_night(bench.executor, since + bench.window, ACTOR)
    return report, meter.read()


def _group_some(work: Work, since: datetime) -> GroupingReport:
    grouper = grouper_of(work.engine, work.sentence_encoder, work.settings, ACTOR)
    return group_some(grouper, at=now(), since=since)


def _grouped_since(engine: Engine, at: datetime) -> int:
    counted = text("SELECT count(*) FROM grouping_profile WHERE at >= :at")
    with engine.connect() as connection:
        return int(connection.execute(counted, {"at": at.replace(tzinfo=None)}).scalar_one())


class _Comparing:
    """An executor that counts what many tasks at once, which is comparing, take on another one."""

    lanes = 1

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.step = Step()

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._bench.executor.run(task, *args, **kwargs)

    def spread(
        self,
        task: Callable[[Work, T], R],
        items: Iterable[T],
        rescue: Rescue[T, R] | None = None,
    ) -> Iterator[R]:
        meter = Meter(self._bench.engine, self._bench.executor)
        yield from self._bench.executor.spread(task, items, rescue)
        self.step = self.step.plus(meter.read())

    @property
    def is_ready(self) -> bool:
        return True

    def for_jobs(self) -> Executor:
        return self

    def close(self) -> None:
        """Leave the other one to whoever opened it."""
