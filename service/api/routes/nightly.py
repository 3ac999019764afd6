"""Nightly reports: those that are stored, and each in any of its forms."""

from typing import Annotated, Literal

from fastapi import Path, Query
from starlette.responses import Response

from service.api.guard import Reader
from service.api.paging import Page, PageQuery
from service.api.schemas.ids import NightlyId
from service.api.schemas.nightly import NightlyLine, nightly_line
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.nightly.rendering import FORMS, render_form
from service.nightly.replay import stored_report
from service.nightly_contract import NightlyReport
from service.store.nightly_reports import StoredReport

router = resource("reports")

FormName = Literal["html", "md", "json", "csv", "xlsx", "pdf"]
_FILE = {"schema": {"type": "string", "format": "binary"}}
_FILES = {each.media_type.split(";")[0]: _FILE for each in FORMS.values()}


@router.get("/nightly")
def list_nightly_reports(services: ServicesDep, asked: PageQuery, _: Reader) -> Page[NightlyLine]:
    """Return the nightly reports, the latest night first."""
    after = (asked.after[0], asked.after[1], asked.after[2]) if asked.after else None
    with services.read() as store:
        rows = store.nightly_reports.latest(asked.fetch, after=after)
    return asked.page(
        rows, key=report_key, item=lambda row: nightly_line(row, f"{router.prefix}/nightly")
    )


@router.get("/nightly/{report_id}")
def get_nightly_report(services: ServicesDep, report_id: NightlyId, _: Reader) -> NightlyReport:
    """Return all that a nightly report says; docs/nightly.md tells what its parts mean."""
    with services.read() as store:
        return stored_report(store, report_id)


@router.get(
    "/nightly/{report_id}/forms/{form}",
    response_class=Response,
    responses={200: {"description": "The report in that form", "content": _FILES}},
)
def get_nightly_form(
    services: ServicesDep,
    report_id: NightlyId,
    form: Annotated[FormName, Path(description="The form of the file.")],
    _: Reader,
    language: Annotated[
        Literal["en", "es"], Query(description="Language of headings and explanations.")
    ] = "en",
) -> Response:
    """Return a nightly report as a file; the same report gives the same bytes."""
    with services.read() as store:
        report = stored_report(store, report_id)
    found = render_form(report, form, language, services.settings.public_url)
    named = {"Content-Disposition": f'attachment; filename="{found.file_name}"'}
    return Response(found.content, media_type=found.media_type, headers=named)


def report_key(row: StoredReport) -> tuple[object, ...]:
    """Return what the list goes on from after *row*."""
    return row.until, row.created_at, row.report_id
