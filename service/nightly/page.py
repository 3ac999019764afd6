"""A report as one HTML file that loads nothing, and the same as PDF."""

from importlib.resources import files

from markupsafe import Markup

from service.diff.render import UNWRITABLE
from service.exports.sheet import pdf_of
from service.nightly.charts import day_bars, label_bar, reliability, swatch
from service.nightly.shown import MOST_CONFLICTS, MOST_PAIRS, MOST_SOURCES, STATES, Shown
from service.nightly_contract import NightlyReport
from service.templating import environment


def to_html(report: NightlyReport, language: str, base: str = "") -> bytes:
    """Return the page; *base* is the service's address, which links begin with."""
    html = _rendered("nightly_page.html", report, language, base)
    return UNWRITABLE.sub("\ufffd", html).encode("utf-8", errors="replace")


def body_html(report: NightlyReport, language: str) -> Markup:
    """Return what stands inside the page, for a page of the desk."""
    html = _rendered("nightly_body.html", report, language, "")
    return Markup(UNWRITABLE.sub("\ufffd", html))  # noqa: S704 - our own template escapes


def to_pdf(report: NightlyReport, language: str, base: str = "") -> bytes:
    """Return the page as PDF.

    Raises:
        ServiceError: The extra `reports` is not installed, or Pango is missing.
    """
    return pdf_of(to_html(report, language, base).decode("utf-8"), report.report_id)


def style() -> str:
    """Return the style sheet of the page."""
    return files("service.nightly").joinpath("static", "nightly.css").read_text("utf-8")


def _rendered(name: str, report: NightlyReport, language: str, base: str) -> str:
    shown = Shown(report, language)
    return (
        environment("service.nightly")
        .get_template(name)
        .render(
            report=report,
            shown=shown,
            base=base.rstrip("/"),
            t=lambda key: shown.said[key],
            states=STATES,
            most_of=MOST_CONFLICTS,
            most_sources=MOST_SOURCES,
            most_pairs=MOST_PAIRS,
            day_bars=day_bars,
            label_bar=label_bar,
            reliability=reliability,
            swatch=swatch,
            style=Markup(style()),  # noqa: S704 - our own file
        )
    )
