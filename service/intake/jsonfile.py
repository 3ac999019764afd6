"""JSON: a text with what is known of its origin, posts of X, or an embedded post."""

import json
from dataclasses import replace

from service.errors import InputError
from service.intake.decoding import decode
from service.intake.item import Fault, Item, Publisher
from service.intake.metadata import make_document
from service.intake.naming import one_line, shown
from service.intake.oembed import is_oembed, read_oembed
from service.intake.posts import is_posts, read_posts
from service.intake.raw import Raw
from service.intake.web_address import page_url

_LONGEST_WORD = 100


def read_json(raw: Raw) -> list[Item | Fault]:
    """Return what the JSON object in *raw* holds.

    That is `{"text", "source"?, "language"?, "published_at"?, "time_zone"?, "title"?, "url"?}`,
    an answer of X's API (version 2), or one of its oEmbed service.

    Raises:
        InputError: It is none of these.
    """
    value = parse_json(raw, decode(raw).removeprefix("\ufeff"))
    return items_of_value(raw, value)


def parse_json(raw: Raw, text: str) -> object:
    """Return the value that *text* writes.

    Raises:
        InputError: It is not JSON, or nested too deep.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = (
            f" (line {error.lineno}: {error.msg})"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise InputError(f"{shown(raw.name)} is not valid JSON{where}.") from error


def items_of_value(raw: Raw, value: object) -> list[Item | Fault]:
    """Return what one JSON value holds; raises InputError when it is nothing known."""
    if isinstance(value, dict) and is_posts(value):
        return read_posts(raw, value)
    if isinstance(value, dict) and is_oembed(value):
        return [read_oembed(raw, value)]
    return [read_object(raw, value)]


def read_object(raw: Raw, value: object) -> Item:
    """Return the document in an object with a text.

    Raises:
        InputError: It has no text, or another field makes no sense.
    """
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(text, str):
        raise InputError(
            f'{shown(raw.name)} is not an object with a "text": {{"text": "…", "source": "…"}}.'
        )
    refuse_half_characters(text, raw.name)
    url = value.get("url")
    if url is not None and not isinstance(url, str):
        raise InputError(f"{shown(raw.name)}: url makes no sense (it is no text).")
    document = make_document(raw, text, value)
    zone = raw.given.time_zone or value.get("time_zone")
    return Item(
        document=document,
        url=page_url(url) if url else raw.url,
        publisher=replace(_publisher(raw, value), time_zone=str(zone) if zone else None),
    )


def refuse_half_characters(text: str, name: str) -> None:
    """Refuse half of a surrogate pair and U+0000, which no file of text can hold.

    Raises:
        InputError: There is one in *text*.
    """
    if "\x00" in text:
        raise InputError(f"The text in {shown(name)} holds U+0000: it is binary data.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError(f"The text in {shown(name)} holds half a character (a lone surrogate).")


def _publisher(raw: Raw, value: dict[str, object]) -> Publisher:
    """Return what the object says of its source, under the key "publisher"."""
    said = value.get("publisher") or {}
    if not isinstance(said, dict):
        raise InputError(f"{shown(raw.name)}: publisher makes no sense (it is no object).")
    words: dict[str, str] = {}
    for key in ("kind", "handle", "country", "language", "feed"):
        word = said.get(key)
        if word is None:
            continue
        if not isinstance(word, str) or len(word) > _LONGEST_WORD:
            raise InputError(f"{shown(raw.name)}: publisher.{key} makes no sense.")
        words[key] = page_url(word) if key == "feed" else one_line(word)
    return Publisher(**words)
