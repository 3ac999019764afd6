"""The library's values as JSON and back, every field: what a row's `body` holds."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from matching.comparison import Reading
from matching.document import Document
from matching.finding import Reason
from service.convert import reason_part
from service.store.explained import explanation_body, explanation_value


def reading_body(reading: Reading) -> dict[str, Any]:
    """Return all of *reading* but its document, which has a row of its own."""
    body = _adapter(Reading).dump_python(reading, mode="json", exclude={"document"})
    assert isinstance(body, dict)
    return body


def reading_value(body: dict[str, Any], document: Document) -> Reading:
    """Return the reading that `reading_body` wrote; fields added since have their defaults."""
    reading: Reading = _adapter(Reading).validate_python({**body, "document": document})
    return reading


def reason_body(reason: Reason) -> dict[str, Any]:
    """Return *reason* as a finding's row holds it: the contract's part, and how it was made."""
    part = reason_part(reason).model_dump(mode="json")
    made = explanation_body(reason.text)
    return {**part, "made": made} if made else part


def reason_value(body: dict[str, Any]) -> Reason:
    """Return the reason that `reason_body` wrote."""
    reason: Reason = _adapter(Reason).validate_python(body)
    return replace(reason, text=explanation_value(reason.text, body.get("made")))


def in_its_zone(moment: datetime | None, offset: int | None) -> datetime | None:
    """Return a stored moment in the zone it was given in: "today" is another day elsewhere.

    *offset* is in minutes east of UTC.
    """
    if moment is None:
        return None
    return moment.astimezone(timezone(timedelta(minutes=offset or 0)))


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    # Made at the first use: a command that reads no row does not wait for it.
    return TypeAdapter(kind)
