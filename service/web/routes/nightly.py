"""Nightly reports: a list of them, each as a page, and its forms to take away."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.api.guard import Reader
from service.api.paging import PageQuery
from service.api.routes.nightly import FormName, report_key
from service.api.schemas.ids import NightlyId
from service.api.services import ServicesDep
from service.nightly.page import body_html
from service.nightly.rendering import FORMS, render_form
from service.nightly.replay import stored_report
from service.nightly.shown import Shown
from service.web.language import choose_language
from service.web.listing import more
from service.web.rendering import HEADERS, render

router = APIRouter(prefix="/reports/nightly")


@router.get("")
def nightly_reports(
    request: Request, services: ServicesDep, listed: PageQuery, principal: Reader
) -> Response:
    """Show all nightly reports, the latest night first."""
    after = (listed.after[0], listed.after[1], listed.after[2]) if listed.after else None
    with services.read() as store:
        rows = store.nightly_reports.latest(listed.fetch, after=after)
    page = listed.page(rows, key=report_key, item=lambda row: row)
    return render(
        request,
        "nightly_reports.html",
        at="reports",
        principal=principal,
        nights=page.items,
        more=more(request, page),
    )


@router.get("/{report_id}")
def nightly_report(
    report_id: NightlyId, request: Request, services: ServicesDep, principal: Reader
) -> Response:
    """Show one nightly report inside the frame of the desk."""
    language = choose_language(request)
    with services.read() as store:
        report = stored_report(store, report_id)
    return render(
        request,
        "nightly_report.html",
        at="reports",
        principal=principal,
        report_id=report_id,
        title=Shown(report, language).title,
        body=body_html(report, language),
        forms=FORMS,
    )


@router.get("/{report_id}/{form}")
def nightly_form(
    report_id: NightlyId, form: FormName, request: Request, services: ServicesDep, _: Reader
) -> Response:
    """Give a nightly report as a file, in the reader's language."""
    with services.read() as store:
        report = stored_report(store, report_id)
    found = render_form(report, form, choose_language(request), services.settings.public_url)
    named = {"Content-Disposition": f'attachment; filename="{found.file_name}"'}
    return Response(found.content, media_type=found.media_type, headers={**HEADERS, **named})
