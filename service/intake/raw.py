"""What arrives from outside, before anybody knows whether it can be read."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says of an input, against what it says of itself; None says nothing.

    `published_at` is a time or a day; a bare one is of `time_zone`, an IANA name, into which
    any other time is put, because "today" is read there. `encoding` is the character set.
    """

    source: str | None = None
    language: str | None = None
    published_at: str | date | datetime | None = None
    time_zone: str | None = None
    title: str | None = None
    encoding: str | None = None

    def over(self, values: dict[str, object]) -> dict[str, object]:
        """Return *values*, a document's metadata, with what is said here in their place."""
        said = {
            "source": self.source,
            "language": self.language,
            "published_at": self.published_at,
            "time_zone": self.time_zone,
            "title": self.title,
        }
        return {**values, **{key: value for key, value in said.items() if value is not None}}


NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes with a name for messages and what their origin says about them.

    `source` is the publisher's name when the content gives none; `kind` is a file suffix
    such as ".html", empty when the origin names none; `charset` is what a server declared;
    `given` is what a person says against all of it.
    """

    data: bytes
    name: str
    source: str
    kind: str = ""
    charset: str | None = None
    url: str | None = None
    given: Corrections = NO_CORRECTIONS
