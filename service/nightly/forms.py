"""A report in the forms that people and programs take: what deliveries send and pages show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderedForm:
    """One form of a report: "html", "pdf", "json", "csv", "xlsx" or "md", and its bytes.

    `file_name` ends as the form does, so that it can be written or attached as it is.
    """

    name: str
    media_type: str
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A report ready to be delivered. Equal reports in one language have equal bytes.

    `report_id` is derived from the content. `title` is one line for people, such as a mail's
    subject. `verdicts` tells changes of verdict in one sentence each, () when nothing changed.
    """

    report_id: str
    title: str
    language: str
    forms: tuple[RenderedForm, ...]
    verdicts: tuple[str, ...] = ()
