"""One text from one source at one time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from matching.ids import content_id, text_hash
from matching.line_breaks import unwrapped


def _instant(at: datetime) -> str:
    """Write one instant one way, whatever zone it came in; a naive time stays as it is."""
    return (at.astimezone(UTC) if at.tzinfo else at).isoformat()


@dataclass(frozen=True, slots=True)
class Document:
    """A text as stored, never rewritten, and what is known of its origin.

    `source` is the publisher's name for people ("Ministry of Health", "Agencia X"); `language`
    is a BCP 47 tag or None when it has to be found; `published_at` carries its time zone
    and is None when unknown, never "now".
    """

    text: str
    source: str
    language: str | None = None
    published_at: datetime | None = None
    title: str | None = None

    @property
    def prose(self) -> str:
        """The text as it is read: of the same length, breaks inside sentences are spaces."""
        return unwrapped(self.text)

    @property
    def sha256(self) -> str:
        """SHA-256 of the stored text, 64 hexadecimal digits."""
        return text_hash(self.text)

    @property
    def document_id(self) -> str:
        """Identifier derived from source, time and text."""
        at = _instant(self.published_at) if self.published_at else None
        return content_id("doc", self.source, at, self.sha256)
