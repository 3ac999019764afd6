"""The evidence sheet: one printable page for the file, in HTML and in PDF."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from service.diff.page import SIGNS, Pair
from service.diff.render import UNWRITABLE
from service.diff.view import comparison_page, story_page
from service.errors import ServiceError
from service.exports.exported import Exported
from service.exports.tables import matrix_table
from service.templating import environment
from service.words import words
from service.words.local import language_name, local_moment
from service.words.telling import tell


def pages_of(exported: Exported) -> tuple[Pair, ...]:
    """Return each pair of sources with its findings as a page shows them."""
    if exported.story:
        return story_page(exported.story, exported.created_at).pairs
    return tuple(
        pair
        for comparison in exported.comparisons
        for pair in comparison_page(comparison, exported.created_at).pairs
    )


def to_sheet(exported: Exported, language: str) -> bytes:
    """Return the sheet as one HTML file that loads nothing; equal input gives equal bytes."""
    said = words(language)

    def t(key: str) -> Markup:
        return Markup.escape(said[key])

    html = (
        environment("service.exports")
        .get_template("sheet.html")
        .render(
            t=t,
            tell=lambda text: tell(text, language),
            when=lambda iso: local_moment(iso, language),
            tongue=lambda tag: language_name(tag, language),
            spoken=language,
            exported=exported,
            pairs=pages_of(exported),
            matrix=list(matrix_table(exported, said)),
            signs=SIGNS,
            style=Markup(_style()),  # noqa: S704 - our own file
        )
    )
    return UNWRITABLE.sub("\ufffd", html).encode("utf-8", errors="replace")


def to_pdf(exported: Exported, language: str) -> bytes:
    """Return the sheet as PDF.

    Raises:
        ServiceError: The extra `reports` is not installed, or Pango is missing.
    """
    return pdf_of(to_sheet(exported, language).decode("utf-8"))


def pdf_of(html: str, identifier: str | None = None) -> bytes:
    """Return a page that loads nothing as PDF; with an *identifier*, equal pages as equal bytes.

    Raises:
        ServiceError: The extra `reports` is not installed, or Pango is missing.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise ServiceError(
            "A PDF needs the extra 'reports' (pip install 'contraste[reports]') and Pango "
            "(Debian: libpango-1.0-0 libpangoft2-1.0-0)."
        ) from error
    # The page loads nothing; were it to, nothing would be fetched.
    known = identifier.encode("ascii") if identifier else None
    made: bytes = HTML(string=html, url_fetcher=_refuse).write_pdf(pdf_identifier=known)
    return made


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a sheet loads nothing, not {url}")


@lru_cache(maxsize=1)
def _style() -> str:
    return files("service.exports").joinpath("static", "sheet.css").read_text("utf-8")
