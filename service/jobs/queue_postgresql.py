"""huey's tables in PostgreSQL, in a schema of their own."""

from typing import Any

import psycopg
from huey import Huey, PostgresHuey
from sqlalchemy import Engine

from service.store.engine import transaction
from service.store.locks import take_turn


def open_huey(engine: Engine, name: str, schema: str, options: dict[str, Any]) -> Huey:
    """Return the queue *name* in *schema* of *engine*'s database; both are made when missing.

    Raises:
        StoreError: The database cannot be reached, or we may not make a schema in it.
    """
    positional, named = engine.dialect.create_connect_args(engine.url)

    def connect() -> psycopg.Connection[Any]:
        connection = psycopg.connect(*positional, autocommit=True, **named)
        connection.execute(f'SET search_path TO "{schema}"'.encode())
        return connection

    with transaction(engine) as session:
        # Two that create a schema or table at once fail, "if not exists" or not.
        take_turn(session, "queue")
        session.connection().exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        session.connection().exec_driver_sql(f'SET LOCAL search_path TO "{schema}"')
        huey = PostgresHuey(name, connection=connect, create_tables=False, **options)
        for statement in huey.storage.ddl:
            session.connection().exec_driver_sql(statement)
    return huey
