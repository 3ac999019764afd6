"""A desk to photograph: a service of its own on loopback."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
