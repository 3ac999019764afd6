"""The feed: read by a feed reader, stable, and with nothing in it that XML cannot hold."""

from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from service.config import Settings
from service.delivery.atom import feed_of
from service.store.outbox import Item, ItemKind
from tests.service.delivery.made import AT

ATOM = "{http://www.w3.org/2005/Atom}"


def item(number: int, **values: str) -> Item:
    """Return an item."""
    given = {"title": f"Informe {number}", "summary": "Dos conflictos.", "path": f"/r/{number}"}
    given |= values
    return Item(
        f"out_{number}",
        ItemKind.REPORT,
        f"rpt_{number}",
        given["title"],
        given["summary"],
        "es",
        "2025-10-30",
        given["path"],
        AT - timedelta(days=number),
    )


def test_a_reader_reads_it(out: Settings) -> None:
    """Entries with stable identifiers, times and links."""
    feed = feed_of([item(1), item(2)], out, "es")
    read = feedparser.parse(feed)
    assert not read.bozo
    assert read.feed.title == "Contraste: informes y cambios de veredicto"
    assert read.feed.updated == "2026-11-25T06:30:00Z"
    assert [entry.id for entry in read.entries] == [
        "tag:contraste.example.org,2026:contraste/out_1",
        "tag:contraste.example.org,2026:contraste/out_2",
    ]
    assert read.entries[0].link == "https://contraste.example.org/r/1"
    assert feed == feed_of([item(1), item(2)], out, "es")


@pytest.mark.parametrize("text", ["<script>&amp;]]>", "a\x00b\x0bc\ufffe\ud800", "\u202e{{ 7*7 }}"])
def test_no_title_breaks_it(out: Settings, text: str) -> None:
    """Each is text, and nothing else."""
    root = etree.fromstring(feed_of([item(1, title=text, summary=text)], out, "en"))
    (entry,) = root.findall(f"{ATOM}entry")
    assert len(entry.findall(f"{ATOM}title")[0]) == 0
    content = entry.findtext(f"{ATOM}content") or ""
    assert content.replace("\ufffd", "") == "".join(
        sign for sign in text if sign not in "\x00\x0b\ufffe\ud800"
    )


def test_an_empty_feed_without_an_address_is_one() -> None:
    """As it stands before the first night."""
    read = feedparser.parse(feed_of([], Settings(), "en"))
    assert not read.bozo
    assert read.entries == []
