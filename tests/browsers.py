"""A real browser (Debian's chromium, the extra `browser`) for tests of pages, and what axe says.

Without either, the tests that ask for `chromium` are skipped.
"""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The running browser."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Visit:
    """An open page with everything it complained about or asked for."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)


def visit(chromium: Any, address: str, **options: object) -> Visit:
    """Open *address* in a fresh page, wide and light unless *options* say otherwise."""
    return Visit(
        chromium.new_page(**{"viewport": WIDE, "color_scheme": "light", **options}), address
    )


LAY_OUT = """() => {
    for (const each of document.querySelectorAll("body *"))
        if (getComputedStyle(each).contentVisibility === "auto")
            each.style.contentVisibility = "visible";
}"""


def complaints(page: Any) -> list[str]:
    """Return what axe finds wrong, with the first place of each.

    What the browser has not laid out yet, since it is far from the screen, is laid out first: as
    a reader finds it who gets there.
    """
    page.evaluate(LAY_OUT)
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]


def is_wider_than_the_screen(page: Any) -> bool:
    """Tell whether a reader would have to scroll sideways."""
    width = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(width))
