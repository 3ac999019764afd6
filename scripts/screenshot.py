"""Photograph a page for the README: `python scripts/screenshot.py out/demo.html docs/img/demo.png`.

Needs Debian's package `chromium`; the page needs no network and gets none.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def take_screenshot(page: Path, picture: Path, *, width: int, height: int) -> None:
    """Write the upper *width* by *height* CSS pixels of *page* to *picture* as PNG.

    Raises:
        FileNotFoundError: there is no page or no chromium, or it made no picture.
        subprocess.CalledProcessError: chromium failed.
    """
    if not page.is_file():  # chromium would photograph its own error page
        raise FileNotFoundError(f"there is no page {page}")
    chromium = shutil.which("chromium")
    if chromium is None:
        raise FileNotFoundError("chromium is not installed (Debian: apt-get install chromium)")
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [
            chromium,
            "--headless=new",
            "--no-sandbox",  # continuous integration runs as root, and the page is our own
            "--hide-scrollbars",
            "--disable-background-networking",
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            f"--screenshot={picture.resolve()}",
            page.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    if not picture.is_file():
        raise FileNotFoundError(f"chromium made no picture of {page}")


def main() -> int:
    """Read the command line and take the picture; return the exit code."""
    parser = argparse.ArgumentParser(description="Photograph a page as PNG.")
    parser.add_argument("page", type=Path, help="an HTML file")
    parser.add_argument("picture", type=Path, help="the PNG file to write")
    parser.add_argument("--width", type=int, default=1280, help="CSS pixels (default 1280)")
    parser.add_argument("--height", type=int, default=1400, help="CSS pixels (default 1400)")
    given = parser.parse_args()
    try:
        take_screenshot(given.page, given.picture, width=given.width, height=given.height)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
