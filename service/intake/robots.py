"""What a site's robots.txt lets this program read.

Source: RFC 9309. A missing file allows everything; one that cannot be had forbids everything.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from service.errors import InputError

PRODUCT = "contraste"
# RFC 9309, section 2.5: at least this much has to be read.
MOST_BYTES = 512_000
_KEPT_SECONDS = 3_600.0
_MOST_KEPT = 512
# A site that asks for longer pauses is read no slower than this.
_LONGEST_DELAY = 10.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows; `parsed` is None when it allows all or nothing."""

    parsed: Protego | None
    allows_all: bool = True

    def allow(self, url: httpx.URL) -> bool:
        """Tell whether this program may read *url*."""
        if self.parsed is None:
            return self.allows_all
        return bool(self.parsed.can_fetch(str(url), PRODUCT))

    @property
    def delay(self) -> float:
        """The pause between two pages that the site asks for, in seconds."""
        found = self.parsed.crawl_delay(PRODUCT) if self.parsed else None
        return min(float(found or 0.0), _LONGEST_DELAY)


class RobotsCache:
    """The rules of sites, each kept for an hour; threads may share it."""

    def __init__(self, ask: Callable[[httpx.URL], tuple[int, bytes]]) -> None:
        """Have *ask* give the status and the first bytes of a robots.txt."""
        self._ask = ask
        self._kept: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def rules(self, url: httpx.URL) -> Rules:
        """Return the rules of the site that *url* is part of."""
        place = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        now = time.monotonic()
        with self._lock:
            kept = self._kept.get(str(place))
        if kept and kept[0] > now:
            return kept[1]
        rules = self._fetched(place)
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[min(self._kept, key=lambda key: self._kept[key][0])]
            self._kept[str(place)] = (now + _KEPT_SECONDS, rules)
        return rules

    def _fetched(self, place: httpx.URL) -> Rules:
        status, data = self._ask(place)
        if httpx.codes.BAD_REQUEST <= status < httpx.codes.INTERNAL_SERVER_ERROR:
            return Rules(None)
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Rules(None, allows_all=False)
        try:
            return Rules(Protego.parse(data.decode("utf-8", "replace")))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{place} cannot be read.") from error
