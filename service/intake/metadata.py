"""What a file says about itself: source, language, time, title."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from matching.document import Document
from service.errors import InputError
from service.intake.naming import one_line, shown
from service.intake.raw import Raw

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
"""The form of a BCP 47 tag, as far as it is looked at."""

_FIRST_YEAR, _LAST_YEAR = 1400, 2400


def as_instant(value: object) -> object:
    """Return a time with its zone; a day is its first moment, a bare time is UTC.

    Anything else comes back as it was, for the caller's own check.
    """
    if isinstance(value, str):
        value = _parsed(value.strip())
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time.min, UTC)
    return value


def _parsed(text: str) -> object:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def local_instant(value: object, time_zone: str) -> object:
    """Return a time in an IANA time zone, whose day is what "today" means in the text.

    A bare time or day is one of that zone. Raises ValueError for an unknown zone.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (OSError, ValueError, KeyError) as error:  # not found is a KeyError
        raise ValueError(f"no such time zone: {time_zone}") from error
    if isinstance(value, str):
        value = _parsed(value.strip())
    if isinstance(value, datetime):
        return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time.min, zone)
    return value


def _line(value: object) -> object:
    return (one_line(value) or None) if isinstance(value, str) else value


def is_publishable(value: object) -> bool:
    """Tell whether *value* is a moment at which something may have been published.

    Years at the ends of the calendar leave it when they are put into another zone.
    """
    return isinstance(value, datetime) and _FIRST_YEAR <= value.year <= _LAST_YEAR


def _in_reach(value: datetime | None) -> datetime | None:
    if value is not None and not is_publishable(value):
        raise ValueError(f"the year {value.year} is none of a publication")
    return value


class Metadata(BaseModel):
    """Facts about a document, each null when its file does not give it."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    source: Annotated[str | None, BeforeValidator(_line)] = None
    language: Annotated[str, Field(pattern=LANGUAGE, max_length=35)] | None = None
    published_at: Annotated[
        datetime | None, BeforeValidator(as_instant), AfterValidator(_in_reach)
    ] = None
    title: Annotated[str | None, BeforeValidator(_line)] = None

    @model_validator(mode="before")
    @classmethod
    def _in_its_zone(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Put the time of publication into `time_zone`, where the file gives one."""
        zone = values.get("time_zone")
        if not zone:
            return values
        # An unknown zone is a fault, whether there is a time to put into it or not.
        return {**values, "published_at": local_instant(values.get("published_at"), str(zone))}


def read_metadata(raw: Raw, values: Mapping[str, object]) -> Metadata:
    """Return the metadata in *values*, with what a person said of *raw* in their place.

    Raises:
        InputError: A known key holds a value that makes no sense; unknown keys are ignored.
    """
    try:
        return Metadata.model_validate(raw.given.over(dict(values)))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"][:1]) or "time_zone"
        raise InputError(
            f"{shown(raw.name)}: {key} makes no sense ({shown(first['msg'])})."
        ) from error


def make_document(raw: Raw, text: str, values: Mapping[str, object]) -> Document:
    """Return the document of *raw*, named after its origin where the content names no source.

    Raises:
        InputError: A value in *values*, or one that a person gave, makes no sense.
    """
    metadata = read_metadata(raw, values)
    return Document(
        text=text,
        source=metadata.source or one_line(raw.source) or "unknown",
        language=metadata.language,
        published_at=metadata.published_at,
        title=metadata.title,
    )
