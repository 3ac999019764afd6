"""The forms that a comparison or a story is exported in: one table."""

from collections.abc import Callable
from dataclasses import dataclass

from service.errors import NotFoundError
from service.exports.claim_review import to_claim_reviews
from service.exports.exported import Exported
from service.exports.markdown import to_markdown
from service.exports.plain_json import to_json
from service.exports.provenance import to_provenance
from service.exports.sheet import to_pdf, to_sheet
from service.exports.spreadsheets import to_csv, to_xlsx
from service.exports.web_annotation import to_annotations


@dataclass(frozen=True, slots=True)
class Format:
    """One form: the end of its file's name, its media type, and how it is made.

    `make` takes what is exported and the language of headings, and returns the file.
    """

    suffix: str
    media_type: str
    make: Callable[[Exported, str], bytes]


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    name: Format(suffix, media_type, make)
    for name, suffix, media_type, make in (
        ("json", "json", "application/json", to_json),
        ("csv", "csv", "text/csv; charset=utf-8", to_csv),
        ("xlsx", "xlsx", _XLSX, to_xlsx),
        ("md", "md", "text/markdown; charset=utf-8", to_markdown),
        ("html", "html", "text/html; charset=utf-8", to_sheet),
        ("pdf", "pdf", "application/pdf", to_pdf),
        ("annotations", "jsonld", "application/ld+json", to_annotations),
        ("claimreview", "jsonld", "application/ld+json", to_claim_reviews),
        ("prov", "jsonld", "application/ld+json", to_provenance),
    )
}
"""Every form by its name in addresses."""


def export(exported: Exported, form: str, language: str) -> bytes:
    """Return *exported* in a form, headings in *language* ("en", "es").

    Raises:
        NotFoundError: There is no such form.
        ServiceError: What the form needs is not installed.
    """
    found = FORMATS.get(form)
    if found is None:
        raise NotFoundError(f"There is no form {form}; there are {', '.join(FORMATS)}.")
    return found.make(exported, language)
