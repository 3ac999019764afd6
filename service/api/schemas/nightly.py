"""Nightly reports in a list, as the API has them."""

from pydantic import AwareDatetime

from service.contract import Part
from service.nightly_contract import NightSummary
from service.store.nightly_reports import StoredReport


class NightlyLine(Part):
    """A nightly report without what it says; `created_at` is when it was first made."""

    report_id: str
    since: AwareDatetime
    until: AwareDatetime
    previous_id: str | None
    data_digest: str
    created_at: AwareDatetime
    is_empty: bool
    summary: NightSummary
    path: str


def nightly_line(stored: StoredReport, prefix: str) -> NightlyLine:
    """Return a stored report as a line of the list; *prefix* is the list's own path."""
    return NightlyLine(
        report_id=stored.report_id,
        since=stored.since,
        until=stored.until,
        previous_id=stored.previous_id,
        data_digest=stored.data_digest,
        created_at=stored.created_at,
        is_empty=stored.is_empty,
        summary=NightSummary.model_validate(stored.summary),
        path=f"{prefix}/{stored.report_id}",
    )
