"""Reports: how consistent sources are with each other, counted from what is stored."""

from typing import Annotated

from fastapi import Depends, Query

from service.api.guard import Reader
from service.api.paging import Page, PageQuery
from service.api.schemas.ids import SourceId
from service.api.schemas.reports import (
    ConflictPart,
    ConsistencyReport,
    EditPart,
    ReportPart,
    conflict_part,
    counts_part,
    edit_part,
    source_pair_part,
)
from service.api.schemas.words import Moment, moment_of
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.api.windows import window_of
from service.store.consistency import Window

router = resource("reports")

_CONSISTENCY = ReportPart(
    report_id="consistency",
    kind="consistency",
    title="How consistent sources are with each other",
    is_live=True,
    path=f"{router.prefix}/consistency",
)

_NIGHTLY = ReportPart(
    report_id="nightly",
    kind="nightly",
    title="What changed among the sources, night by night",
    is_live=False,
    path=f"{router.prefix}/nightly",
)


def _asked(
    since: Annotated[
        Moment | None, Query(description="From when on; a week before `until` by default.")
    ] = None,
    until: Annotated[Moment | None, Query(description="Until before when; now by default.")] = None,
    source: Annotated[
        SourceId | None, Query(description="Only what this source takes part in.")
    ] = None,
) -> Window:
    begin, end = (moment_of(given) if given else None for given in (since, until))
    return window_of(begin, end, source)


WindowQuery = Annotated[Window, Depends(_asked)]


@router.get("")
def list_reports(asked: PageQuery, _: Reader) -> Page[ReportPart]:
    """Return the reports that there are, by identifier."""
    after = asked.after[0] if asked.after else ""
    rows = [each for each in (_CONSISTENCY, _NIGHTLY) if each.report_id > after]
    return asked.page(rows, key=lambda row: (row.report_id,), item=lambda row: row)


@router.get("/consistency")
def get_consistency_report(
    services: ServicesDep, window: WindowQuery, asked: PageQuery, _: Reader
) -> ConsistencyReport:
    """Count what came of comparing each pair of sources, those with most conflicts first."""
    after = (asked.after[0], asked.after[1], asked.after[2]) if asked.after else None
    with services.read() as store:
        totals = store.consistency.totals(window)
        edits = store.consistency.count_edits(window)
        rows = store.consistency.pairs(window, asked.fetch, after=after)
    pairs = asked.page(
        rows,
        key=lambda row: (-row.counts.conflict, row.left_id, row.right_id),
        item=source_pair_part,
    )
    return ConsistencyReport(
        since=window.since,
        until=window.until,
        source_id=window.source_id,
        totals=counts_part(totals),
        silent_edits=edits,
        pairs=pairs,
    )


@router.get("/consistency/conflicts")
def list_conflicts(
    services: ServicesDep, window: WindowQuery, asked: PageQuery, _: Reader
) -> Page[ConflictPart]:
    """Return the conflicts that the machine found, newest first, with what people judged."""
    after = (asked.after[0], asked.after[1], asked.after[2]) if asked.after else None
    with services.read() as store:
        rows = store.inconsistencies.conflicts(window, asked.fetch, after=after)
    return asked.page(
        rows,
        key=lambda row: (row.created_at, row.comparison_id, row.finding_id),
        item=conflict_part,
    )


@router.get("/consistency/edits")
def list_silent_edits(
    services: ServicesDep, window: WindowQuery, asked: PageQuery, _: Reader
) -> Page[EditPart]:
    """Return how pages changed their texts, newest first."""
    after = (asked.after[0], asked.after[1], asked.after[2]) if asked.after else None
    with services.read() as store:
        rows = store.inconsistencies.edits(window, asked.fetch, after=after)
    return asked.page(rows, key=lambda row: (row.seen_at, row.page_id, row.number), item=edit_part)
