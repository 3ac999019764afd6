"""How alembic reaches the database: on the connection it is given, else on the configured one."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from service.config import read_settings
from service.store.engine import open_engine
from service.store.tables import Base, Embedding, ExactText, Instant

_PLAIN = {Instant: "sa.DateTime()", ExactText: "sa.Text()", Embedding: "_embedding()"}


def _render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    # A migration must go on meaning the same when our own type changes.
    if kind == "type":
        for own, plain in _PLAIN.items():
            if isinstance(item, own):
                return plain
    return False


def _include_name(name: str | None, kind: str, _: object) -> bool:
    # Indexes on an expression of PostgreSQL alone stand in their migrations, not in the tables.
    return not (kind == "index" and (name or "").endswith("_hnsw"))


def _run(connection: Connection) -> None:
    # Batch mode: SQLite cannot alter a table in place.
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_render_item,
        include_name=_include_name,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_on_given_or_configured() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    with open_engine(read_settings().store_url).begin() as connection:
        _run(connection)


_run_on_given_or_configured()
