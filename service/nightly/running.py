"""A night from beginning to end: what is new compared, then told in one stored report.

Killed at any moment, it can be done again: each story's comparisons are one transaction, the
report is another one, and all their identifiers are derived from content.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from service.clock import now
from service.config import Settings
from service.errors import ServiceError
from service.nightly.gather import gather, stored_sheets
from service.nightly.making import make_report, report_text
from service.nightly.plan import Asked, Plan, plan_night, told_since
from service.nightly.sending import rendered, send
from service.nightly_contract import NightlyReport
from service.store.comparisons import config_id
from service.store.nightly_reports import StoredReport
from service.store.unit import read_only, unit_of_work
from service.work.configuration import configuration
from service.work.lanes import BulkExecutor
from service.work.night import ACTOR, compare_story, limits_of, note_story

# Told how many stories are done of how many.
Progress = Callable[[int, int], None]
# Puts documents that appeared since a moment into stories, before anything is compared.
GroupSince = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Means:
    """What a night is done with; `group` is left out where people alone make stories.

    `sends` tells whether the report goes out to whoever wants it.
    """

    settings: Settings
    engine: Engine
    executor: BulkExecutor
    group: GroupSince | None = None
    sends: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A report, and whether it was stored now; it had been before when nothing changed."""

    report: NightlyReport
    is_new: bool


def run_night(means: Means, asked: Asked, progress: Progress | None = None) -> Done:
    """Do the night's work and return its report, which is stored.

    Raises:
        StoreError, OverloadedError: The work cannot be done now; do it again later.
    """
    if means.group:
        with read_only(means.engine) as store:
            since = told_since(store, asked)
        means.group(since)
    with read_only(means.engine) as store:
        plan = plan_night(store, asked)
    matrices = _compare_stories(means, plan, progress)
    config = means.executor.run(configuration)
    with read_only(means.engine) as store:
        sheets = stored_sheets(store, matrices)
        facts = gather(store, plan, sheets, config, limits_of(means.settings))
    report = make_report(facts)
    forms = rendered(report, means.settings) if means.sends else ()
    stored = _stored(report, asked)
    with unit_of_work(means.engine, actor=ACTOR) as store:
        is_new = store.nightly_reports.add(stored, report_text(report), config_id=config_id(config))
        if means.sends:
            # In one transaction: a report that is stored is sent, and none is sent twice.
            send(store, report, forms, means.settings, stored.created_at)
    return Done(report, is_new)


def _compare_stories(
    means: Means, plan: Plan, progress: Progress | None = None
) -> dict[str, str | None]:
    """Compare what is not compared yet; return the matrix of each story, None without one."""

    def give_up(story: tuple[str, tuple[str, ...]], error: ServiceError) -> None:
        # Its documents took too long, or killed each process that compared them.
        means.executor.run(note_story, *story, str(error))

    given = [(each.title, each.document_ids) for each in plan.stories]
    found: dict[str, str | None] = {}
    made = means.executor.spread(compare_story, given, give_up)
    for done, (story, matrix) in enumerate(zip(plan.stories, made, strict=True), start=1):
        found[story.story_id] = matrix
        if progress:
            progress(done, len(plan.stories))
    return found


def _stored(report: NightlyReport, asked: Asked) -> StoredReport:
    return StoredReport(
        report_id=report.report_id,
        scope_id=asked.scope_id,
        since=report.night.since,
        until=report.night.until,
        previous_id=report.previous.report_id if report.previous else None,
        data_digest=report.data_digest,
        created_at=now(),
        is_empty=report.is_empty,
        summary=report.summary.model_dump(mode="json"),
    )
