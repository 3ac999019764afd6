"""JSON: one object with the text and what is known of its origin."""

import json

from matching.document import Document
from service.errors import InputError
from service.intake.decoding import decode
from service.intake.metadata import make_document, read_metadata
from service.intake.raw import Raw


def read_json(raw: Raw) -> Document:
    """Return the document in `{"text", "source"?, "language"?, "published_at"?, "title"?}`.

    Raises:
        InputError: It is no such object.
    """
    try:
        value = json.loads(decode(raw).removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        where = (
            f" (line {error.lineno}: {error.msg})"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise InputError(f"{raw.name} is not valid JSON{where}.") from error
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise InputError(
            f'{raw.name} is not an object with a "text": {{"text": "…", "source": "…"}}.'
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError(f"The text in {raw.name} holds half a character (a lone surrogate).")
    return make_document(raw, text, read_metadata(raw, value))
