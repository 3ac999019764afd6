"""Bringing a database to the newest schema, one process at a time."""

import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

import migrations
from matching.ids import content_id
from service.errors import StoreError

_LOCK_TIMEOUT = 120


def upgrade(engine: Engine) -> str:
    """Bring the database to the newest schema and return its revision.

    Two processes that start at once take turns; the second finds nothing left to do.

    Raises:
        StoreError: Another process holds the lock for two minutes, or the schema is newer
            than this program.
    """
    config = alembic_config()
    head = ScriptDirectory.from_config(config).get_current_head() or ""
    try:
        with _lock(engine), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except Timeout as error:
        raise StoreError("Another process is migrating the database; try again later.") from error
    except CommandError as error:
        raise StoreError(f"The database was made by a newer version ({error}); upgrade.") from error
    except OperationalError as error:
        raise StoreError(f"The database cannot be used ({error.orig}).") from error
    return head


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the schema back to *revision*; the rows of dropped tables are lost."""
    config = alembic_config()
    with _lock(engine), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def alembic_config() -> Config:
    """Return alembic's configuration; the scripts lie in the installed package."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config


def _lock(engine: Engine) -> FileLock:
    """Return the lock of this database: beside its file, or in the temporary folder."""
    database = engine.url.database
    if engine.dialect.name == "sqlite" and database and database != ":memory:":
        return FileLock(f"{database}.migrating", timeout=_LOCK_TIMEOUT)
    name = content_id("contraste", engine.url.render_as_string())
    return FileLock(Path(tempfile.gettempdir()) / f"{name}.migrating", timeout=_LOCK_TIMEOUT)
