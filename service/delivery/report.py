"""What is delivered, as its maker gives it; nothing here knows how a report is made."""

from collections.abc import Sequence
from typing import Protocol


class Form(Protocol):
    """One form of a report.

    The mail's text is the first `text/markdown` or `text/plain`, its page the first
    `text/html`; a webhook has the first `application/json` with it. Text is UTF-8.
    """

    @property
    def file_name(self) -> str:
        """A file's name, such as `report.html`: letters, digits, `.`, `_` and `-`."""

    @property
    def media_type(self) -> str:
        """A media type, with parameters or without."""

    @property
    def content(self) -> bytes:
        """The file."""


class Report(Protocol):
    """A report that is ready (`service.nightly.forms.RenderedReport` is one)."""

    @property
    def report_id(self) -> str:
        """Identifier, derived from the content: it is delivered once in each language."""

    @property
    def title(self) -> str:
        """Subject of the mail, in `language`."""

    @property
    def language(self) -> str:
        """Language of all its words, one of `service.words.LANGUAGES`."""

    @property
    def forms(self) -> Sequence[Form]:
        """Its forms, no two of one file name."""

    @property
    def verdicts(self) -> Sequence[str]:
        """What changed of the verdicts, a sentence each, in `language`."""
