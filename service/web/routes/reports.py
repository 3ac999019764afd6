"""Reports: how consistent sources are, where they clash, and texts that changed silently."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from service.api.guard import Reader
from service.api.paging import PageQuery
from service.api.services import ServicesDep
from service.web.asked_report import AskedReport, asked_report
from service.web.listing import more
from service.web.rendering import HEADERS, render
from service.web.report_rows import as_csv, as_json, rows_of, with_broken

router = APIRouter(prefix="/reports")

AskedDep = Annotated[AskedReport, Depends(asked_report)]

_PAIRS, _CONFLICTS, _EDITS, _NIGHTS = 50, 10, 5, 5
# What an edit broke is looked for when it is shown, which takes its time.
_MOST_EDITS = 10


@router.get("")
def reports(
    request: Request, services: ServicesDep, asked: AskedDep, principal: Reader
) -> Response:
    """Show the counts of each pair of sources, the newest conflicts and silent edits."""
    window = asked.window
    with services.read() as store:
        values: dict[str, Any] = {
            "totals": store.consistency.totals(window),
            "pairs": store.consistency.pairs(window, _PAIRS),
            "conflicts": store.inconsistencies.conflicts(window, _CONFLICTS),
            "edits": with_broken(store, store.inconsistencies.edits(window, _EDITS)),
            "edit_count": store.consistency.count_edits(window),
            "sources": store.reviews.sources(),
            "nights": store.nightly_reports.latest(_NIGHTS),
        }
    return render(request, "reports.html", at="reports", principal=principal, asked=asked, **values)


@router.get("/conflicts")
def conflicts(
    request: Request,
    services: ServicesDep,
    asked: AskedDep,
    listed: PageQuery,
    principal: Reader,
) -> Response:
    """Show all conflicts of the span, newest first."""
    after = (listed.after[0], listed.after[1], listed.after[2]) if listed.after else None
    with services.read() as store:
        rows = store.inconsistencies.conflicts(asked.window, listed.fetch, after=after)
    page = listed.page(
        rows,
        key=lambda row: (row.created_at, row.comparison_id, row.finding_id),
        item=lambda row: row,
    )
    return render(
        request,
        "report_conflicts.html",
        at="reports",
        principal=principal,
        asked=asked,
        conflicts=page.items,
        more=more(request, page),
    )


@router.get("/edits")
def edits(
    request: Request,
    services: ServicesDep,
    asked: AskedDep,
    listed: PageQuery,
    principal: Reader,
) -> Response:
    """Show all silent edits of the span, newest first, with what each broke."""
    few = replace(listed, limit=min(listed.limit, _MOST_EDITS))
    after = (few.after[0], few.after[1], few.after[2]) if few.after else None
    with services.read() as store:
        rows = store.inconsistencies.edits(asked.window, few.fetch, after=after)
        page = few.page(
            rows, key=lambda row: (row.seen_at, row.page_id, row.number), item=lambda row: row
        )
        found = with_broken(store, page.items)
    return render(
        request,
        "report_edits.html",
        at="reports",
        principal=principal,
        asked=asked,
        edits=found,
        more=more(request, page),
    )


@router.get("/export/{what}/{form}")
def export_report(
    what: Literal["pairs", "conflicts", "edits"],
    form: Literal["csv", "json"],
    services: ServicesDep,
    asked: AskedDep,
    _: Reader,
) -> Response:
    """Give a part of the report as a file."""
    with services.read() as store:
        rows = rows_of(store, what, asked.window)
    name = f"contraste-{what}-{asked.since}-{asked.last}.{form}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    if form == "csv":
        return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)
    return Response(as_json(rows, asked.window), media_type="application/json", headers=headers)
