"""What a channel is given to send."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from service.config import Settings
from service.store.delivery import Delivery
from service.store.outbox import Item, StoredForm

# Controls, and marks that turn the direction of what follows.
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SPACE = re.compile(r"\s+")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery under way at the moment `at`.

    `mark` is called, by a channel that must not send twice, right before the receiver is told
    that it has all; when it returns False, somebody else has the delivery by now.
    """

    delivery: Delivery
    item: Item
    forms: Sequence[StoredForm]
    settings: Settings
    at: datetime
    mark: Callable[[], bool]

    @property
    def link(self) -> str:
        """The address of the item's page, "" where nobody knows it."""
        return item_link(self.item, self.settings)

    def form(self, *media_types: str) -> StoredForm | None:
        """Return the first form of the first of *media_types* that there is."""
        for wanted in media_types:
            for form in self.forms:
                if form.media_type.partition(";")[0].strip().lower() == wanted:
                    return form
        return None


def item_link(item: Item, settings: Settings) -> str:
    """Return the address of the page of *item*, "" where nobody knows it."""
    if not item.path.startswith("/") or not settings.public_url:
        return ""
    return settings.public_url.rstrip("/") + item.path


def instant(at: datetime) -> str:
    """Return *at* in UTC to the second, as RFC 3339 writes it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def one_line(text: str, longest: int = _LONGEST) -> str:
    """Return *text* on one line without controls, *longest* code points at most."""
    spaced = _SPACE.sub(" ", text)
    shown = "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSHOWN).strip()
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"
