"""The PostgreSQL that is measured: one of its own in a folder, or one that is named."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from sqlalchemy import Engine, create_engine, text

from benchmarks.databases import start_server
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.tables import Base

# What a machine with some memory is given; durability as it comes out of the box.
_SETTINGS = {
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "maintenance_work_mem": "256MB",
}


@contextmanager
def database(folder: Path, url: str | None) -> Iterator[Engine]:
    """Give the migrated database at *url*, by default of a server of our own in *folder*.

    The server keeps its rows there when it ends, so that a run can be gone on with.
    """
    if url:
        engine = open_engine(url)
        upgrade(engine)
        yield engine
        engine.dispose()
        return
    place = folder / "postgresql"
    is_new = not place.exists()
    server = start_server(place, cleanup_mode="stop")
    if is_new:
        _configure(server.get_uri())
        server.cleanup()
        server = start_server(place, cleanup_mode="stop")
    engine = open_engine(server.get_uri())
    upgrade(engine)
    try:
        yield engine
    finally:
        engine.dispose()
        server.cleanup()


def rows_written(engine: Engine) -> dict[str, int]:
    """Return how many rows each table holds, those without any left out."""
    found = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            count = connection.execute(
                text(f'SELECT count(*) FROM "{table.name}"')  # noqa: S608 - our own names
            ).scalar_one()
            found[table.name] = int(count)
    return {name: count for name, count in found.items() if count}


def bytes_stored(engine: Engine) -> dict[str, int]:
    """Return the size of each table with its indexes, in bytes, largest first."""
    sizes = text(
        "SELECT relname, pg_total_relation_size(relid) FROM pg_statio_user_tables "
        "ORDER BY 2 DESC, 1"
    )
    with engine.connect() as connection:
        return {str(name): int(size) for name, size in connection.execute(sizes)}


def server_seconds(engine: Engine) -> float:
    """Return the processor seconds that the server on this machine has used, 0 for another's."""
    if engine.dialect.name != "postgresql":
        return 0.0
    with engine.connect() as connection:
        mine = int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
    try:
        main = psutil.Process(mine).parent()
        if main is None or "postgres" not in main.name():
            return 0.0
        ended = main.cpu_times()
        total = ended.user + ended.system + ended.children_user + ended.children_system
        for each in main.children():
            with suppress(psutil.Error):  # it ended just now, and counts as ended next time
                total += sum(each.cpu_times()[:2])
    except psutil.Error:
        return 0.0
    return float(total)


def settle(engine: Engine) -> None:
    """Have the database count its rows anew, as it does by itself some time after a load."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _configure(url: str) -> None:
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for name, value in _SETTINGS.items():
            connection.execute(text(f"ALTER SYSTEM SET {name} = '{value}'"))
    admin.dispose()
