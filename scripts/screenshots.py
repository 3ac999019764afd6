"""Photograph every page of the desk: `python -m scripts.screenshots out/screenshots`.

Seeds a folder of its own with the example stories, serves it, and takes each page at 1280 and
390 CSS pixels, in Spanish and English. Needs the extra `browser` and Debian's `chromium`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

from benchmarks.load.server import CONTRASTE, serving

WIDTHS = {1280: 900, 390: 844}
LANGUAGES = ("es", "en")
PLACES = {
    "start": "/",
    "comparison": "/comparisons/{comparison}",
    "finding": "/comparisons/{comparison}/findings/{finding}",
    "review": "/review",
    "stories": "/stories",
    "story": "/stories/{story}",
    "names": "/names",
    "sources": "/sources",
    "search": "/search",
    "reports": "/reports",
    "settings": "/settings",
}


def main() -> int:
    """Read the command line and take the pictures; return the exit code."""
    parser = argparse.ArgumentParser(description="Photograph every page of the desk.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with _desk() as desk, _chromium() as browser:
        for name, address in _addresses(desk).items():
            for language in LANGUAGES:
                for width, height in WIDTHS.items():
                    picture = folder / f"{name}-{language}-{width}.png"
                    _take(browser, address, language, (width, height), picture)
                    sys.stderr.write(f"{picture}\n")
    return 0


@contextmanager
def _desk() -> Iterator[str]:
    """Serve the example stories; give the address."""
    with tempfile.TemporaryDirectory(prefix="contraste-") as found:
        data = Path(found)
        environment = {**os.environ, "CONTRASTE_DATA_DIR": found}
        subprocess.run([*CONTRASTE, "seed"], check=True, env=environment)  # noqa: S603 - our own
        with serving(data) as (address, _):
            yield address


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _addresses(desk: str) -> dict[str, str]:
    """Return the pages by name: of what is stored, those that show the most."""
    found = httpx.get(f"{desk}/v1/comparisons", params={"label": "conflict"}, timeout=60).json()
    comparison = max(found["items"], key=lambda item: item["summary"]["conflict"])
    whole = httpx.get(f"{desk}/v1/comparisons/{comparison['comparison_id']}", timeout=60).json()
    finding = next(each for each in whole["findings"] if each["label"] == "conflict")
    stories = httpx.get(f"{desk}/v1/stories", timeout=60).json()["items"]
    values = {
        "comparison": comparison["comparison_id"],
        "finding": finding["finding_id"],
        "story": stories[0]["story_id"],
    }
    return {name: desk + place.format(**values) for name, place in PLACES.items()}


def _take(
    browser: Browser, address: str, language: str, size: tuple[int, int], picture: Path
) -> None:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, locale=language)
    page.goto(address)
    # The first look at a story compares its sources.
    page.wait_for_load_state("networkidle")
    page.screenshot(path=picture)
    page.close()


if __name__ == "__main__":
    sys.exit(main())
