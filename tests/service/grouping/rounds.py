"""Grouping all that a store holds, without a job."""

from datetime import datetime

from service.grouping.grouping import group_some
from service.grouping.means import Grouper, GroupingReport


def group_new(grouper: Grouper, *, at: datetime) -> GroupingReport:
    """Group documents until nothing was left undecided."""
    report = GroupingReport()
    while (some := group_some(grouper, at=at)).documents:
        report = report.plus(some)
    return report
