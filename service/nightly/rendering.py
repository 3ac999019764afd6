"""A report in all of its forms: one table, as `service.exports` has it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from service.errors import NotFoundError
from service.nightly.forms import RenderedForm, RenderedReport
from service.nightly.making import report_text
from service.nightly.markdown import to_markdown
from service.nightly.page import to_html, to_pdf
from service.nightly.shown import Shown
from service.nightly.tables import to_csv, to_xlsx
from service.nightly_contract import NightlyReport

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Form:
    """A form's media type, and how it is made of a report, a language and an address."""

    media_type: str
    make: Callable[[NightlyReport, str, str], bytes]


FORMS = {
    "html": Form("text/html; charset=utf-8", to_html),
    "md": Form("text/markdown; charset=utf-8", lambda report, lang, _: to_markdown(report, lang)),
    "json": Form("application/json", lambda report, *_: report_text(report).encode("utf-8")),
    "csv": Form("text/csv; charset=utf-8", lambda report, *_: to_csv(report)),
    "xlsx": Form(_XLSX, lambda report, *_: to_xlsx(report)),
    "pdf": Form("application/pdf", to_pdf),
}
"""Every form by its name, which is also how its file's name ends."""

# What a delivery takes along: a PDF takes seconds to make, and a mail should be small.
DELIVERED = ("html", "md", "json")


def render_form(report: NightlyReport, name: str, language: str, base: str = "") -> RenderedForm:
    """Return *report* in a form; *base* is the service's address, which links begin with.

    Raises:
        NotFoundError: There is no such form.
        ServiceError: What the form needs is not installed.
    """
    form = FORMS.get(name)
    if form is None:
        raise NotFoundError(f"There is no form {name}; there are {', '.join(FORMS)}.")
    when = report.night.day or report.night.since.date()
    file_name = f"contraste-{when}-{report.report_id}-{language}.{name}"
    return RenderedForm(name, form.media_type, file_name, form.make(report, language, base))


def render_report(
    report: NightlyReport, language: str, names: Iterable[str] = DELIVERED, base: str = ""
) -> RenderedReport:
    """Return *report* in several forms, with its title and changes of verdict in *language*."""
    shown = Shown(report, language)
    return RenderedReport(
        report_id=report.report_id,
        title=shown.title,
        language=language,
        forms=tuple(render_form(report, name, language, base) for name in names),
        verdicts=shown.verdicts,
    )
