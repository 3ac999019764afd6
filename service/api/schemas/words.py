"""Words in bodies: what no text can hold is refused before anything is stored.

U+0000 marks binary data and half a surrogate pair is no character; the base type refuses
the latter already.
"""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from service.intake.metadata import as_instant, local_instant
from service.intake.naming import one_line

_NO_NUL = r"^[^\x00]*$"
# Times that a calendar of ours reads, whatever zone they are turned into.
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def _on_one_line(text: str) -> str:
    kept = one_line(text)
    if not kept:
        raise ValueError("it holds nothing that could be read")
    return kept


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, pattern=_NO_NUL),
    AfterValidator(_on_one_line),
]
"""A name or title, kept on one line without characters that nobody sees."""

Sought = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NO_NUL)]
"""Words to look for."""


def _with_words(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise ValueError("it holds no words to compare")
    return text


FullText = Annotated[
    str, StringConstraints(min_length=1, pattern=_NO_NUL), AfterValidator(_with_words)
]
"""A document's text, kept exactly as it is."""

LanguageTag = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)
]
"""A BCP 47 tag; `und` when nobody knows."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError("no such time zone") from error
    return name


TimeZone = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$", max_length=64),
    AfterValidator(_known_zone),
]
"""An IANA name, such as America/Lima."""


def _moment(written: str) -> str:
    found = as_instant(written)
    if not isinstance(found, datetime):
        raise ValueError("write a day (2026-04-20) or an RFC 3339 time (2026-04-20T15:30:00-05:00)")
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(f"the year must lie between {_FIRST_YEAR} and {_LAST_YEAR}")
    return written


Moment = Annotated[
    str,
    Field(max_length=40),
    AfterValidator(_moment),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": f} for f in ("date-time", "date")], "maxLength": 40}
    ),
]
"""A day or a time as it was written; a day is its first moment, a time without zone is UTC."""


def moment_of(written: Moment, time_zone: str | None = None) -> datetime:
    """Return the time that *written* means, in *time_zone* where one is given."""
    found = local_instant(written, time_zone) if time_zone else as_instant(written)
    assert isinstance(found, datetime)
    return found if found.utcoffset() is not None else found.replace(tzinfo=UTC)
