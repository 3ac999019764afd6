"""The feed of reports and of changes of verdict, as Atom: pure, equal items give equal bytes.

Source: RFC 4287 (Atom), RFC 4151 (tag URIs).
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from service.config import Settings
from service.delivery.outgoing import instant, item_link, one_line
from service.delivery.templating import rendered
from service.store.outbox import Item, ItemKind
from service.words import words

MEDIA_TYPE = "application/atom+xml"
KINDS = (ItemKind.REPORT, ItemKind.CHANGE)
"""What the feed tells of; `changes` are mails."""
MOST_ENTRIES = 50
PATH = "/reports/feed.atom"

# The year in which the names were first given out (RFC 4151, section 2.1).
_YEAR = "2026"
# What XML 1.0 cannot hold, section 2.2.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def feed_of(items: Sequence[Item], settings: Settings, language: str) -> bytes:
    """Return the feed of *items*, newest first, its own words in *language*.

    Identifiers do not change while CONTRASTE_PUBLIC_URL names the same host.
    """
    base = settings.public_url.rstrip("/")
    updated = max((item.created_at for item in items), default=_NEVER)
    entries = [
        {
            "id": _tag(settings, item.item_id),
            "title": one_line(item.title),
            "summary": item.summary,
            "language": item.language,
            "kind": item.kind.value,
            "at": instant(item.created_at),
            "link": item_link(item, settings),
        }
        for item in items
    ]
    text = rendered(
        "feed.xml",
        entries=entries,
        id=_tag(settings, "feed"),
        title=words(language)["feed.title"],
        updated=instant(updated),
        language=language,
        link=f"{base}{PATH}" if base else "",
        page=f"{base}/reports" if base else "",
    )
    return _UNWRITABLE.sub("\ufffd", text).encode("utf-8")


def _tag(settings: Settings, name: str) -> str:
    host = urlsplit(settings.public_url).hostname or "localhost"
    return f"tag:{host},{_YEAR}:contraste/{name}"
