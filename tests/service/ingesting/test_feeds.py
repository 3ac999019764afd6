"""Feeds asked again and again, of a real server."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from service.config import Settings
from service.errors import InputError, UnavailableError
from service.ingesting import poll_feed
from service.intake.raw import Corrections
from service.store.unit import read_only
from tests.service.intake.local_server import LocalServer, Talk, answer

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
ARTICLE = (
    "<html lang=es><head><title>Nota {0}</title></head><body><article>"
    "<p>El puente número {0} de Robledar cerró el lunes por la tormenta.</p>"
    "</article></body></html>"
)


def feed(server: LocalServer, *numbers: int, etag: str = '"1"') -> None:
    """Have the server give a feed that leads to pages, and the pages."""
    items = "".join(
        f"<item><title>Nota {n}</title><link>{server.url}/{n}</link>"
        f"<pubDate>Wed, 14 May 2031 08:0{n}:00 +0000</pubDate></item>"
        for n in numbers
    )
    body = f"<rss version='2.0'><channel><title>El Diario</title>{items}</channel></rss>"

    def script(talk: Talk) -> None:
        if talk.fields.get("if-none-match") == etag:
            talk.reply(b"", 304)
        else:
            talk.reply(body.encode(), content_type="application/rss+xml", etag=etag)

    server.scripts["/rss"] = script
    for n in numbers:
        server.scripts[f"/{n}"] = page(n)


def page(n: int, words: str = "") -> object:
    """Return the script of a page that knows whether it has changed."""
    body = ARTICLE.format(n).replace("</p>", f" {words}</p>").encode()
    tag = f'"{n}{len(words)}"'

    def script(talk: Talk) -> None:
        if talk.fields.get("if-none-match") == tag:
            talk.reply(b"", 304)
        else:
            talk.reply(body, content_type="text/html", etag=tag)

    return script


@pytest.fixture
def big(local: Settings) -> Settings:
    """Settings for the local server, with room for a feed."""
    return local.model_copy(update={"max_bytes": 100_000})


def poll(
    server: LocalServer, engine: Engine, settings: Settings, hours: float = 0
) -> list[str] | None:
    """Ask the feed; return the texts that are new, None when nothing changed."""
    found = poll_feed(
        f"{server.url}/rss", engine, settings, at=AT + timedelta(hours=hours),
        wait=lambda _: None, given=Corrections(source="El Diario"),
    )  # fmt: skip
    return None if found is None else [each.document.text for each in found[0] if each.seen.is_new]


def test_only_what_changed_is_sent_again(
    server: LocalServer, engine: Engine, big: Settings
) -> None:
    """The feed by its ETag, and the pages that it leads to by theirs."""
    feed(server, 1, 2)
    assert len(poll(server, engine, big) or ()) == 2
    assert poll(server, engine, big, 1) is None
    feed(server, 1, 2, 3, etag='"2"')
    server.asked.clear()
    new = poll(server, engine, big, 2)
    assert new is not None
    assert ["número 3" in text for text in new] == [True]
    assert sorted(server.paths()) == ["/1", "/2", "/3", "/rss"]


def test_a_page_edited_silently_is_a_revision(
    server: LocalServer, engine: Engine, big: Settings
) -> None:
    """When the feed names it again."""
    feed(server, 1)
    poll(server, engine, big)
    feed(server, 1, etag='"2"')
    server.scripts["/1"] = page(1, "Hay 42 heridos.")  # type: ignore[assignment]
    found = poll_feed(
        f"{server.url}/rss", engine, big, at=AT, given=Corrections(source="El Diario")
    )
    assert found is not None
    assert [each.seen.revision for each in found[0]] == [2]


def test_a_page_that_is_away_is_asked_for_the_next_time(
    server: LocalServer, engine: Engine, big: Settings
) -> None:
    """The others are stored; the feed is not taken for known."""
    feed(server, 1, 2)
    server.scripts["/2"] = answer("", status=503)
    found = poll_feed(f"{server.url}/rss", engine, big, at=AT, wait=lambda _: None)
    assert found is not None
    assert (len(found[0]), len(found[1])) == (1, 1)
    feed(server, 1, 2)
    assert len(poll(server, engine, big, 1) or ()) == 1


@pytest.mark.parametrize(
    ("retry_after", "first", "second"),
    [("", 60, 120), ("600", 600, 600), ("999999", 86_400, 86_400)],
)
def test_a_server_that_fails_is_left_alone(
    server: LocalServer, engine: Engine, big: Settings, retry_after: str, first: int, second: int
) -> None:
    """As long as it says, and for a pause that doubles; then it may be asked again."""
    server.scripts["/rss"] = lambda talk: talk.reply(b"", 503, retry_after=retry_after)
    at = AT
    for pause in (first, second):
        with pytest.raises(UnavailableError, match="answers 503"):
            poll_feed(f"{server.url}/rss", engine, big, at=at, wait=lambda _: None)
        asked = len(server.asked)
        with pytest.raises(UnavailableError, match="left alone until"):
            poll_feed(f"{server.url}/rss", engine, big, at=at + timedelta(seconds=pause - 1))
        assert len(server.asked) == asked
        at += timedelta(seconds=pause)
    feed(server, 1)
    assert poll_feed(f"{server.url}/rss", engine, big, at=at) is not None
    with read_only(engine) as store:
        assert store.fetches.get(f"{server.url}/rss").failures == 0


def test_a_moment_s_failure_is_tried_again_at_once(
    server: LocalServer, engine: Engine, big: Settings
) -> None:
    """Twice, with a little wait."""
    feed(server, 1)
    sound, waits = server.scripts["/rss"], []

    def script(talk: Talk) -> None:
        if len([each for each in server.asked if each.path == "/rss"]) < 3:
            talk.reply(b"", 502)
        else:
            sound(talk)

    server.scripts["/rss"] = script
    assert poll_feed(f"{server.url}/rss", engine, big, at=AT, wait=waits.append) is not None
    assert waits == [0.5, 2.0]


def test_what_is_no_feed_is_told(server: LocalServer, engine: Engine, big: Settings) -> None:
    """And a feed that leads to a feed does not go on for ever."""
    server.scripts["/rss"] = answer("", status=404)
    with pytest.raises(InputError, match="answers 404"):
        poll(server, engine, big)
    feed(server, 1)
    server.scripts["/1"] = server.scripts["/rss"]
    found = poll_feed(f"{server.url}/rss", engine, big, at=AT)
    assert found is not None
    assert (found[0], [fault.reason for fault in found[1]]) == (
        [],
        ["it is a feed, to which another feed leads."],
    )
