"""RSS and Atom feeds: their entries, each a document or the address of the page that is one.

feedparser is given bytes, never an address: everything is fetched by our own guard.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from service.errors import InputError
from service.intake.decoding import decode
from service.intake.fragment import fragment_text
from service.intake.item import Fault, Item, Linked, Publisher
from service.intake.metadata import LANGUAGE, is_publishable, make_document
from service.intake.naming import one_line, shown
from service.intake.raw import Raw
from service.intake.web_address import page_url

MOST_ENTRIES = 200
"""Entries of one feed that are read, in the order in which it has them."""

FEED_PART = "#feed"
"""What tells a feed's rendition of a page from the page itself: a page of its own."""

# Fewer words than this are a teaser; without an element of its own for the content, this.
_FULL_CONTENT = 60
_FULL_SUMMARY = 120
_CUT_OFF = re.compile(r"(…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])\W*(\w+\W+){0,4}\w*\W*$")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{1,40})", re.I)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>", re.I)
_DEFINES = re.compile(r"<!(ENTITY|DOCTYPE|ELEMENT|ATTLIST|NOTATION)", re.I)
_ROOT = re.compile(r"<(?![?!])\s*([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")
_ROOTS = ("rss", "feed", "rdf")
_LANGUAGE = re.compile(LANGUAGE)


def xml_text(raw: Raw) -> str:
    """Return the text of an XML file without prolog and document type.

    Raises:
        InputError: It defines entities or elements of its own, which no feed needs and which
            can unfold to anything.
    """
    declared = _DECLARED.search(raw.data, 0, 400)
    charset = raw.charset or (declared.group(1).decode("ascii") if declared else None)
    text = _PROLOG.sub("", decode(raw, charset).removeprefix("\ufeff"))
    text = _DOCTYPE.sub("", text, count=1)
    if _DEFINES.search(text):
        raise InputError(
            f"{shown(raw.name)} defines entities of its own, which is refused; give plain XML."
        )
    return text


def root_name(text: str) -> str:
    """Return the name of the first element of an XML text in lower case, "" without one."""
    found = _ROOT.search(text, 0, 10_000)
    return found.group(2).lower() if found else ""


def read_feed(raw: Raw) -> list[Item | Linked | Fault]:
    """Return what the entries of a feed hold, those of no use with the reason.

    Raises:
        InputError: It is no feed, or holds no entry.
    """
    text = xml_text(raw)
    if root_name(text) not in _ROOTS:
        raise InputError(f"{shown(raw.name)} is XML but neither a feed nor a web page.")
    found = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": raw.url or "",
        },
    )
    if found.bozo and not found.entries:
        raise InputError(f"{shown(raw.name)} is a damaged feed; it holds nothing to read.")
    if not found.entries:
        raise InputError(f"{shown(raw.name)} is a feed without entries.")
    return list(_entries(raw, found))


def _entries(raw: Raw, found: Any) -> Iterator[Item | Linked | Fault]:
    for number, entry in enumerate(found.entries[:MOST_ENTRIES], start=1):
        try:
            yield _entry(raw, found.feed, entry)
        except InputError as error:
            yield Fault(raw.name, None, f"entry {number}: {error}")
    left = len(found.entries) - MOST_ENTRIES
    if left > 0:
        yield Fault(raw.name, None, f"{left} entries after the first {MOST_ENTRIES} were left out.")


def _entry(raw: Raw, feed: Any, entry: Any) -> Item | Linked:
    link = _link(entry.get("link"))
    text, is_whole, language = _content(entry)
    tag = language or feed.get("language")
    language = tag if isinstance(tag, str) and _LANGUAGE.match(tag) else None
    title, moment = one_line(fragment_text(entry.get("title") or "")) or None, _moment(entry)
    if link and not is_whole:
        return Linked(link, title, moment, language)
    if not any(character.isalnum() for character in text):
        raise InputError("it holds neither text nor the address of a page.")
    source = (entry.get("source") or {}).get("title") or feed.get("title") or ""
    values = {
        "source": one_line(fragment_text(source)) or None,
        "language": language,
        "published_at": moment,
        "title": title,
    }
    return Item(
        document=make_document(raw, text, values),
        url=f"{link}{FEED_PART}" if link else None,
        publisher=Publisher(
            # Of an entry taken over from another publisher the feed is not that one's.
            feed=None if entry.get("source") else raw.url,
            time_zone=raw.given.time_zone,
        ),
    )


def _link(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return page_url(value.strip())
    except InputError:
        return None


def _content(entry: Any) -> tuple[str, bool, str | None]:
    """Return the longest text of an entry, whether it is the whole, and its language."""
    best: tuple[str, bool, str | None] = ("", False, None)
    parts = [(each, _FULL_CONTENT) for each in entry.get("content") or ()]
    parts.append((entry.get("summary_detail") or {}, _FULL_SUMMARY))
    for part, least in parts:
        value = part.get("value")
        if not isinstance(value, str):
            continue
        is_plain = part.get("type") == "text/plain"
        text = value.strip() if is_plain else fragment_text(value)
        is_whole = len(text.split()) >= least and not _CUT_OFF.search(text[-200:])
        if len(text) > len(best[0]):
            best = (text, is_whole, part.get("language"))
    return best


def _moment(entry: Any) -> datetime | None:
    """Return when the entry was published, in the zone that it gives itself."""
    for name in ("published", "updated", "created"):
        written, parsed = entry.get(name), entry.get(f"{name}_parsed")
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                moment = read(written.strip())
            except (ValueError, TypeError, AttributeError, OverflowError):
                continue
            if moment.tzinfo is not None and is_publishable(moment):
                return moment
        if parsed:
            try:
                year, month, day, hour, minute, second = parsed[:6]
                moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            except (ValueError, TypeError):
                continue
            if is_publishable(moment):
                return moment
    return None
