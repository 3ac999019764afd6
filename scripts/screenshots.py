"""Photograph every page of the desk: `python -m scripts.screenshots out/screenshots`.

Seeds a folder of its own with the example stories, serves it, and takes each page at 1280 and
390 CSS pixels, in Spanish and English, light and dark; what is made for paper as PDF, too.
`--desk ADDRESS` takes a service that runs already, `--only NAME …` some of the pages. Needs the
extra `browser` and Debian's `chromium`.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from benchmarks.web.browser import chromium
from scripts.desk import desk
from scripts.places import PRINTED, SHEET, addresses

WIDTHS = {1280: 900, 390: 844}
LANGUAGES = ("es", "en")
SCHEMES = ("light", "dark")
_TALLEST = 2_600
# A page may wait for the model on a busy machine.
_PATIENCE_MS = 120_000
_PAPER = {"width": 794, "height": 1123}  # A4 at 96 pixels an inch


def main() -> int:
    """Read the command line and take the pictures; return the exit code."""
    parser = argparse.ArgumentParser(description="Photograph every page of the desk.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--desk", help="the address of a service that runs (default: its own)")
    parser.add_argument("--only", nargs="+", help="names of pages (default: all)")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with nullcontext(given.desk) if given.desk else desk(seeded=True) as address:
        pages = addresses(address)
        chosen = {name: pages[name] for name in given.only or pages}
        with chromium() as browser:
            for take in (_take_all, _print_all):
                for picture in take(browser, chosen, given.folder):
                    sys.stderr.write(f"{picture}\n")
    return 0


def _take_all(browser: Browser, pages: dict[str, str], folder: Path) -> Iterator[Path]:
    for language, width, scheme in product(LANGUAGES, WIDTHS, SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, locale=language, color_scheme=scheme
        )
        context.set_default_timeout(_PATIENCE_MS)
        for name, address in pages.items():
            picture = folder / f"{name}-{language}-{width}-{scheme}.png"
            _take(context, address, picture)
            yield picture
        context.close()


def _print_all(browser: Browser, pages: dict[str, str], folder: Path) -> Iterator[Path]:
    for language in LANGUAGES:
        context = browser.new_context(viewport=_PAPER, locale=language)
        context.set_default_timeout(_PATIENCE_MS)
        for name in (each for each in PRINTED if each in pages):
            yield _print(context, pages[name], folder / f"{name}-{language}-print.png")
        if "comparison" in pages:
            sheet = folder / f"sheet-{language}.html"
            address = pages["comparison"] + SHEET
            # What is asked for outside a page bears no language by itself.
            asked = context.request.get(address, headers={"Accept-Language": language})
            sheet.write_bytes(asked.body())
            yield _print(context, sheet.resolve().as_uri(), folder / f"sheet-{language}-print.png")
        context.close()


def _take(context: BrowserContext, address: str, picture: Path) -> None:
    """Take the whole page, or as much of it as anybody would look at."""
    page = context.new_page()
    page.goto(address)
    # Parts of a page come after it.
    page.wait_for_load_state("networkidle")
    width, least = page.evaluate("[innerWidth, innerHeight]")
    # What is far from the window is not painted before it comes near.
    for _ in range(2):
        height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
        page.set_viewport_size({"width": width, "height": max(least, height)})
    page.screenshot(path=picture)
    page.close()


def _print(context: BrowserContext, address: str, picture: Path) -> Path:
    """Write what paper would show: the pages as PDF, and their beginning as a picture."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.pdf(path=picture.with_suffix(".pdf"), format="A4", print_background=False)
    page.emulate_media(media="print")
    page.screenshot(path=picture, full_page=True)
    page.close()
    return picture


if __name__ == "__main__":
    sys.exit(main())
