"""Take the pictures of docs/tour.md: `python -m scripts.tour docs/img`.

Serves an empty desk, takes the walk of `scripts.walk` in both languages, and photographs each
step; the pictures have few colours, so that they stay small.
"""

import argparse
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from benchmarks.web.browser import chromium
from scripts.desk import desk
from scripts.walk import ACCOUNTS, Person, walk

_SIZE = {"width": 1280, "height": 800}
_COLOURS = 48
# A page may wait for the model on a busy machine.
_PATIENCE_MS = 120_000


def main() -> int:
    """Read the command line and take the pictures; return the exit code."""
    parser = argparse.ArgumentParser(description="Take the pictures of the tour.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--language", choices=tuple(ACCOUNTS), help="one language (default: both)")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for language in (given.language,) if given.language else tuple(ACCOUNTS):
        with desk(seeded=False) as address, chromium() as browser:
            page = browser.new_page(viewport=_SIZE, locale=language)
            page.set_default_timeout(_PATIENCE_MS)
            with tempfile.TemporaryDirectory(prefix="contraste-") as found:
                person = Person(page)
                for number, step in enumerate(walk(person, address, language, Path(found)), 1):
                    picture = given.folder / f"tour-{language}-{number}-{step}.png"
                    _take(page, picture)
                    sys.stderr.write(f"{picture}\n")
            sys.stderr.write(f"{person.clicks} clicks, {person.seconds:.0f} s\n")
    return 0


def _take(page: Page, picture: Path) -> None:
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
