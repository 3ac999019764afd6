"""The newest reports and changes of verdict, read from the store as a feed."""

import os
from pathlib import Path

from sqlalchemy import Engine

from service.config import Settings
from service.delivery.atom import KINDS, MOST_ENTRIES, feed_of
from service.files import bytes_writer
from service.store.unit import Store, read_only
from service.words import LANGUAGES

FILE = "feed.atom"


def stored_feed(
    store: Store, settings: Settings, language: str, *, only: str | None = None
) -> bytes:
    """Return the feed as it stands, its title in *language*, of items in the language *only*."""
    items = store.outbox.latest(MOST_ENTRIES, kinds=KINDS, language=only)
    return feed_of(items, settings, language)


def write_feed(engine: Engine, settings: Settings, folder: Path) -> None:
    """Write the feed into *folder*, whole or not at all."""
    with read_only(engine) as store:
        feed = stored_feed(store, settings, LANGUAGES[0])
    with bytes_writer(folder / FILE) as stream:
        stream.write(feed)
        stream.flush()
        os.fsync(stream.fileno())
