"""Grouping the documents on which nothing was decided yet."""

from service.clock import now
from service.grouping.grouping import group_some
from service.grouping.means import GroupingReport, grouper_of
from service.jobs.kind import Means, Progress, ends
from service.store.jobs import Job
from service.store.unit import unit_of_work
from service.work.closing import look_at_latest
from service.work.executor import Executor
from service.work.work import Work

NAME = "group"
# Documents alone that a job looks at again when nothing is left to group: people wait for the
# same processors, and the night looks at all.
_AGAIN = 10


def run(means: Means, job: Job, progress: Progress) -> None:
    """Group what was not grouped yet, in the name of `actor`.

    Raises:
        JobLost: The job is this worker's no more; what is grouped stays so.
    """
    group_all(means.executor, str(job.payload.get("actor", "system")), progress)
    with unit_of_work(means.engine) as store:
        ends(job)(store, None)


def group_all(
    executor: Executor, actor: str, progress: Progress = lambda done, total: None
) -> GroupingReport:
    """Group what was not grouped yet, some at a time, until nothing is left.

    Then the latest few documents that stayed alone are looked at again.

    How many there are nobody knows: *progress* is told a total of 0.
    """
    report = GroupingReport()
    while (some := executor.run(group_for, actor)).documents:
        report = report.plus(some)
        progress(report.documents, 0)
    if report.documents:
        look_at_latest(executor, now(), actor, _AGAIN)
    return report


def group_for(work: Work, actor: str) -> GroupingReport:
    """Group some documents under the configured thresholds."""
    grouper = grouper_of(work.engine, work.sentence_encoder, work.settings, actor)
    return group_some(grouper, at=now())
