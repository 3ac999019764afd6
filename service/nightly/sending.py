"""A report to whoever wants it, in the transaction that stores it: nothing is sent twice."""

from datetime import datetime

from matching.finding import Label
from service.config import Settings
from service.delivery.alerts import Change, ChangeKind
from service.delivery.queueing import queue_alerts, queue_report
from service.nightly.consistency import last_day
from service.nightly.forms import RenderedReport
from service.nightly.rendering import DELIVERED, render_report
from service.nightly.shown import CHANGES
from service.nightly_contract import ConflictItem, ConflictSide, NightlyReport
from service.store.unit import Store

_KINDS = {
    "new": ChangeKind.NEW_CONFLICT,
    "regressed": ChangeKind.REGRESSED,
    "resolved": ChangeKind.RESOLVED,
}


def rendered(report: NightlyReport, settings: Settings) -> tuple[RenderedReport, ...]:
    """Return *report* in each language that it is delivered in, with a PDF where mails want it.

    Raises:
        ServiceError: Mails want a PDF, and what makes it is not installed.
    """
    names = (*DELIVERED, "pdf") if settings.mail_pdf else DELIVERED
    return tuple(
        render_report(report, language, names, settings.public_url)
        for language in languages(settings)
    )


def languages(settings: Settings) -> tuple[str, ...]:
    """Return the languages of deliveries, each once, in order."""
    return tuple(dict.fromkeys(each.strip() for each in settings.report_languages.split(",")))


def send(
    store: Store,
    report: NightlyReport,
    forms: tuple[RenderedReport, ...],
    settings: Settings,
    at: datetime,
) -> None:
    """Queue *report* in its languages, and alerts of what changed since the one before.

    Without one before every conflict would be an alert, so there is none.
    """
    on, path = last_day(report.night), page_path(report)
    for each in forms:
        queue_report(store, each, settings, on=on, at=at, path=path)
    if report.previous:
        language = languages(settings)[0]
        queue_alerts(store, changes(report), settings, on=on, language=language, at=at)


def changes(report: NightlyReport) -> list[Change]:
    """Return the changes of verdict that *report* tells, as alerts."""
    return [_change(each) for state in CHANGES for each in report.conflicts if each.state == state]


def page_path(report: NightlyReport) -> str:
    """Return the path of the report's page."""
    return f"/reports/nightly/{report.report_id}"


def _on_one_line(side: ConflictSide) -> str:
    """Return the words of a side's first claim; a subject or a title has no breaks."""
    return " ".join(side.claims[0].text.split())


def _change(item: ConflictItem) -> Change:
    is_over = item.state == "resolved"
    kind = ChangeKind.OVERRULED if item.because == "overruled" else _KINDS[item.state]
    words = " / ".join(side.source for side in (item.left, item.right))
    return Change(
        kind=kind,
        key=item.conflict_id,
        before=Label.CONFLICT if is_over else None,
        after=None if is_over else Label.CONFLICT,
        title=f"{words}: {_on_one_line(item.left)} / {_on_one_line(item.right)}",
        path=f"/comparisons/{item.comparison_id}/findings/{item.finding_id}",
    )
