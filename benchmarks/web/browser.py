"""A browser for measuring, and what it tells of a page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

_WINDOW = ViewportSize(width=1280, height=900)
_INTERACTIVE = "performance.timing.loadEventEnd - performance.timing.navigationStart"
_WEIGHT = """() => performance.getEntries().reduce(
  (sum, entry) => sum + (entry.encodedBodySize || 0), 0)"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's chromium.

    Raises:
        FileNotFoundError: It is not installed.
    """
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def new_window(browser: Browser) -> Page:
    """Return a window with nothing in its cache."""
    return browser.new_page(viewport=_WINDOW)


def seconds_to_interactive(page: Page, address: str) -> float:
    """Open *address*; return the seconds until its scripts have run."""
    page.goto(address)
    page.wait_for_load_state("load")
    taken: float = page.evaluate(_INTERACTIVE)
    return taken / 1000


def weight(page: Page) -> int:
    """Return the bytes that came over the wire for *page*, compressed as they were."""
    page.wait_for_load_state("networkidle")
    found: int = page.evaluate(_WEIGHT)
    return found
