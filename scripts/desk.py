"""A desk to photograph: a service of its own on loopback, and a browser to look at it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.load.server import CONTRASTE, serving


@contextmanager
def desk(*, seeded: bool) -> Iterator[str]:
    """Serve a folder of its own, with the example stories and a nightly report when *seeded*.

    Gives the address.
    """
    with tempfile.TemporaryDirectory(prefix="contraste-") as found:
        if seeded:
            environment = {**os.environ, "CONTRASTE_DATA_DIR": found}
            for words in (["seed"], _last_hour()):
                subprocess.run([*CONTRASTE, *words], check=True, env=environment)  # noqa: S603 - our own
        with serving(Path(found)) as (address, _):
            yield address


def _last_hour() -> list[str]:
    until = datetime.now(UTC) + timedelta(minutes=1)
    since = until - timedelta(hours=1)
    return ["nightly", "--since", since.isoformat(), "--until", until.isoformat(), "--no-deliver"]


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
