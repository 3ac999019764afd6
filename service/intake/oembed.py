"""A post of X as its oEmbed service gives it, for pages that show it: JSON around HTML."""

import re
from collections.abc import Mapping
from typing import Any

from service.errors import InputError
from service.intake.item import Item, Publisher
from service.intake.metadata import make_document
from service.intake.naming import shown
from service.intake.posts import account_name, language_of, moment_of, post_url
from service.intake.raw import Raw

_STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/([A-Za-z0-9_]{1,30})/status(?:es)?/([0-9]{1,20})\b"
)
# "— Name (@handle)": how the service signs a post, whatever the language.
_SIGNATURE = re.compile(r"^\s*[—–-]+\s*(.*?)\s*\(@([A-Za-z0-9_]{1,30})\)\s*$", re.S)
_MARK = b"twitter-tweet"
_WHOLE_PAGE = (b"<html", b"<body", b"<article", b"<head")


def is_oembed(value: Mapping[str, Any]) -> bool:
    """Tell whether *value* has the form of an oEmbed answer."""
    return isinstance(value.get("html"), str) and "text" not in value


def is_embed_markup(data: bytes) -> bool:
    """Tell whether HTML is the markup of one embedded post and no page around it."""
    low = data.lower()
    return _MARK in low and not any(tag in low for tag in _WHOLE_PAGE)


def read_oembed(raw: Raw, value: Mapping[str, Any]) -> Item:
    """Return the post in an oEmbed answer.

    Raises:
        InputError: It is none of X, or holds no text.
    """
    name = value.get("author_name")
    return _post(raw, value["html"], name if isinstance(name, str) else None, value.get("url"))


def read_embed_markup(raw: Raw, markup: str) -> Item:
    """Return the post in the HTML that a page embeds; raises as `read_oembed` does."""
    return _post(raw, markup, None, None)


def _post(raw: Raw, markup: str, name: str | None, url: object) -> Item:
    # Imported when needed: parsers of HTML take long to load.
    from service.intake.fragment import embedded_post

    quote = embedded_post(markup)
    addresses = [url] if isinstance(url, str) else []
    if quote is not None:
        addresses += quote.addresses
    status = next((found for each in addresses if (found := _STATUS.match(each))), None)
    if quote is None or status is None:
        raise InputError(f"{shown(raw.name)} is no embedded post of X; give its text.")
    signed = _SIGNATURE.match(quote.signature)
    handle, post_id = status.group(1), status.group(2)
    values = {
        "source": account_name(name or (signed.group(1) if signed else handle), handle),
        "language": language_of(quote.language),
        "published_at": moment_of(post_id),
    }
    return Item(
        document=make_document(raw, quote.text, values),
        url=post_url(handle, post_id),
        publisher=Publisher(kind="account", handle=f"@{handle}", time_zone=raw.given.time_zone),
        is_record=True,
    )
